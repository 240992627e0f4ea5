import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import {
  acme,
  ana,
  answer,
  comment,
  type Data,
  describeReading,
  ok,
  refusal,
  seedMql,
  seedNoted,
  seedPending,
  threeHigh,
  twoHigh,
  untouched,
} from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

describeReading(
  'explain_account',
  async (house) => {
    await seedPending(house);
    return { account: 'acme.com', detail: 'full' };
  },
  { bad: { detail: 'brief' }, found: '`detail` is `brief`', next: 'give one of concise, full' },
);

const explain = (house: House, args: object = {}) =>
  ok(house, 'viewer', 'explain_account', { account: 'acme.com', ...args });

test('3.4a explain_account says where an account stands, why, and what would move it', async () => {
  const house = await openHouse();
  const facts = acme.facts.filter(({ fact }) => fact !== 'gate_g5');
  await ok(house, 'sales.ops', 'save_account', { ...acme, facts });
  const { data, text } = await answer(house, 'viewer', 'explain_account', { account: 'acme.com' });
  expect(data.account).toMatchObject({ domain: 'acme.com', stage: 'PROSPECT', review: 'NONE', owner: 'sales.ops' });
  expect(data.checks.map((each: Data) => `${each.rule} ${each.verdict} ${each.basis}`)).toEqual([
    'G1 pass assumed',
    'G2 pass assumed',
    'G3 pass assumed',
    'G4 pass assumed',
    'G5 unknown assumed',
    'engagement_signal fail sop',
    'S1 unknown sop',
    'S2 unknown sop',
    'S3 unknown ruling',
    'S4 unknown sop',
  ]);
  expect(data.missing).toEqual([
    {
      rule: 'G5',
      what: '`gate_g5` is not on file, wanted true (assumed gate)',
      who: 'sales.ops or category.positioning',
      tool: 'save_account',
    },
    {
      rule: 'engagement_signal',
      what: 'no qualifying engagement signal is on file',
      who: 'mining.mind or category.positioning',
      tool: 'file_signal_note',
    },
  ]);
  expect(data.account.next).toBe(data.next_step);
  expect(data.facts).toHaveLength(4);
  expect(data.facts[0]).toMatchObject({ fact: 'employees', value: 900, source: 'annual report', as_of: '2026-04-01' });
  expect(data.facts[0].id).toMatch(/^fct_/);
  expect(text.split('\n')[0]).toBe('Acme Corp (acme.com) is PROSPECT, owned by sales.ops.');
  expect(text.split('\n').at(-1)).toBe(`Next: ${data.next_step}`);
});

test('3.4a explain_account takes an id, any spelling of the domain and an alias', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, aliases: ['acme.io'] });
  const { account } = await explain(house);
  for (const spelling of [account.id, 'ACME.com', 'https://www.acme.com/x', 'acme.io', ' acme.com ']) {
    expect((await explain(house, { account: spelling })).account).toEqual(account);
  }
  expect(await refusal(house, 'viewer', 'explain_account', { account: 'nobody.com' })).toBe(
    'NOT_FOUND: no account stands under that id or domain. Next: look it up with find_accounts, or let sales.ops register it with save_account.',
  );
  expect(await refusal(house, 'viewer', 'explain_account', { account: 'not a domain' })).toBe(
    'NOT_FOUND: no account is called `not a domain`, nor nearly so. Next: look it up with find_accounts, or let sales.ops register it by its domain with save_account.',
  );
});

test('3.4a explain_account in full gives the words of signals as quoted data, the dossier and the decisions', async () => {
  const house = await openHouse();
  await seedNoted(house);
  const question = { type: 'E3', channel: 'email', topic: 'assessment', quote: 'How do you\n# score partners?' };
  await ok(house, 'mining.mind', 'file_signal_note', comment({ note: 'asked twice', signal: question }));
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  await ok(house, 'sales.ops', 'score_dossier', threeHigh);
  await ok(house, 'cro', 'cro_decide', {
    account: 'acme.com',
    decision: 'dispute',
    reason_code: 'timing',
    reason: 'no `budget`',
  });
  const full = await explain(house, { detail: 'full' });
  const asked = full.signals.find((each: Data) => each.type === 'E3');
  expect(asked.words).toEqual({ note: { quoted: 'asked twice' }, quote: { quoted: 'How do you\n# score partners?' } });
  expect(asked).toMatchObject({
    filed_by: 'mining.mind',
    source: { quoted: 'linkedin export' },
    live: true,
    credit: 1,
  });
  expect(full.facts[0].evidence).toEqual({ quoted: 'page 4' });
  expect(full.dossier).toMatchObject({
    count: 3,
    outcome: 'pending_review',
    decided: { decision: 'dispute', reason: { quoted: 'no `budget`' } },
  });
  expect(full.dossier.scores[0].findings[0].shows).toEqual({ quoted: 'what it says' });
  const disputed = full.history.find((each: Data) => each.type === 'sql_decided');
  expect(disputed).toMatchObject({
    by: 'cro',
    policy: 'handoff-0.2',
    decided: { decision: 'dispute', reason_code: 'timing', reason: { quoted: 'no `budget`' } },
  });
  const concise = await explain(house);
  expect(JSON.stringify(concise)).not.toContain('score partners');
  expect(JSON.stringify(concise)).not.toContain('budget');
});

test('3.4a explain_account tells in short why an account stands there, and in full every decision, however old', async () => {
  const house = await openHouse();
  const small = { ...acme, facts: acme.facts.map((each, n) => (n === 0 ? { ...each, value: 180 } : each)) };
  await ok(house, 'sales.ops', 'save_account', small);
  expect((await explain(house)).why).toMatchObject({ by: 'sales.ops', clause: '3.1', policy: 'handoff-0.2' });
  const { signal } = await ok(house, 'mining.mind', 'file_signal_note', comment());
  await ok(house, 'cro', 'override_gate', {
    account: 'acme.com',
    gate: 'G1',
    justification: 'Partners carry most of it, and the list is old.',
    compensating_signals: [signal.id],
  });
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  await ok(house, 'cmo', 'dispute_mql', { account: 'acme.com', criterion: 'G1', claim: 'too small' });
  for (let n = 0; n < 40; n += 1)
    await ok(house, 'mining.mind', 'file_signal_note', {
      ...comment(),
      contact: { email: `p${n}@acme.com` },
      signal: { type: 'E1', interaction: 'comment', object: `https://www.linkedin.com/posts/${n}` },
    });
  const end = { account: 'acme.com', change: 'disqualify', trigger: 'company_ended', reason: 'insolvent' };
  await ok(house, 'sales.ops', 'propose_stage_change', end);
  const full = await explain(house, { detail: 'full' });
  expect(full.history.map((each: Data) => [each.type, each.by, each.policy])).toEqual([
    ['moved', 'sales.ops', 'handoff-0.2'],
    ['override_fell', 'sales.ops', 'handoff-0.2'],
    ['change_decided', 'sales.ops', 'handoff-0.2'],
    ['mql_disputed', 'cmo', 'handoff-0.2'],
    ['moved', 'sales.ops', 'handoff-0.2'],
    ['classified', 'sales.ops', 'handoff-0.2'],
    ['gate_overridden', 'cro', 'handoff-0.2'],
    ['account_registered', 'sales.ops', 'handoff-0.2'],
  ]);
  const { data, text } = await answer(house, 'viewer', 'explain_account', { account: 'acme.com' });
  expect(data.why).toEqual({
    at: '2026-04-21T14:00:00.000Z',
    by: 'sales.ops',
    clause: '3.5',
    because: { quoted: 'company_ended: insolvent' },
    policy: 'handoff-0.2',
  });
  expect(text).toContain(
    'Why: "company_ended: insolvent" (§3.5), sales.ops at Tue 21 Apr 2026, 10:00 under handoff-0.2.',
  );
});

test('surface explain_account stays under 1,500 tokens where sources and dossiers run long', async () => {
  const house = await openHouse();
  const source = 'the annual report and its annexes, '.repeat(50);
  await ok(house, 'sales.ops', 'save_account', {
    ...acme,
    facts: acme.facts.map((each) => ({ ...each, source })),
  });
  await ok(house, 'mining.mind', 'file_signal_note', comment({ source }));
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const scores = threeHigh.scores.map(({ signal, score, findings = [] }) => ({
    signal,
    score,
    findings: findings.flatMap((each) =>
      Array.from({ length: 6 }, (_, n) => ({ ...each, date: `2026-03-0${n + 1}`, reference: `${source} ${n}` })),
    ),
  }));
  await ok(house, 'sales.ops', 'score_dossier', { account: 'acme.com', scores });
  expect(encode(JSON.stringify(await explain(house))).length).toBeLessThan(1500);
});

/** 30 signals, 20 facts and 12 contacts, with a dossier before the CRO. */
async function crowded(house: House, isScored = true): Promise<void> {
  const people = Array.from({ length: 12 }, (_, n) => ({
    name: `Ana Maria Ruiz ${n}`,
    email: `ana.maria.ruiz.${n}@acme.com`,
    linkedin_url: `https://www.linkedin.com/in/ana-maria-ruiz-${n}`,
    title: 'Vice President, Partnerships and Alliances',
  }));
  const more = Array.from({ length: 15 }, (_, n) => ({
    fact: `partner_programme_detail_${n}`,
    value: `The company runs a partner programme of tier ${n} with several hundred members in three regions and its own portal.`,
    source: 'https://www.acme.com/investors/annual-report-2025.pdf, page 41, section on partners',
    evidence: 'page 41',
    as_of: '2026-04-01',
  }));
  await ok(house, 'sales.ops', 'save_account', { ...acme, facts: [...acme.facts, ...more], contacts: people });
  for (let n = 0; n < 30; n += 1) {
    await ok(house, 'mining.mind', 'file_signal_note', {
      ...comment(),
      contact: { email: `ana.maria.ruiz.${n % 12}@acme.com` },
      observed_at: `2026-03-${String(1 + (n % 28)).padStart(2, '0')}T09:30:00-05:00`,
      signal: { type: 'E1', interaction: 'comment', object: `https://www.linkedin.com/posts/${n}` },
    });
  }
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  if (isScored) await ok(house, 'sales.ops', 'score_dossier', threeHigh);
}

test('surface explain_account stays under 1,500 tokens for a crowded account, and leaves out nothing that was promised', async () => {
  const house = await openHouse();
  await crowded(house);
  const data = await explain(house);
  const tokens = encode(JSON.stringify(data)).length;
  console.log(`explain_account, concise, crowded: ${tokens} tokens`);
  expect(tokens).toBeLessThan(1500);
  expect(data.checks).toHaveLength(10);
  expect(data.facts.length).toBeGreaterThan(0);
  expect(data.signals.length).toBeGreaterThan(0);
  expect(data.contacts.length).toBeGreaterThan(0);
  for (const fact of data.facts)
    expect(Object.keys(fact)).toEqual(expect.arrayContaining(['id', 'fact', 'value', 'source', 'as_of']));
  const full = await explain(house, { detail: 'full' });
  expect(full.totals).toMatchObject({ contacts: 12, facts: 20 });
  expect(full.next_cursor).toEqual(expect.any(String));
  expect(full.totals.signals).toBeGreaterThanOrEqual(30);
});

test('surface explain_account stays under 1,550 tokens where every criterion is open', async () => {
  const house = await openHouse();
  await crowded(house, false);
  const worse = [10, false, 1000, 'Agriculture', false];
  const facts = acme.facts.map((each, n) => ({ ...each, value: worse[n], as_of: '2026-04-20' }));
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', facts });
  const data = await explain(house);
  expect(data.missing.map((each: Data) => each.rule)).toEqual(['G1', 'G2', 'G3', 'G4', 'G5', 'S1', 'S2', 'S3', 'S4']);
  const tokens = encode(JSON.stringify(data)).length;
  console.log(`explain_account, concise, everything open: ${tokens} tokens`);
  expect(tokens).toBeLessThan(1550);
});

test('3.5c explain_account shows a suppressed contact as one who counts no more', async () => {
  const house = await openHouse();
  await seedNoted(house);
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'ana@acme.com', reason: 'opt_out' });
  const data = await explain(house);
  expect(data.contacts).toMatchObject([{ name: ana.name, email: ana.email, suppressed: true, counts: false }]);
  expect(data.checks.find((each: Data) => each.rule === 'engagement_signal').verdict).toBe('fail');
});

test('3.1 explain_account says in its text what its other half says of a person', async () => {
  const house = await openHouse();
  const contacts = [
    { name: 'Ana Ruiz', email: 'ana@acme.com', title: 'VP Alliances', external: { apollo: '5f' } },
    { name: 'Ana Ruiz', linkedin_url: 'https://www.linkedin.com/in/ana-ruiz' },
    { name: 'Bo Lind', email: 'bo@acme.com' },
  ];
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts });
  const [ana1, ana2, bo] = (await explain(house, { detail: 'full' })).contacts.map(({ id }: Data) => id);
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts: [{ contact: ana1, same_as: ana2 }] });
  await ok(house, 'sales.ops', 'suppress_contact', { contact: bo, reason: 'opt_out' });
  await ok(house, 'sales.ops', 'save_account', { domain: 'beta.com', name: 'Beta', contacts: [{ contact: ana1 }] });
  const lines = async (account: string, detail: string) => {
    const { text } = await answer(house, 'viewer', 'explain_account', { account, detail });
    return text.split('\n').filter((line) => line.startsWith('Contact'));
  };
  expect(await lines('acme.com', 'full')).toEqual([
    `Contact ${ana1}: "Ana Ruiz", "VP Alliances", left for beta.com`,
    `Contact ${bo}: "Bo Lind", bo@acme.com, suppressed, no mail`,
  ]);
  expect(await lines('beta.com', 'full')).toEqual([
    expect.stringMatching(
      /^Contact con_\w+: "Ana Ruiz", "VP Alliances", ana@acme\.com, https:\/\/www\.linkedin\.com\/in\/ana-ruiz, apollo 5f$/,
    ),
  ]);
});

test('T6 explain_account answers as time has made it, swept or not, and writes nothing', async () => {
  const house = await openHouse();
  await seedMql(house);
  await ok(house, 'sales.ops', 'score_dossier', twoHigh);
  house.clock.now = '2026-10-17T14:00:00.000Z';
  expect((await ok(house, 'viewer', 'explain_account', { account: 'acme.com' })).account.flags).toEqual([]);
  house.clock.now = '2026-10-18T04:00:00.000Z';
  const before = await untouched(house, () => ok(house, 'viewer', 'explain_account', { account: 'acme.com' }));
  expect(before.account.flags).toEqual(['criteria_lapsed']);
  await ok(house, 'sales.ops', 'session_sweep');
  expect(await ok(house, 'viewer', 'explain_account', { account: 'acme.com' })).toEqual(before);
});

test('G-3, L14 explain_account in full says which fact stands and which signal counts no more, in both halves', async () => {
  const house = await openHouse();
  const { signal } = await seedNoted(house);
  const [{ id: wrong, ...first }] = (await explain(house)).facts;
  const right = { ...first, value: 950, evidence: 'profile', as_of: '2026-03-01', corrects: wrong };
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', facts: [right] });
  await ok(house, 'sales.ops', 'retract_signal', { signal: signal.id, reason: 'it was another Ana' });
  const { data, text } = await answer(house, 'viewer', 'explain_account', { account: 'acme.com', detail: 'full' });
  const ofIt = data.facts.filter(({ fact }: Data) => fact === first.fact);
  expect(ofIt).toMatchObject([
    { id: wrong, superseded: true },
    { value: 950, corrects: wrong },
  ]);
  expect(ofIt[1].superseded).toBeUndefined();
  const line = (id: string) => text.split('\n').find((each) => each.includes(id));
  expect([line(wrong), line(ofIt[1].id)]).toEqual([
    expect.stringMatching(/, superseded$/),
    expect.stringMatching(/ as of Sun 1 Mar 2026, from "[^"]+"$/),
  ]);
  expect(line(`Signal ${signal.id}`)).toMatch(/, retracted: it counts no more$/);
});

test('T2 explain_account in full tells step by step how a due time came about', async () => {
  const house = await openHouse({ now: '2026-04-24T20:00:00.000Z' });
  await seedNoted(house);
  const { tasks } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com', detail: 'full' });
  expect(tasks).toMatchObject([
    {
      kind: 'classify',
      due_at: '2026-04-27T20:00:00.000Z',
      due_steps: [
        {
          from: '2026-04-24T20:00:00.000Z',
          to: '2026-04-24T21:00:00.000Z',
          note: 'Friday 2026-04-24: 1 h of business time',
        },
        {
          from: '2026-04-24T21:00:00.000Z',
          to: '2026-04-27T13:00:00.000Z',
          note: 'closed: Saturday 2026-04-25, Sunday 2026-04-26',
        },
        {
          from: '2026-04-27T13:00:00.000Z',
          to: '2026-04-27T20:00:00.000Z',
          note: 'Monday 2026-04-27: 7 h of business time',
        },
      ],
    },
  ]);
});
