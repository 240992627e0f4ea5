import { expect, test } from 'vitest';
import { authorizeSend } from '../../../src/rules/sending/authorize-send.ts';
import { recordDelivery } from '../../../src/rules/sending/record-delivery.ts';
import { renderSequenceEmail } from '../../../src/rules/sending/render-sequence-email.ts';
import { flagContent } from '../../../src/rules/templates/flag-content.ts';
import { orderRequests } from '../../../src/rules/templates/order-requests.ts';
import { resolveFlag } from '../../../src/rules/templates/resolve-flag.ts';
import { start } from '../../support/builders.ts';
import { mailboxPolicy } from '../../support/mailbox.ts';
import { testPolicy } from '../../support/policy.ts';
import { type SavedWorld, TestWorld } from '../../support/world.ts';
import { started } from '../sequences/nurtured.ts';

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

test('7.8 I1 a flag that nobody resolves closes its incident when it lapses, and one of a template has none', () => {
  const house = world();
  house.run('cmo', flagContent, drift);
  house.run('cmo', flagContent, { template: 'nurture_2', kind: 'positioning_drift', why: drift.why });
  expect(incidents(house)).toHaveLength(1);
  house.now = '2026-04-23T14:00:00.000Z';
  house.run('cmo', orderRequests, { requests: [] });
  expect(told(house).slice(1)).toEqual([
    ['incident_closed', 'inc_desk_1', 'the flag flg_copy_1 was not resolved by then'],
  ]);
  expect(incidents(house)).toEqual([]);
});
