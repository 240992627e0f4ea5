import { expect, test } from 'vitest';
import { acme, ana, ok, seedMql, untouched } from '../support/calls.ts';
import { type Era, openHouse } from '../support/server.ts';

const eras: readonly Era[] = ['modern', 'legacy'];
type House = Awaited<ReturnType<typeof openHouse>>;

async function said(
  house: House,
  name: string,
  args: Record<string, string> = {},
  era: Era = 'modern',
): Promise<string> {
  const { messages } = await (await house.as('sales.ops', era)).getPrompt({ name, arguments: args });
  expect(messages).toHaveLength(1);
  const [message] = messages;
  expect(message?.role).toBe('user');
  if (message?.content.type !== 'text') throw new Error('no text');
  return message.content.text;
}

test('surface prompts are listed with their arguments, to every role, in both eras', async () => {
  const house = await openHouse();
  for (const role of ['viewer', 'sales.ops', 'cro'] as const) {
    for (const era of eras) {
      const { prompts } = await (await house.as(role, era)).listPrompts();
      expect(
        prompts.map(({ name, arguments: args }) => [
          name,
          args?.map((each) => `${each.name}${each.required ? '!' : ''}`),
        ]),
      ).toEqual([
        ['session-start-sweep', []],
        ['dossier', ['account!']],
        ['draft-email', ['contact!', 'sequence!']],
        ['cro-daily-check-in', []],
        ['friday-weekly-close', ['week']],
        ['quarterly-calibration', ['quarter']],
      ]);
      for (const each of prompts) expect(each.title && each.description).toBeTruthy();
    }
  }
});

test('4.1a session-start-sweep says who works, when, and on what', async () => {
  const house = await openHouse();
  await seedMql(house);
  const text = await untouched(house, () => said(house, 'session-start-sweep'));
  expect(text).toMatch(
    /^This connection acts as sales\.ops; it is Tue 21 Apr 2026, 10:00\. \d+ of its tasks are open, 0 of them overdue\.\n1\. Call session_sweep\./,
  );
  expect(await said(house, 'session-start-sweep', {}, 'legacy')).toBe(text);
});

test('4.3a dossier names the account, the routes of S1 to S4, and the account as it stands', async () => {
  const house = await openHouse();
  await seedMql(house);
  const text = await said(house, 'dossier', { account: 'ACME.com' });
  expect(text).toMatch(/^Compile the qualification dossier of Acme Corp \(acme\.com\)\./);
  for (const signal of ['S1', 'S2', 'S3', 'S4']) expect(text).toContain(`\n- ${signal}, `);
  expect(text).toContain('# Acme Corp (acme.com)');
  expect(text).toContain('score_dossier');
});

test('5.3d draft-email shows every current fact, the signals of that contact, and the fixed text', async () => {
  const house = await openHouse();
  const more = Array.from({ length: 25 }, (_, n) => ({
    fact: `detail_${n}`,
    value: `v${n}`,
    source: 's',
    evidence: 'e',
    as_of: '2026-04-01',
  }));
  await ok(house, 'sales.ops', 'save_account', { ...acme, facts: [...acme.facts, ...more], contacts: [ana] });
  await seedMql(house);
  const text = await said(house, 'draft-email', { contact: 'ana@acme.com', sequence: 'nurture' });
  expect(text).toMatch(
    /^Fill the slots of template nurture_1 for contact con_[a-z2-7]+_\d+ at Acme Corp \(acme\.com, MQL\)\./,
  );
  expect(text.match(/^- fct_/gm)).toHaveLength(30);
  expect(text.match(/^- sig_/gm)).toHaveLength(1);
  expect(text).toContain('Slots: insight (rests on insight_fact)');
  expect(text).toContain('{{insight}}');
});

test('surface a prompt that is not there, lacks an argument or finds nothing says so', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  for (const era of eras) {
    await expect(said(house, 'nope', {}, era)).rejects.toThrow('there is no prompt `nope`');
    await expect(said(house, 'dossier', {}, era)).rejects.toThrow('the prompt needs `account`: id, domain or name');
    await expect(said(house, 'draft-email', { contact: 'x@acme.com' }, era)).rejects.toThrow(
      'the prompt needs `sequence`',
    );
    await expect(said(house, 'dossier', { account: 'nobody.com' }, era)).rejects.toThrow(
      'no account stands under that id or domain',
    );
    await expect(said(house, 'dossier', { account: 'a b' }, era)).rejects.toThrow(
      'NOT_FOUND: no account is called `a b`',
    );
    await expect(said(house, 'draft-email', { contact: 'x@acme.com', sequence: 'nurture' }, era)).rejects.toThrow(
      'no contact stands under that id or e-mail',
    );
  }
});

test('surface arguments of prompts complete', async () => {
  const house = await openHouse();
  await seedMql(house);
  await ok(house, 'sales.ops', 'save_account', { domain: 'acre.org', name: 'Field' });
  for (const era of eras) {
    const client = await house.as('sales.ops', era);
    const complete = async (prompt: string, name: string, value: string) =>
      (await client.complete({ ref: { type: 'ref/prompt', name: prompt }, argument: { name, value } })).completion
        .values;
    expect(await complete('dossier', 'account', 'ac')).toEqual(['acme.com']);
    expect(await complete('draft-email', 'sequence', 're')).toEqual(['re_engagement']);
    expect(await complete('draft-email', 'sequence', '')).toHaveLength(4);
    expect((await complete('friday-weekly-close', 'week', '2026-W')).slice(0, 2)).toEqual(['2026-W17', '2026-W16']);
    expect(await complete('quarterly-calibration', 'quarter', '2026')).toEqual(['2026-Q2', '2026-Q1']);
    expect(await complete('session-start-sweep', 'x', '')).toEqual([]);
    expect(await complete('none', 'x', '')).toEqual([]);
  }
});

test('6.1d the check-in and the weekly close hand over the figures of their reports', async () => {
  const house = await openHouse();
  await seedMql(house);
  expect(await said(house, 'cro-daily-check-in', {})).toContain('| new MQLs | 1 |  | 0 |');
  expect(await said(house, 'friday-weekly-close', { week: '2026-W16' })).toContain('Weekly close 2026-W16');
  const calibration = await said(house, 'quarterly-calibration', { quarter: '2026-Q2' });
  expect(calibration).toContain('Calibration 2026-Q2');
  expect(calibration).toContain('**cohort**: opened 1, mature 0, immature 1');
});
