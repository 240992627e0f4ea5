import { expect, test } from 'vitest';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { acme, ana, answer, comment, describeWriting, ok, recordOnly, refusal } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

describeWriting({
  tool: 'file_signal_note',
  by: 'mining.mind',
  clause: '3.2.1',
  who: 'mining.mind or category.positioning or sales.ops or cro',
  callers: ['mining.mind', 'category.positioning', 'sales.ops', 'cro'],
  outcome: 'recorded',
  prepare: async (house) => {
    await ok(house, 'sales.ops', 'save_account', acme);
    return comment();
  },
  other: { source: 'elsewhere' },
});

const question = { type: 'E3', channel: 'email', topic: 'assessment', quote: 'How do you score partners?' };
const request = { type: 'E4', channel: 'email', quote: 'May we have the Briefing?' };
const event = { type: 'E6', object: 'summit', kind: 'webinar', attended: true, engagement: 'asked_question' };
const introduction = {
  type: 'E7',
  referrer: 'Sam Poe',
  relationship: 'colleague',
  context: 'partners',
  response: 'reply_email',
  evidence: 'thread',
};
const accepted = { ...introduction, type: 'E10', response: 'requested_call' };
const filed: readonly (readonly [Role, object, 'strong' | 'standard'])[] = [
  ['mining.mind', { type: 'E1', interaction: 'share', object: 'post' }, 'standard'],
  ['category.positioning', { type: 'E2' }, 'standard'],
  ['mining.mind', question, 'strong'],
  ['sales.ops', question, 'strong'],
  ['cro', question, 'strong'],
  ['mining.mind', request, 'strong'],
  ['sales.ops', request, 'strong'],
  ['cro', request, 'strong'],
  ['category.positioning', { type: 'E5', object: 'framework.pdf', gated: true }, 'standard'],
  ['mining.mind', event, 'strong'],
  ['category.positioning', event, 'strong'],
  ['sales.ops', event, 'strong'],
  ['cro', event, 'strong'],
  ['mining.mind', introduction, 'strong'],
  ['mining.mind', accepted, 'strong'],
  ['sales.ops', accepted, 'strong'],
  ['cro', introduction, 'strong'],
];

test('4.1a file_signal_note takes each type of each role that may file it', async () => {
  for (const [role, signal, tier] of filed) {
    const house = await openHouse();
    await ok(house, 'sales.ops', 'save_account', acme);
    const data = await ok(house, role, 'file_signal_note', comment({ signal }));
    expect(data).toMatchObject({
      outcome: 'recorded',
      derived: [],
      signal: { tier, qualifies: true, ...pick(signal) },
    });
  }
});

const pick = (signal: object) => ('type' in signal ? { type: signal.type } : {});

test('4.1a file_signal_note refuses a type to the roles that do not file it, and names who does', async () => {
  const house = await openHouse();
  const filing = async (role: Role, signal: object) => {
    const { text, events } = await recordOnly(house, role, 'file_signal_note', comment({ signal }));
    expect(events).toMatchObject([{ stream: 'refusals', role, body: { code: 'NOT_PERMITTED', ruling: 'A9' } }]);
    return text.split('\n')[0];
  };
  expect(await filing('cro', { type: 'E1', interaction: 'comment', object: 'post' })).toBe(
    "NOT_PERMITTED (§3.2.1, A9): E1 is not cro's to file. Next: hand it to mining.mind.",
  );
  expect(await filing('mining.mind', { type: 'E2' })).toBe(
    "NOT_PERMITTED (§3.2.1, A9): E2 is not mining.mind's to file. Next: hand it to category.positioning.",
  );
  expect(await filing('category.positioning', question)).toBe(
    "NOT_PERMITTED (§3.2.1, A9): E3 is not category.positioning's to file. Next: hand it to mining.mind or sales.ops or cro.",
  );
  expect(await filing('sales.ops', { type: 'E5', object: 'x', gated: true })).toBe(
    "NOT_PERMITTED (§3.2.1, A9): E5 is not sales.ops's to file. Next: hand it to category.positioning.",
  );
});

test('3.2.E1 file_signal_note answers insufficient, duplicate, and finds the repeat engagement', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  const like = comment({ signal: { type: 'E1', interaction: 'like', object: 'post-9' } });
  const liked = await answer(house, 'mining.mind', 'file_signal_note', like);
  expect(liked.data).toMatchObject({ outcome: 'insufficient', opened: [], signal: { type: 'E1', qualifies: false } });
  expect(liked.text.split('\n')[0]).toBe(
    'E1 at Acme Corp is recorded; it does not qualify: a like alone does not qualify; 3 on different posts within 30 days do.',
  );
  const first = await ok(house, 'mining.mind', 'file_signal_note', comment());
  expect(first.derived).toMatchObject([{ type: 'E8', tier: 'strong', qualifies: true }]);
  const { data: same } = await answer(house, 'mining.mind', 'file_signal_note', comment({ source: 'sales navigator' }));
  expect(same).toMatchObject({ outcome: 'duplicate', opened: [], closed: [], signal: { id: first.signal.id } });
  const other = comment({
    observed_at: '2026-04-19T09:30:00-04:00',
    signal: { type: 'E1', interaction: 'share', object: 'p2' },
  });
  expect((await ok(house, 'mining.mind', 'file_signal_note', other)).derived).toEqual([]);
});

test('3.1 file_signal_note registers an unknown domain, and its contact, for sales.ops to complete', async () => {
  const house = await openHouse();
  const data = await ok(house, 'mining.mind', 'file_signal_note', comment({ account: 'new.example' }));
  expect(data.account).toMatchObject({
    domain: 'new.example',
    stage: 'PROSPECT',
    review: 'NONE',
  });
  expect(data.opened.map((each: { kind: string; role: string }) => `${each.kind} ${each.role}`).sort()).toEqual([
    'classify sales.ops',
    'complete_account sales.ops',
  ]);
});

test('3.2.E9 file_signal_note refuses an E9 without its piece, its act, or an act that came after', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  const { signal } = await ok(house, 'mining.mind', 'file_signal_note', comment());
  const e9 = (over: object) =>
    refusal(house, 'category.positioning', 'file_signal_note', {
      ...comment(),
      signal: { type: 'E9', piece: 'essay', engagement_signal: signal.id, why_causal: 'quotes it', ...over },
    });
  expect(await e9({})).toBe(
    'NOT_FOUND (§3.2.1): no such piece stands in the attribution log. Next: log it first with log_attribution.',
  );
  const piece = {
    piece: 'essay',
    title: 'Essay',
    url: 'https://eco.example/e',
    published_at: '2026-04-20',
    references: ['beta.com'],
  };
  await ok(house, 'category.positioning', 'log_attribution', piece);
  expect(await e9({})).toBe(
    'RULE_REFUSED (§3.2.1, A6): the piece `essay` references neither Acme Corp nor this contact. Next: add the reference with log_attribution if the piece makes it.',
  );
  await ok(house, 'category.positioning', 'log_attribution', { ...piece, references: ['acme.com'] });
  expect(await e9({ engagement_signal: 'sig_none' })).toBe(
    'NOT_FOUND (§3.2.1): Acme Corp has no such act on file. Next: take the id of the act from explain_account.',
  );
  const e9args = {
    ...comment(),
    signal: { type: 'E9', piece: 'essay', engagement_signal: signal.id, why_causal: 'quotes it' },
  };
  const data = await ok(house, 'category.positioning', 'file_signal_note', e9args);
  expect(data).toMatchObject({ outcome: 'recorded', signal: { type: 'E9' } });
  expect((await ok(house, 'cro', 'explain_account', { account: 'acme.com' })).account.flags).toEqual(['cro_weight']);
});

const bad = async (house: House, over: object): Promise<string> => {
  const { text, events } = await recordOnly(house, 'mining.mind', 'file_signal_note', comment({ ...over }));
  expect(events.map(({ stream }) => stream)).toEqual(['refusals']);
  return text.split('\n')[0] ?? '';
};
const e1 = { type: 'E1', interaction: 'comment', object: 'post' };

test('surface file_signal_note refuses times without offset, that cannot be read, or lie ahead', async () => {
  const house = await openHouse();
  expect(await bad(house, { observed_at: '2026-04-20T09:30:00' })).toBe(
    'INVALID_INPUT: `observed_at`: `2026-04-20T09:30:00` has no offset; add `Z` for UTC or one such as `-04:00`. Next: correct `observed_at` and call again; nothing was recorded.',
  );
  expect(await bad(house, { observed_at: 'now' })).toBe(
    'INVALID_INPUT: `observed_at`: `now` cannot be read; give an ISO 8601 date and time with its offset, such as `2026-04-21T09:00:00-04:00` or `2026-04-21T13:00:00Z`. Next: correct `observed_at` and call again; nothing was recorded.',
  );
  expect(await bad(house, { observed_at: '2026-04-21T14:00:00.001Z' })).toBe(
    'INVALID_INPUT: `observed_at` is 2026-04-21T14:00:00.001Z, which lies ahead: it is 2026-04-21T14:00:00.000Z now. Next: give the time at which it happened; what has not happened yet is not filed.',
  );
});

test('surface file_signal_note refuses oversized texts and characters that cannot be seen', async () => {
  const house = await openHouse();
  expect(await bad(house, { signal: { ...question, quote: 'q'.repeat(10_001) } })).toBe(
    'INVALID_INPUT: `signal.quote`: is 10001 characters long, the limit is 10000. Next: correct `signal.quote` and call again; nothing was recorded.',
  );
  expect(await bad(house, { contact: { ...ana, name: 'n'.repeat(201) } })).toBe(
    'INVALID_INPUT: `contact.name`: is 201 characters long, the limit is 200. Next: correct `contact.name` and call again; nothing was recorded.',
  );
  expect(await bad(house, { signal: { ...question, quote: 'q'.repeat(100_001) } })).toMatch(
    /^INVALID_INPUT: `signal\.quote` is `q{57}\.\.\.`\. Next: give a text of at most 100000 characters\.$/,
  );
  expect(await bad(house, { contact: { ...ana, name: 'Ana\u202eRuiz' } })).toBe(
    'INVALID_INPUT: `contact.name`: holds `U+202E` as character 4; remove it. Next: correct `contact.name` and call again; nothing was recorded.',
  );
  expect(await bad(house, { note: 'see\u0000this' })).toBe(
    'INVALID_INPUT: `note`: holds `U+0000` as character 4; remove it. Next: correct `note` and call again; nothing was recorded.',
  );
  expect(await bad(house, { source: 'a\u001b[31mb' })).toBe(
    'INVALID_INPUT: `source`: holds `U+001B` as character 2; remove it. Next: correct `source` and call again; nothing was recorded.',
  );
  expect(await bad(house, { account: 'acme\u0000.com' })).toMatch(
    /^INVALID_INPUT: `account`: `acmeU\+0000\.com` holds a character that cannot be seen; remove it/,
  );
  expect(await bad(house, { idempotency_key: 'a\u0000b' })).toBe(
    'INVALID_INPUT: `idempotency_key` is `a\uFFFDb`. Next: give a text without control characters.',
  );
});

test('surface file_signal_note takes texts at their limits', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  const args = comment({
    contact: { ...ana, name: 'n'.repeat(200) },
    signal: { ...question, quote: 'q'.repeat(10_000) },
  });
  expect((await ok(house, 'mining.mind', 'file_signal_note', args)).outcome).toBe('recorded');
  const { next_cursor } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com', detail: 'full' });
  const uri = `ladder://accounts/acme.com?format=json&cursor=${encodeURIComponent(next_cursor)}`;
  const { data } = await ok(house, 'viewer', 'read_ladder', { uri });
  expect(data.signals[0].words.quote).toEqual({ quoted: 'q'.repeat(10_000) });
});

test('surface file_signal_note refuses look-alikes, lists of addresses and foreign profiles', async () => {
  const house = await openHouse();
  expect(await bad(house, { contact: { email: 'ana@аcme.com' } })).toBe(
    'INVALID_INPUT: `contact.email`: `аcme` mixes Cyrillic and Latin letters: а (U+0430, Cyrillic script). Such a name only looks like another; type it anew. Next: correct `contact.email` and call again; nothing was recorded.',
  );
  expect(await bad(house, { account: 'аcme.com' })).toMatch(
    /^INVALID_INPUT: `account`: `аcme` mixes Cyrillic and Latin letters/,
  );
  for (const email of ['a@acme.com;b@acme.com', 'a@acme.com,b@acme.com', 'a@acme.com b@acme.com']) {
    expect(await bad(house, { contact: { email } })).toBe(
      `INVALID_INPUT: \`contact.email\`: \`${email}\` is more than one address, or has a space in it; give one bare address, such as \`jane@acme.com\`. Next: correct \`contact.email\` and call again; nothing was recorded.`,
    );
  }
  expect(await bad(house, { contact: { linkedin_url: 'https://evil.com/in/ana' } })).toBe(
    'INVALID_INPUT: `contact.linkedin_url`: `https://evil.com/in/ana` is not an address at linkedin.com; give a personal profile, such as `https://www.linkedin.com/in/jane-roe`. Next: correct `contact.linkedin_url` and call again; nothing was recorded.',
  );
  expect(await bad(house, { contact: {} })).toBe(
    'INVALID_INPUT: `contact` has neither `email` nor `linkedin_url`. Next: give one of the two, it is how a contact is known.',
  );
});

test('surface file_signal_note names nested fields, enum misses and what a type lacks', async () => {
  const house = await openHouse();
  expect(await bad(house, { signal: { ...e1, type: 'E8' } })).toBe(
    'INVALID_INPUT: `signal.type` is `E8`. Next: give one of E1, E2, E3, E4, E5, E6, E7, E9, E10.',
  );
  expect(await bad(house, { signal: { type: 'E1' } })).toBe(
    'INVALID_INPUT: `signal.interaction` is missing. Next: give it: E1 needs interaction, object.',
  );
  expect(await bad(house, { signal: { ...e1, mood: 'glad' } })).toMatch(
    /^INVALID_INPUT: `signal\.mood` is no field here\. Next: leave `signal\.mood` out; the fields are type, object, interaction, /,
  );
  expect(await bad(house, { signal: { ...e1, 'x`\u0000\u202ey': 1 } })).toMatch(
    /^INVALID_INPUT: `signal\.x\uFFFD\uFFFD\uFFFDy` is no field here\./,
  );
  expect(await bad(house, { signal: { ...e1, interaction: 'wave' } })).toBe(
    'INVALID_INPUT: `signal.interaction` is `wave`. Next: give one of like, comment, share, save.',
  );
  expect(await bad(house, { signal: 'E1' })).toBe('INVALID_INPUT: `signal` is `E1`. Next: give an object.');
  expect(await bad(house, { account: 5, source: 5 })).toBe(
    'INVALID_INPUT: `account` is `5`; `source` is `5`. Next: for `account` give a text; for `source` give a text.',
  );
});

test('surface file_signal_note survives deep and huge arguments', async () => {
  const house = await openHouse();
  let deep: unknown = 'bottom';
  for (let n = 0; n < 20_000; n += 1) deep = [deep];
  expect(await bad(house, { account: deep })).toBe('INVALID_INPUT: `account` is `[["..."]]`. Next: give a text.');
  const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`field_${n}`, n]));
  expect(await bad(house, wide)).toBe(
    'INVALID_INPUT: `field_0`, `field_1`, `field_2` and 4997 more are no fields here. Next: leave `field_0`, `field_1`, `field_2` and 4997 more out; the fields are account, contact, observed_at, source, note, signal, dry_run, idempotency_key.',
  );
  const long = await bad(house, { contact: { email: `${'a'.repeat(90_000)}@acme.com` } });
  expect(long.length).toBeLessThan(400);
});

test('A2 what they do after their notes were retracted or dismissed opens the task anew, and the answer names it', async () => {
  const house = await openHouse();
  const note = comment({ account: 'gmail.com', contact: { email: 'kim@gmail.com' } });
  const first = await ok(house, 'mining.mind', 'file_signal_note', note);
  await ok(house, 'mining.mind', 'retract_signal', { signal: first.waiting.id, reason: 'it was not they' });
  const again = await ok(house, 'mining.mind', 'file_signal_note', note);
  await ok(house, 'sales.ops', 'complete_task', { task: first.opened[0].id, note: 'a student' });
  const asked = await ok(house, 'mining.mind', 'file_signal_note', { ...note, signal: request });
  for (const { opened } of [first, again, asked]) expect(opened).toMatchObject([{ kind: 'place_note' }]);
});

test('A2 a note that waits names no account, in neither half, and the CRO reads its quote once', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [{ email: 'ana@acme.com', name: 'Ana Ruiz' }] });
  await ok(house, 'sales.ops', 'save_account', { domain: 'beta.com', name: 'Beta' });
  const note = comment({ account: 'beta.com', contact: { email: 'ana@acme.com' }, signal: request });
  const args = { ...note, idempotency_key: 'once' };
  const { data, text } = await answer(house, 'mining.mind', 'file_signal_note', args);
  expect(data.outcome).toBe('waiting');
  expect(Object.keys(data)).not.toEqual(expect.arrayContaining(['account']));
  expect(Object.keys(data)).not.toEqual(expect.arrayContaining(['next']));
  expect((await answer(house, 'mining.mind', 'file_signal_note', args)).data).toStrictEqual(data);
  expect(text).not.toContain('beta.com');
  expect(text).toContain(data.waiting.id);
  const swept = await answer(house, 'cro', 'session_sweep', {});
  const row = swept.text.split('\n').find((line) => line.includes(data.waiting.id)) ?? '';
  expect(row.split('May we have the Briefing?')).toHaveLength(2);
  expect(row).not.toContain('{');
});

test('A9 words that ask to stop open a task whose call is one that suppress_contact takes, waiting or not', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [{ email: 'ana@acme.com', name: 'Ana Ruiz' }] });
  await ok(house, 'sales.ops', 'save_account', { domain: 'beta.com', name: 'Beta' });
  const stop = { ...question, topic: 'other', quote: 'Take me off your list, please' };
  const args = comment({ account: 'beta.com', contact: { email: 'ana@acme.com' }, signal: stop });
  const data = await ok(house, 'mining.mind', 'file_signal_note', args);
  expect(data).toMatchObject({ outcome: 'waiting', summary: expect.stringContaining('They ask to stop') });
  const { tasks } = await ok(house, 'sales.ops', 'session_sweep', {});
  const look = tasks.find(({ kind }: { kind: string }) => kind === 'look_at_stop');
  expect(look).toMatchObject({ account: 'acme.com', tool: 'suppress_contact', call: { contact: look.subject } });
  const done = await ok(house, 'sales.ops', look.tool, { ...look.call, reason: 'opt_out' });
  expect(done.closed.map(({ id }: { id: string }) => id)).toContain(look.id);
  expect(done.accounts).toHaveLength(1);
});
