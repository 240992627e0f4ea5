import { describe, expect, test } from 'vitest';
import { stepRow } from '../../../src/ledger/projections/template-rows.ts';
import type { CopyEvent } from '../../../src/rules/aggregates/copy.ts';
import { authorizeSend } from '../../../src/rules/sending/authorize-send.ts';
import { recordDelivery } from '../../../src/rules/sending/record-delivery.ts';
import { renderSequenceEmail } from '../../../src/rules/sending/render-sequence-email.ts';
import { holdSequence } from '../../../src/rules/sequences/hold-sequence.ts';
import { flagContent } from '../../../src/rules/templates/flag-content.ts';
import { orderRequests } from '../../../src/rules/templates/order-requests.ts';
import { resolveFlag } from '../../../src/rules/templates/resolve-flag.ts';
import { start } from '../../support/builders.ts';
import { mailboxPolicy } from '../../support/mailbox.ts';
import { testPolicy } from '../../support/policy.ts';
import { type SavedWorld, TestWorld } from '../../support/world.ts';
import { ana, bo, mailing, permitted, sent } from '../sending/mailing.ts';
import { enrolmentOf, started } from '../sequences/nurtured.ts';
import { openTasks } from './versions.ts';

const email = 'eml_0000000000000001';
const drift = { email, kind: 'positioning_drift' as const, why: 'it calls us the next RevOps' };

/** The shipped policy with a mailbox. */
const policy = { ...testPolicy(), values: mailboxPolicy().values };
let saved: SavedWorld | undefined;

/** Ana's first mail of nurture is rendered; a permit stands for it where that is said, and it went out where that is. */
function world(upTo: 'rendered' | 'permitted' | 'sent' | 'failed' = 'sent'): TestWorld {
  saved ??= started().save();
  const house = new TestWorld(start, policy);
  house.restore(saved);
  const contact = house.account('acme.com').contacts[0]?.id ?? '';
  const of = { contact, template: 'nurture_1_v1', sequence: 'nurture', touch: 1, failing: [], names_price: false };
  const words = { to: 'ana@acme.com', subject: 'Partners', text: 'Hi Ana.', headers: '{}' };
  house.run('sales.ops', renderSequenceEmail, { email: { id: email, hash: '1'.repeat(64), ...of }, words });
  if (upTo === 'rendered') return house;
  const permit = house.run('sales.ops', authorizeSend, { email }).extra.permit?.id ?? '';
  if (upTo === 'permitted') return house;
  const report = { permit, event: upTo, message_id: '<m1@ours.example>', at: house.now };
  house.run('sales.ops', recordDelivery, report);
  return house;
}

const incidents = (house: TestWorld) => house.desk.incidents ?? [];
const told = (house: TestWorld) =>
  house.events.flatMap(({ event }) => {
    const { type, incident, found } = event as { type: string; incident?: unknown; found?: string };
    return type.startsWith('incident_') ? [[type, incident, found]] : [];
  });

test('7.8 I1 drift in a mail that went out holds its copy and is SEV3, of whom and of what', () => {
  const house = world();
  const { summary, extra } = house.run('sales.ops', flagContent, { ...drift, email: ` ${email} ` });
  expect(extra.incident).toEqual({ id: 'inc_desk_1', severity: 'SEV3', state: 'opened' });
  expect(extra.flag).toMatchObject({ id: 'flg_copy_1', template: 'nurture_1_v1' });
  expect(summary).toContain('SEV3 inc_desk_1 is open');
  expect(incidents(house)).toMatchObject([
    {
      id: 'inc_desk_1',
      severity: 'SEV3',
      kind: 'drift_sent',
      account: house.account('acme.com').id,
      contact: house.account('acme.com').contacts[0]?.id,
      flag: 'flg_copy_1',
      because: 'a mail of nurture_1_v1 that was sent drifts from the parallel axis (flg_copy_1)',
    },
  ]);
});

test.each(['rendered', 'permitted', 'failed'] as const)('7.8 I1 a mail that is %s is not one that went out', (upTo) => {
  const house = world(upTo);
  expect(house.refused('sales.ops', flagContent, drift)).toMatchObject({
    code: 'NOT_FOUND',
    clause: '7',
    ruling: 'I1',
    found: 'no mail that was sent is on record under the id given as `email`',
    next: 'flag the template that it came from, by its id',
  });
});

test('7.8 I1 a voice that misses the brand is no incident, though the mail went out', () => {
  const house = world();
  const { summary, extra } = house.run('cmo', flagContent, { ...drift, kind: 'brand_voice' });
  expect([extra.flag.template, extra.incident, incidents(house)]).toEqual(['nurture_1_v1', undefined, []]);
  expect(summary).not.toContain('SEV3');
});

test('7.8 I1 the proposal investigates the incident, the decision closes it', () => {
  const house = world();
  house.run('cmo', flagContent, drift);
  const proposed = { flag: 'flg_copy_1', resolution: 'the next version says it' };
  expect(house.run('category.positioning', resolveFlag, proposed).extra.incident).toEqual({
    id: 'inc_desk_1',
    severity: 'SEV3',
    state: 'investigated',
  });
  const decided = { flag: ' flg_copy_1 ', resolution: 'it stays as it is', decision: 'approve' as const };
  const { summary, extra } = house.run('cmo', resolveFlag, decided);
  expect(extra.incident).toEqual({ id: 'inc_desk_1', severity: 'SEV3', state: 'closed' });
  expect(summary).toContain('SEV3 inc_desk_1 is closed.');
  expect(told(house).slice(1)).toEqual([
    ['incident_investigated', 'inc_desk_1', proposed.resolution],
    ['incident_closed', 'inc_desk_1', decided.resolution],
  ]);
  expect(incidents(house)).toEqual([]);
});

/** 48 hours later, when somebody looks. */
function lapsed(house: TestWorld): void {
  house.now = '2026-04-23T14:00:00.000Z';
  house.run('cmo', orderRequests, { requests: [] });
}

test('7.8 I1 a flag that nobody resolves retires its version, and its incident stays open with who must answer it', () => {
  const house = world();
  house.run('cmo', flagContent, drift);
  house.run('cmo', flagContent, { template: 'nurture_2', kind: 'positioning_drift', why: drift.why });
  expect(incidents(house)).toHaveLength(1);
  lapsed(house);
  expect(told(house).slice(1)).toEqual([]);
  expect(incidents(house)).toMatchObject([{ id: 'inc_desk_1', state: 'opened' }]);
  expect(openTasks(house).filter((each) => each.includes('flg_copy'))).toEqual([
    'propose_correction flg_copy_1',
    'decide_flag flg_copy_1',
  ]);
  const early = { flag: 'flg_copy_1', resolution: 'so be it', decision: 'approve' as const };
  expect(house.refused('cmo', resolveFlag, early).found).toBe('nobody has proposed a correction for flg_copy_1 yet');
  house.principal = 'p1';
  const proposal = house.run('category.positioning', resolveFlag, { flag: 'flg_copy_1', resolution: 'it is reworded' });
  expect(proposal.extra.incident?.state).toBe('investigated');
  const event = house.events.map((each) => each.event as CopyEvent).find(({ type }) => type === 'correction_proposed');
  const by = { stream: 'copy', seq: 1, at: house.now, by: 'cmo', principal: null } as const;
  // The standing that is shown of the version rests on its newest step.
  expect(event?.type === 'correction_proposed' && stepRow(event, by).values).toContain('retired');
  expect(proposal.summary).toBe(
    'The correction of nurture_1_v1 is proposed; the cmo decides on flg_copy_1 with resolve_flag though it lapsed at 2026-04-23T14:00:00.000Z: inc_desk_1 is open until they do.',
  );
  expect(house.refused('cmo', resolveFlag, early)).toMatchObject({ code: 'NOT_PERMITTED', ruling: 'L16' });
  house.principal = undefined;
  const { outcome, summary, extra } = house.run('cmo', resolveFlag, early);
  expect([outcome, extra.flag.state, extra.incident?.state]).toEqual(['resolved', 'resolved', 'closed']);
  expect(summary).toBe(
    'flg_copy_1 is resolved: nurture_1_v1 stays retired, as since 2026-04-23T14:00:00.000Z. request_template asks for new copy where it is wanted. SEV3 inc_desk_1 is closed.',
  );
  expect([incidents(house), openTasks(house).filter((each) => each.includes('flg_copy')), house.copy.lapsed]).toEqual([
    [],
    [],
    [expect.objectContaining({ id: 'flg_copy_2' })],
  ]);
  expect(house.refused('cmo', resolveFlag, early).found).toBe('flg_copy_1 is settled already');
});

test('7.8 I1 the cmo may close the incident of a flag that lapsed without a proposal, and lists are given up once', () => {
  const house = world();
  house.run('cmo', flagContent, drift);
  lapsed(house);
  const decided = { flag: 'nurture_1_v1', resolution: 'it is out of use', decision: 'reject' as const };
  const { outcome, extra, events } = house.run('cmo', resolveFlag, decided);
  expect([outcome, extra.incident?.state, events]).toEqual(['retired', 'closed', []]);
});

test('T6 7.2 I1 a flag that lapsed says when, and what comes next, though nobody has swept since', () => {
  const house = world();
  house.run('cmo', flagContent, { ...drift, kind: 'brand_voice' });
  house.now = '2026-04-23T14:00:00.000Z';
  expect(house.refused('category.positioning', resolveFlag, { flag: 'flg_copy_1', resolution: 'late' })).toMatchObject({
    code: 'CONFLICT',
    found: 'flg_copy_1 lapsed at 2026-04-23T14:00:00.000Z: nobody had resolved it, and nurture_1_v1 is retired since',
    next: 'ask for a new version with request_template; ladder://templates/nurture_1 shows what stands',
  });
});

test('7.8 I1 drift in a mail that went out opens its incident though a flag on the brand voice holds the version', () => {
  const house = world();
  house.run('cmo', flagContent, { template: 'nurture_1', kind: 'brand_voice', why: 'too loud' });
  const { outcome, summary, extra } = house.run('sales.ops', flagContent, drift);
  expect([outcome, extra.flag, extra.incident]).toEqual([
    'flagged',
    { id: 'flg_copy_1', template: 'nurture_1_v1', kind: 'positioning_drift', until: '2026-04-23T14:00:00.000Z' },
    { id: 'inc_desk_1', severity: 'SEV3', state: 'opened' },
  ]);
  expect(summary).toContain('nurture_1_v1 is held by flg_copy_1 already, and the drift joins it');
  expect(house.copy.flags).toMatchObject([{ kind: 'positioning_drift', why: `too loud; ${drift.why}`, by: 'cmo' }]);
  expect(openTasks(house).filter((each) => each.includes('flg_copy'))).toHaveLength(2);
  expect(house.refused('sales.ops', flagContent, drift)).toMatchObject({
    code: 'CONFLICT',
    found: 'drift in that mail is SEV3 inc_desk_1 already, of flg_copy_1',
  });
  expect(house.refused('cmo', flagContent, { ...drift, kind: 'brand_voice' }).found).toContain('is held by flg_copy_1');
  const rejected = { flag: 'flg_copy_1', resolution: 'it goes', decision: 'reject' as const };
  expect(house.run('cmo', resolveFlag, rejected).extra.incident?.state).toBe('closed');
});

describe('7.8 I1 whoever got a mail that drifted', () => {
  const flag = (house: TestWorld) => house.run('sales.ops', flagContent, drift);
  const decide = (house: TestWorld, decision: 'approve' | 'reject') => {
    house.run('category.positioning', resolveFlag, { flag: 'flg_copy_1', resolution: 'the next version says it' });
    return house.run('cmo', resolveFlag, { flag: 'flg_copy_1', resolution: 'so be it', decision }).summary;
  };
  const standing = (house: TestWorld) => {
    const { holds, over } = enrolmentOf(house);
    return [holds.map(({ because }) => because), over?.because];
  };
  const because = 'nurture_1_v1, which they were sent, is flagged (flg_copy_1)';

  test('7.8 I1 stands still until the cmo approves', () => {
    const house = world();
    expect(flag(house).summary).toContain('The nurture of ana@acme.com is paused until the flag is settled.');
    expect(standing(house)).toEqual([[because], undefined]);
    house.now = '2026-04-22T14:00:00.000Z';
    house.run('cmo', orderRequests, { requests: [] });
    expect(standing(house)).toEqual([[because], undefined]);
    expect(decide(house, 'approve')).toContain(' goes on: the flag on nurture_1_v1 is resolved.');
    expect(standing(house)).toEqual([[], undefined]);
  });

  test('7.8 I1 goes on where the cmo retires the version, for their touches ahead stand on others', () => {
    const house = world();
    flag(house);
    expect(decide(house, 'reject')).toContain(' goes on: the flag on nurture_1_v1 is decided.');
    expect(standing(house)).toEqual([[], undefined]);
  });

  test('7.2 7.8 I1 ends with the version where nobody decides in time', () => {
    const house = world();
    flag(house);
    lapsed(house);
    expect(standing(house)).toEqual([[], 'nobody resolved the flag on nurture_1_v1']);
  });

  test('7.2 C4 stays paused, and is told so, where something else holds them', () => {
    const house = world();
    flag(house);
    const contact = house.account('acme.com').contacts[0]?.id ?? '';
    house.run('sales.ops', holdSequence, { contact, action: 'pause', reason: 'their fair is on' });
    const summary = decide(house, 'approve');
    expect(summary).toContain('stays paused, though the flag on nurture_1_v1 is resolved: their fair is on.');
    expect(summary).not.toContain('goes on');
    expect(standing(house)).toEqual([['their fair is on'], undefined]);
  });

  test('7.8 I1 each of them, though the first mail opened the incident', () => {
    const house = mailing();
    const mails = [ana, bo].map((to) => {
      const permit = permitted(house, to);
      sent(house, permit, `<${to}>`);
      return `eml_${to}_1`;
    });
    const told = mails.map((each) => house.run('sales.ops', flagContent, { ...drift, email: each }).extra);
    expect(told.map(({ flag: { id }, incident }) => [id, incident?.id])).toEqual([
      ['flg_copy_1', 'inc_desk_1'],
      ['flg_copy_1', 'inc_desk_1'],
    ]);
    const held = () => house.account('acme.com').enrolments?.map(({ holds }) => holds.length);
    expect(held()).toEqual([1, 1]);
    expect(house.refused('sales.ops', flagContent, { ...drift, email: mails[1] }).code).toBe('CONFLICT');
    decide(house, 'approve');
    expect(held()).toEqual([0, 0]);
  });
});
