import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../clients/program.ts';
import { acme, ana, type Data, ok, refusal, seedMql, seedNoted, threeHigh } from '../support/calls.ts';
import { openMailHouse } from '../support/mailbox.ts';
import { bea, contactId, seedStarted } from '../support/sequences.ts';
import { eventsIn, type House, loadedFrom, openHouse } from '../support/server.ts';

const known = '5f3c0d6a8e1b2c0001a4b9d2';

/** Ana is known to Apollo. */
async function seedKnown(house: House): Promise<string> {
  await ok(house, 'sales.ops', 'save_account', {
    domain: acme.domain,
    contacts: [{ email: ana.email, external: { apollo: known } }],
  });
  return contactId(house, ana.email);
}

async function inApollo(house: House): Promise<readonly Data[]> {
  const { intents } = await ok(house, 'sales.ops', 'session_sweep', { limit: 100 });
  return intents.filter(({ target }: Data) => target === 'apollo');
}

const taken = async (house: House, intent: Data | undefined): Promise<Data> =>
  (await ok(house, 'sales.ops', 'take_intent', { intent: intent?.id })).payload;

test("5.5b M8 a stage that the ladder sets is set for the account's people in Apollo, the newest alone", async () => {
  const house = await openHouse();
  await seedNoted(house);
  const contact = await seedKnown(house);
  expect(await inApollo(house)).toEqual([]);
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const [mql, ...others] = await inApollo(house);
  expect(others).toEqual([]);
  expect(mql).toMatchObject({
    target: 'apollo',
    action: 'set_contact_stage',
    tool: 'take_intent',
    account: 'acme.com',
    summary: 'Acme Corp: set the stage of one of its people in Apollo to MQL',
  });
  await ok(house, 'sales.ops', 'score_dossier', threeHigh);
  await ok(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
  const [sql, ...more] = await inApollo(house);
  expect(more).toEqual([]);
  expect(sql?.summary).toBe('Acme Corp: set the stage of one of its people in Apollo to SQL');
  expect(await refusal(house, 'sales.ops', 'take_intent', { intent: mql?.id })).toContain(
    `call take_intent with ${sql?.id}`,
  );
  expect(await taken(house, sql)).toEqual({
    tool: 'apollo_contacts_update',
    arguments: { id: known },
    account: 'acme.com',
    contact,
    stage: 'SQL',
    missing: {
      contact_stage_id:
        "the id of Apollo's contact stage that stands for SQL; `boards.apollo.stages.SQL` of the policy keeps it",
    },
  });
  await ok(house, 'sales.ops', 'confirm_intent', { intent: sql?.id, result: 'done' });
  expect(await inApollo(house)).toEqual([]);
});

test('M8 stages and sequences that the policy names stand in the calls', async () => {
  const file = join(tempFolder(), 'policy.yaml');
  const apollo = '{ stages: { MQL: 61aa }, sequences: { nurture: 62bb, activation: 63cc } }';
  writeFileSync(file, `extends: handoff-0.2\nboards: { apollo: ${apollo} }\n`);
  const house = await openHouse({ policy: loadedFrom(file) });
  await seedNoted(house);
  const contact = await seedKnown(house);
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const [stage] = await inApollo(house);
  expect(await taken(house, stage)).toEqual({
    tool: 'apollo_contacts_update',
    arguments: { id: known, contact_stage_id: '61aa' },
    account: 'acme.com',
    contact,
    stage: 'MQL',
  });
  await ok(house, 'sales.ops', 'suppress_contact', { contact: ana.email, reason: 'opt_out' });
  const stop = (await inApollo(house)).find(({ action }) => action === 'stop_contact');
  expect(await taken(house, stop)).toEqual({
    tool: 'apollo_emailer_campaigns_remove_or_stop_contact_ids',
    arguments: { emailer_campaign_ids: ['62bb', '63cc'], contact_ids: [known], mode: 'remove' },
    account: 'acme.com',
    contact,
  });
});

test('M8 who is unknown to Apollo is nothing to it', async () => {
  const house = await openHouse();
  await seedMql(house);
  await ok(house, 'sales.ops', 'suppress_contact', { contact: ana.email, reason: 'opt_out' });
  expect(await inApollo(house)).toEqual([]);
});

test('5.5b M8 an enrolment that is paused stops in Apollo, unless it goes on before; one that ends is finished there', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  await ok(house, 'sales.ops', 'save_account', {
    domain: acme.domain,
    contacts: [{ email: bea.email, external: { apollo: known } }],
  });
  const contact = await contactId(house, bea.email);
  const hold = (action: string) =>
    ok(house, 'sales.ops', 'hold_sequence', { contact: bea.email, action, reason: 'she is on holiday' });
  await hold('pause');
  const [stop, ...others] = await inApollo(house);
  expect(others).toEqual([]);
  expect(stop?.action).toBe('stop_contact');
  await hold('resume');
  expect(await inApollo(house)).toEqual([]);
  await hold('pause');
  const [again] = await inApollo(house);
  expect(await taken(house, again)).toEqual({
    tool: 'apollo_emailer_campaigns_remove_or_stop_contact_ids',
    arguments: { contact_ids: [known], mode: 'stop' },
    account: 'acme.com',
    contact,
    missing: {
      emailer_campaign_ids:
        'the ids of the sequences that the contact is in, by apollo_emailer_campaigns_search; `boards.apollo.sequences` of the policy keeps them',
    },
  });
  await ok(house, 'sales.ops', 'confirm_intent', { intent: again?.id, result: 'done' });
  await ok(house, 'sales.ops', 'suppress_contact', { contact: bea.email, reason: 'opt_out' });
  const left = await inApollo(house);
  expect(left.map(({ action }) => action)).toEqual(['stop_contact']);
  await ok(house, 'legal.exec', 'erase_person', { contact: bea.email, basis: 'GDPR Art. 17 request of 2026-04-21' });
  expect(await inApollo(house)).toEqual([]);
  expect(
    eventsIn(house).some(({ type, body }) => type === 'intent_withdrawn' && body.because === 'the person was erased'),
  ).toBe(true);
});
