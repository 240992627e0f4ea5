import { expect, test } from 'vitest';
import { comment, type Data, describeWriting, no, ok, refusal, seedMql, twoHigh } from '../support/calls.ts';
import { bea, cid, contactId, dov, seedLive, seedNurture, seedPeople, seedTouch } from '../support/sequences.ts';
import { openHouse } from '../support/server.ts';

describeWriting({
  tool: 'propose_recipients',
  by: 'sales.ops',
  clause: '5.4',
  who: 'sales.ops',
  callers: ['sales.ops'],
  outcome: 'done',
  prepare: async (house) => {
    await seedNurture(house);
    return { template: 'nurture_1', contacts: ['ana@acme.com'] };
  },
  other: { contacts: ['bea@acme.com'] },
});

const versions = ['nurture_1_v1', 'nurture_2_v1', 'nurture_3_v1', 'nurture_4_v1', 'nurture_5_v1'];

test('5.4c Q4 a list binds exact contacts to the live version of every touch and goes to the cro', async () => {
  const house = await openHouse();
  await seedNurture(house);
  const contacts = ['ana@acme.com', 'bea@acme.com', 'BEA@acme.com', 'nobody@acme.com', 'the boss'];
  const data = await ok(house, 'sales.ops', 'propose_recipients', { template: 'nurture_1', contacts });
  expect(data.list).toEqual({
    id: 'lst_copy_1',
    sequence: 'nurture',
    contacts: [await contactId(house, 'ana@acme.com'), await contactId(house, bea.email)],
    versions,
    refused: [
      { contact: 'BEA@acme.com', because: 'they are named twice' },
      { contact: 'nobody@acme.com', because: 'no contact stands under it; save_account adds them' },
      { contact: 'the boss', because: 'a contact is named by its id, its e-mail address or its profile' },
    ],
  });
  expect(data.opened).toMatchObject([
    { kind: 'review_recipients', role: 'cro', subject: 'lst_copy_1', due_at: '2026-04-22T14:00:00.000Z' },
  ]);
  expect(data.closed).toMatchObject([{ kind: 'propose_nurture' }]);
  expect(data.summary).toBe(
    'lst_copy_1 is proposed for nurture: 2 contacts of 1 account, bound to nurture_1_v1, nurture_2_v1, nurture_3_v1, nurture_4_v1, nurture_5_v1. The cro answers with review_recipients. Left out: 3; `refused` says why.',
  );
});

test('Q4 a touch without a live version is refused and named; in nurture one on its way stands in', async () => {
  const house = await openHouse();
  await seedMql(house);
  await ok(house, 'sales.ops', 'score_dossier', twoHigh);
  const args = { template: 'nurture_1', contacts: ['ana@acme.com'] };
  await seedLive(house, 'nurture', 3);
  expect(await refusal(house, 'sales.ops', 'propose_recipients', args)).toBe(
    'RULE_REFUSED (§5.4.3, Q4): nurture_4, nurture_5 have no live version, and none under review or approved. Next: read ladder://templates for what is on its way; request_template asks for what is missing.',
  );
  await seedTouch(house, 'nurture', 4, 'approved');
  await seedTouch(house, 'nurture', 5, 'review');
  const { list } = await ok(house, 'sales.ops', 'propose_recipients', args);
  expect(list.versions).toEqual(versions);
  expect(await refusal(house, 'sales.ops', 'propose_recipients', { ...args, template: 'nurture_2' })).toBe(
    'INVALID_INPUT: `template` is `nurture_2`. Next: give touch 1 of the sequence, nurture_1: a list binds every touch.',
  );
  expect(await refusal(house, 'sales.ops', 'propose_recipients', { ...args, template: 'newsletter_1' })).toBe(
    'NOT_FOUND (§5.4): no template was drafted under that id or key. Next: read ladder://templates for the keys; a sample goes through request_template and draft_template first.',
  );
});

test('Q4 nobody left is SUPPRESSED where that is why for all, else RULE_REFUSED, with each reason', async () => {
  const house = await openHouse();
  await seedNurture(house);
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'bea@acme.com', reason: 'opt_out' });
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'nobody@beta.com', reason: 'opt_out' });
  const all = await no(house, 'sales.ops', 'propose_recipients', {
    template: 'nurture_1',
    contacts: ['bea@acme.com', 'nobody@beta.com'],
  });
  expect(all.error).toMatchObject({
    code: 'SUPPRESSED',
    refused: [
      { contact: 'bea@acme.com', because: 'the person is suppressed' },
      { contact: 'nobody@beta.com', because: 'the person is suppressed' },
    ],
  });
  const some = await no(house, 'sales.ops', 'propose_recipients', {
    template: 'nurture_1',
    contacts: ['bea@acme.com', 'eve@beta.com'],
  });
  expect(some.text.split('\n').slice(0, -1)).toEqual([
    'RULE_REFUSED (§5.2, Q4): nobody named for nurture may be enrolled: all 2 fail. Next: read why beside each name, mend it or name other contacts with propose_recipients.',
    '- bea@acme.com: the person is suppressed',
    '- eve@beta.com: no contact stands under it; save_account adds them',
  ]);
});

test('Q5 three contacts of an account are active at most', async () => {
  const house = await openHouse();
  await seedNurture(house);
  const contacts = ['ana@acme.com', bea.email, cid.email, dov.email];
  const { list } = await ok(house, 'sales.ops', 'propose_recipients', { template: 'nurture_1', contacts });
  expect(list.contacts).toHaveLength(3);
  expect(list.refused).toEqual([
    { contact: dov.email, because: '3 contacts of the account are active or named before, 3 may be' },
  ]);
});

test('C3 nurture is for MQLs without a review; activation for SQLs; a post-Briefing mail has no list', async () => {
  const house = await openHouse();
  await seedMql(house);
  await seedPeople(house, [{ linkedin_url: 'https://www.linkedin.com/in/eve' }]);
  await seedLive(house, 'nurture');
  await seedLive(house, 'activation');
  const because = async (template: string, contact = 'ana@acme.com') => {
    const { error } = await no(house, 'sales.ops', 'propose_recipients', { template, contacts: [contact] });
    return (error as Data).refused[0].because;
  };
  expect(await because('nurture_1')).toBe(
    'acme.com is MQL, review DOSSIER_DUE; nurture is for MQLs that no review holds',
  );
  expect(await because('activation_1')).toBe('acme.com is MQL, review DOSSIER_DUE; activation is for SQLs');
  expect(await because('nurture_1', 'https://www.linkedin.com/in/eve')).toBe(
    'no e-mail address of theirs is on file; no first name of theirs is on file; acme.com is MQL, review DOSSIER_DUE; nurture is for MQLs that no review holds',
  );
  const args = { template: 'post_briefing_1', contacts: ['ana@acme.com'] };
  expect(await refusal(house, 'sales.ops', 'propose_recipients', args)).toBe(
    'RULE_REFUSED (§5.2, C1): post_briefing has no recipient list. Next: the cro renders the mail with render_sequence_email and asks for its permit with authorize_send.',
  );
});

test('C3 the duty to propose is closed by hand only while no copy is live or nobody may be enrolled', async () => {
  const house = await openHouse();
  await seedMql(house);
  const { opened } = await ok(house, 'sales.ops', 'score_dossier', twoHigh);
  const task = opened.find(({ kind }: Data) => kind === 'propose_nurture').id;
  await seedLive(house, 'nurture', 4);
  const args = { task, note: 'nothing is live' };
  expect(await ok(house, 'sales.ops', 'complete_task', { ...args, dry_run: true })).toMatchObject({ outcome: 'done' });
  const named = async () => {
    const { tasks } = await ok(house, 'sales.ops', 'session_sweep');
    const { tool, call } = tasks.find(({ kind }: Data) => kind === 'propose_nurture');
    return [tool, call];
  };
  expect(await named()).toEqual(['complete_task', { task }]);
  await seedTouch(house, 'nurture', 5);
  const ana = await contactId(house, 'ana@acme.com');
  const call = { template: 'nurture_1', contacts: [ana] };
  expect(await named()).toEqual(['propose_recipients', call]);
  expect(await ok(house, 'sales.ops', 'propose_recipients', { ...call, dry_run: true })).toMatchObject({
    outcome: 'done',
  });
  expect(await refusal(house, 'sales.ops', 'complete_task', args)).toBe(
    `RULE_REFUSED (§5.2, C3): nurture is live, and 1 at acme.com may be enrolled: ${ana}. Next: propose them with propose_recipients (template nurture_1).`,
  );
  await ok(house, 'sales.ops', 'suppress_contact', { contact: ana, reason: 'opt_out' });
  expect(await ok(house, 'sales.ops', 'complete_task', args)).toMatchObject({ outcome: 'done' });
});

test('C3 Q5 the duty to propose is closed by hand where no place is left at the account', async () => {
  const house = await openHouse();
  await seedNurture(house);
  const contacts = ['ana@acme.com', bea.email, cid.email];
  const { list } = await ok(house, 'sales.ops', 'propose_recipients', { template: 'nurture_1', contacts });
  await ok(house, 'cro', 'review_recipients', { list: list.id, decision: 'approve' });
  await ok(house, 'sales.ops', 'start_sequence', { list: list.id });
  const question = { type: 'E3', channel: 'email', topic: 'assessment', quote: 'What does the Assessment cover?' };
  await ok(house, 'cro', 'file_signal_note', { ...comment(), signal: question });
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const { opened } = await ok(house, 'sales.ops', 'score_dossier', twoHigh);
  const task = opened.find(({ kind }: Data) => kind === 'propose_nurture').id;
  const done = await ok(house, 'sales.ops', 'complete_task', { task, note: 'three are on their way' });
  expect(done.outcome).toBe('done');
});
