import { describe, expect, test } from 'vitest';
import { loadText, over } from '../policy/files.ts';
import { acme, ana, answer, type Data, goodFacts, ok, refusal, threeHigh } from '../support/calls.ts';
import { nurtureCopy } from '../support/copy.ts';
import { type House, openHouse } from '../support/server.ts';

const housed = (text: string): Promise<House> => openHouse({ policy: loadText(over(text)) });

async function inputOf(house: House, role: Parameters<House['as']>[0], tool: string): Promise<Data> {
  const { tools } = await (await house.as(role)).listTools();
  const found = tools.find(({ name }) => name === tool);
  if (!found) throw new Error(`${role} has no ${tool}`);
  return found;
}

const note = (signal: object, more: object = {}) => ({
  account: 'acme.com',
  contact: ana,
  observed_at: '2026-04-20T09:30:00-04:00',
  source: 'webcast',
  signal,
  ...more,
});

const webcast = `engagement:
  signals:
    E11:
      says: live question at a partner webcast
      act: event
      needs: [quote]
      tier: strong
      weight: 2
      filed_by: [mining.mind]
`;

const asked = {
  type: 'E11',
  object: 'partner webcast',
  kind: 'webinar',
  attended: true,
  engagement: 'asked_question',
  quote: 'Who signs off on the partner forecast?',
};

describe('P6 a further type of signal', () => {
  test('P6 the tools list E11, file it and take it for what the policy says', async () => {
    const house = await housed(webcast);
    await ok(house, 'sales.ops', 'save_account', acme);
    const listed = await inputOf(house, 'mining.mind', 'file_signal_note');
    const { type, quote } = listed.inputSchema.properties.signal.properties;
    expect(type.enum).toEqual(['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E9', 'E10', 'E11']);
    expect(type.description).toContain('E10 warm introduction, E11 live question at a partner webcast');
    expect(quote.description).toBe('E3 E4 words E11');
    const { quote: _words, ...mute } = asked;
    expect(await refusal(house, 'mining.mind', 'file_signal_note', note(mute))).toContain(
      'E11 needs object, kind, attended, engagement, quote',
    );
    expect(await refusal(house, 'cro', 'file_signal_note', note(asked))).toBe(
      "NOT_PERMITTED (§3.2.1, A9): E11 is not cro's to file. Next: hand it to mining.mind.",
    );
    const { data } = await answer(house, 'mining.mind', 'file_signal_note', note(asked));
    expect(data).toMatchObject({ outcome: 'recorded', signal: { type: 'E11', tier: 'strong', qualifies: true } });
    expect(data.opened).toMatchObject([{ kind: 'classify' }]);
    expect((await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' })).outcome).toBe('fast_track');
    const told = await answer(house, 'sales.ops', 'explain_account', { account: 'acme.com', detail: 'full' });
    expect(told.text).toContain('the newest qualifying signal is E11');
    expect((await ok(house, 'cro', 'find_accounts', { signal_type: 'E11' })).accounts).toMatchObject([
      { domain: 'acme.com' },
    ]);
    const report = await ok(house, 'cro', 'pipeline_report', { kind: 'attribution' });
    expect(report.by_signal.at(-1)).toEqual({
      signal_type: 'E11',
      first_touch: 1,
      any_touch: 1,
      weighted: 1,
      to_sql: 0,
    });
    const of = { kind: 'attribution', filter: { signal_type: 'E11' } };
    expect((await ok(house, 'cro', 'pipeline_report', of)).by_signal).toHaveLength(1);
  });

  test('P6 a policy without E11 lists none and refuses it by name', async () => {
    const house = await openHouse();
    const listed = await inputOf(house, 'mining.mind', 'file_signal_note');
    expect(listed.inputSchema.properties.signal.properties.type.enum).not.toContain('E11');
    expect(await refusal(house, 'mining.mind', 'file_signal_note', note(asked))).toBe(
      'INVALID_INPUT: `signal.type` is `E11`. Next: give one of E1, E2, E3, E4, E5, E6, E7, E9, E10.',
    );
    const of = { kind: 'attribution', filter: { signal_type: 'E11' } };
    expect(await refusal(house, 'viewer', 'pipeline_report', of)).toBe(
      'INVALID_INPUT: `filter.signal_type` is `E11`. Next: give one of E1, E2, E3, E4, E5, E6, E7, E8, E9, E10.',
    );
  });

  test('P6 what was recorded as E11 stays on file under a policy that has none, and is no criterion there', async () => {
    const house = await housed(webcast);
    await ok(house, 'sales.ops', 'save_account', acme);
    await ok(house, 'mining.mind', 'file_signal_note', note(asked));
    const later = loadText('extends: handoff-0.2\nversion: without\n');
    const cro = await house.apart('cro', 'modern', later);
    await cro.callTool({ name: 'session_sweep', arguments: {} });
    const told = await cro.callTool({ name: 'explain_account', arguments: { account: 'acme.com', detail: 'full' } });
    expect(told.structuredContent).toMatchObject({ signals: [{ type: 'E11', qualifies: true }] });
    expect(JSON.stringify(told.structuredContent)).toContain('no qualifying engagement signal is on file');
    const story = await cro.callTool({
      name: 'read_ladder',
      arguments: { uri: 'ladder://accounts/acme.com/timeline' },
    });
    expect(story.isError).toBeFalsy();
    expect(JSON.stringify(story.content)).toContain('E11');
  });
});

test('P6 a tier that is moved opens the fast track, a weight shifts attribution', async () => {
  const house = await housed('engagement: { signals: { E5: { tier: strong, weight: 3 } } }');
  await ok(house, 'sales.ops', 'save_account', acme);
  const post = note(
    { type: 'E1', interaction: 'comment', object: 'post/1' },
    { contact: { name: 'Ben Okoro', email: 'ben@acme.com' } },
  );
  await ok(house, 'mining.mind', 'file_signal_note', post);
  const download = note({ type: 'E5', object: 'guide.pdf', gated: true });
  expect((await ok(house, 'category.positioning', 'file_signal_note', download)).signal).toMatchObject({
    tier: 'strong',
  });
  expect((await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' })).outcome).toBe('fast_track');
  const { by_signal } = await ok(house, 'cro', 'pipeline_report', { kind: 'attribution' });
  const shares = by_signal.map(({ signal_type, weighted }: Data) => [signal_type, weighted]);
  expect(shares).toContainEqual(['E1', 0.25]);
  expect(shares).toContainEqual(['E5', 0.75]);
});

const hiring = `buying:
  S4: null
  S6:
    says: it is hiring for partners
    needs: 1
    routes:
      - { route: partner_jobs, says: open partner roles, operator: gte, value: 3, unit: roles }
`;

const jobs = {
  signal: 'S6',
  score: 'CONFIRMED',
  findings: [
    {
      route: 'partner_jobs',
      value: 4,
      date: '2026-04-10',
      source: 'careers page',
      reference: 'acme.com/jobs',
      shows: 'four partner managers wanted',
    },
  ],
};

describe('6.3b a buying signal in place of S4', () => {
  test('6.3b the dossier takes the new signal by its route, and no S4', async () => {
    const house = await housed(hiring);
    await ok(house, 'sales.ops', 'save_account', acme);
    await ok(house, 'mining.mind', 'file_signal_note', note({ type: 'E1', interaction: 'comment', object: 'post/1' }));
    await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
    const listed = await inputOf(house, 'sales.ops', 'score_dossier');
    expect(listed.inputSchema.properties.scores.items.properties.signal.enum).toEqual(['S1', 'S2', 'S3', 'S6']);
    expect(listed.description).toContain('Score S1, S2, S3 and S6 on dated findings');
    expect(listed.description).toContain('S6 partner_jobs (value = roles).');
    expect(await refusal(house, 'sales.ops', 'score_dossier', threeHigh)).toBe(
      'INVALID_INPUT: `scores` is `S1, S2, S3, S4`. Next: give S1, S2, S3 and S6 once each.',
    );
    const before = await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com' });
    expect(before.missing.map(({ rule }: Data) => rule)).toEqual(['S1', 'S2', 'S3', 'S6']);
    expect(before.next_step).toContain('score S1, S2, S3 and S6');
    const { tasks } = await ok(house, 'sales.ops', 'session_sweep', {});
    expect(tasks.find(({ kind }: Data) => kind === 'dossier')?.do).toContain(
      'score S1, S2, S3 and S6 with dated findings',
    );
    const [s1, s2] = threeHigh.scores;
    const scores = [s1, s2, { signal: 'S3', score: 'NOT_PRESENT' }, jobs];
    const { data, text } = await answer(house, 'sales.ops', 'score_dossier', { account: 'acme.com', scores });
    expect(data.outcome).toBe('pending_review');
    expect(text).toContain('3 of 4 buying signals are CONFIRMED or LIKELY');
    expect(data.checks.map(({ rule, verdict }: Data) => `${rule} ${verdict}`)).toContain('S6 pass');
    expect((await ok(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' })).outcome).toBe(
      'confirmed',
    );
  });

  test('P2 a dossier in review that stood on S4 is one short under a policy without it', async () => {
    const house = await openHouse();
    await ok(house, 'sales.ops', 'save_account', acme);
    await ok(house, 'mining.mind', 'file_signal_note', note({ type: 'E1', interaction: 'comment', object: 'post/1' }));
    await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
    const [s1, s2] = threeHigh.scores;
    const s4 = {
      ...jobs,
      signal: 'S4',
      findings: jobs.findings.map((each) => ({ ...each, route: 'cost_program', value: undefined })),
    };
    const scores = [s1, s2, { signal: 'S3', score: 'NOT_PRESENT' }, s4];
    expect((await ok(house, 'sales.ops', 'score_dossier', { account: 'acme.com', scores })).outcome).toBe(
      'pending_review',
    );
    const cro = await house.apart('cro', 'modern', loadText(over(`version: ours\n${hiring}`)));
    await cro.callTool({ name: 'session_sweep', arguments: {} });
    const said = await cro.callTool({ name: 'cro_decide', arguments: { account: 'acme.com', decision: 'confirm' } });
    expect(JSON.stringify(said.content)).toContain('has 2 buying signals, wanted at least 3');
  });
});

test('P6 a gate that is added is asked, explained, disputed and overridden by its id', async () => {
  const house = await housed(`facts:
  partner_count: { kind: count, says: partners in its public directory }
gates:
  G6: { says: has enough partners, fact: partner_count, operator: gte, value: 50, verified_by: [sales.ops] }
`);
  await ok(house, 'sales.ops', 'save_account', acme);
  await ok(house, 'mining.mind', 'file_signal_note', note({ type: 'E1', interaction: 'comment', object: 'post/1' }));
  const first = await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  expect(first.outcome).toBe('stays_prospect');
  expect(first.checks).toContainEqual(expect.objectContaining({ rule: 'G6', verdict: 'unknown', clause: '3.2' }));
  const told = await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com' });
  expect(told.missing).toMatchObject([{ rule: 'G6', who: 'sales.ops', tool: 'save_account' }]);
  const fact = (value: number, as_of: string) => ({
    facts: [{ ...goodFacts[0], fact: 'partner_count', value, as_of }],
  });
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', ...fact(20, '2026-04-01') });
  const signals = (await ok(house, 'cro', 'explain_account', { account: 'acme.com', detail: 'full' })).signals;
  const granted = await ok(house, 'cro', 'override_gate', {
    account: 'acme.com',
    gate: 'G6',
    justification: 'Twenty partners that carry most of its revenue are enough here.',
    compensating_signals: [signals[0].id],
  });
  expect(granted.outcome).toBe('granted');
  expect((await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' })).outcome).toBe('mql');
  const listed = await inputOf(house, 'cro', 'dispute_mql');
  expect(listed.inputSchema.properties.criterion).toMatchObject({
    enum: ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'engagement_signal'],
    description: 'G1 employees, G2 has_ecosystem_motion, G3 arr_usd, G4 industry, G5 gate_g5, G6 partner_count',
  });
  const claim = { account: 'acme.com', criterion: 'G6', claim: 'Twenty are too few.' };
  expect((await ok(house, 'cmo', 'dispute_mql', claim)).outcome).toBe('stands');
  expect(await refusal(house, 'cmo', 'dispute_mql', { ...claim, criterion: 'G8' })).toBe(
    'INVALID_INPUT: `criterion` is `G8`. Next: give one of G1, G2, G3, G4, G5, G6, engagement_signal.',
  );
});

const types = (n: number) =>
  `sequences:\n  types:\n${['winback', 'partner_news']
    .slice(0, n)
    .map((name) => `    ${name}: { touches: 1, approved_by: [cmo], checked_as: nurture, days: [1] }\n`)
    .join('')}`;

test('Q1 a fifth type of sequence is requested with a warning, drafted, approved, loaded and proposed; a sixth opens a review', async () => {
  const house = await housed(types(2));
  const asks = (sequence: string) => ({ sequence, touch: 1, purpose: 'to be heard again', estimate_hours: 1 });
  const fifth = await ok(house, 'cmo', 'request_template', asks('winback'));
  expect(fifth.checks).toMatchObject([
    { rule: 'sequences.ceiling', verdict: 'warn', because: 'winback is type 5 of sequences, 4 can be kept up' },
  ]);
  expect(fifth.opened).not.toContainEqual(expect.objectContaining({ kind: 'capacity_review' }));
  const drafted = await ok(house, 'category.positioning', 'draft_template', {
    request: fifth.request.id,
    ...nurtureCopy,
    submit: true,
  });
  expect(drafted).toMatchObject({ outcome: 'submitted', template: { key: 'winback_1' } });
  const { id, hash } = drafted.template;
  await ok(house, 'cmo', 'review_template', { template: id, decision: 'approve', hash });
  expect((await ok(house, 'sales.ops', 'load_template', { template: id })).outcome).toBe('live');
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [ana] });
  await ok(house, 'mining.mind', 'file_signal_note', note({ type: 'E1', interaction: 'comment', object: 'post/1' }));
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const [s1, ...rest] = threeHigh.scores.map(({ signal }) => ({ signal, score: 'NOT_PRESENT' }));
  await ok(house, 'sales.ops', 'score_dossier', { account: 'acme.com', scores: [s1, ...rest] });
  const proposed = await ok(house, 'sales.ops', 'propose_recipients', { template: 'winback_1', contacts: [ana.email] });
  expect(proposed.list.contacts).toHaveLength(1);
  const sixth = await ok(house, 'cmo', 'request_template', asks('partner_news'));
  expect(sixth.opened).toContainEqual(expect.objectContaining({ kind: 'capacity_review', role: 'chief.staff' }));
});
