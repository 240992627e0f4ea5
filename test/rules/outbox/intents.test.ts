import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { Intent } from '../../../src/rules/aggregates/intent.ts';
import { confirmIntent } from '../../../src/rules/outbox/confirm-intent.ts';
import { takeIntent } from '../../../src/rules/outbox/take-intent.ts';
import {
  acme,
  classify,
  decide,
  dos,
  file,
  openOf,
  passingFacts,
  put,
  retract,
  score,
  sig,
  signal,
  start,
  threeHigh,
} from '../../support/builders.ts';
import { boardPolicy } from '../../support/server.ts';
import { TestWorld } from '../../support/world.ts';

const policy = boardPolicy();
const intentsOf = (world: TestWorld) => world.account('acme.com').intents;
const short = ({ action, role, payload: { stage, review }, settled }: Intent) =>
  [action, role, stage, review, settled?.result].filter((each) => each !== undefined).join(' ');
const shortOf = (world: TestWorld) => intentsOf(world).map(short);
const idOf = (world: TestWorld, action: Intent['action'], n = 0): string =>
  intentsOf(world).filter((each) => each.action === action)[n]?.id ?? 'none';
const take = (world: TestWorld, intent: string, by: 'sales.ops' | 'cro' = 'sales.ops') =>
  world.run(by, takeIntent, { intent });
const untaken = (world: TestWorld, intent: string, by: 'sales.ops' | 'cro' = 'sales.ops') =>
  world.refused(by, takeIntent, { intent });
const settle = (world: TestWorld, intent: string, result: 'done' | 'failed' | 'unknown', reference?: string) =>
  world.run('sales.ops', confirmIntent, { intent, result, reference });

/** Acme, noted and on a board outside. */
function noted(monday: string | undefined = '77'): TestWorld {
  const world = new TestWorld(start, policy);
  world.run('sales.ops', saveAccount, {
    domain: 'acme.com',
    name: 'Acme',
    facts: passingFacts(),
    ...(monday ? { external: { monday } } : {}),
  });
  file(world, signal.comment(), { ago: 1 });
  return world;
}

test('4.4a what is said of one account is one comment until somebody takes it, the dossier beside the decision on it', () => {
  const world = noted();
  expect(shortOf(world)).toEqual(['post sales.ops']);
  expect(intentsOf(world)[0]).toMatchObject({ target: 'slack', about: sig(world), raised_at: start });
  classify(world);
  expect(shortOf(world)).toEqual(['post sales.ops', 'comment sales.ops', 'set_stage sales.ops MQL DOSSIER_DUE']);
  const comment = idOf(world, 'comment');
  expect(intentsOf(world)[1]).toMatchObject({ id: comment, target: 'monday', payload: { item: 'acme.com' } });
  score(world, threeHigh());
  decide(world, 'confirm');
  const told = intentsOf(world).filter(({ action }) => action === 'comment');
  expect(
    told.map(({ payload }) => payload.text?.split('\n\n').map((each) => each.split(' ').slice(0, 2).join(' '))),
  ).toEqual([['Classified mql', `Dossier ${dos(world)}`, 'CRO: confirm']]);
  take(world, comment);
  expect(shortOf(world).filter((each) => each.startsWith('set_stage'))).toEqual([
    'set_stage sales.ops withdrawn',
    'set_stage sales.ops withdrawn',
    'set_stage sales.ops SQL NONE',
  ]);
});

test('4.4a what comes after a comment was taken is a comment of its own, of the role whose word it is', () => {
  const world = noted();
  classify(world);
  take(world, idOf(world, 'comment'));
  score(world, threeHigh());
  take(world, idOf(world, 'comment', 1));
  decide(world, 'confirm');
  const comments = intentsOf(world).filter(({ action }) => action === 'comment');
  expect(comments.map(({ role, payload }) => [role, payload.text?.split(' ')[0]])).toEqual([
    ['sales.ops', 'Classified'],
    ['sales.ops', 'Dossier'],
    ['cro', 'CRO:'],
  ]);
  const own = comments[2]?.id ?? '';
  expect(untaken(world, own)).toEqual({
    refused: true,
    code: 'NOT_PERMITTED',
    clause: '4.4',
    found: "that intent is cro's",
    next: 'let cro carry it out',
  });
  expect(take(world, own, 'cro').summary).toBe('comment for Acme on monday: do it, then confirm_intent.');
});

test('4.4a a comment is joined while it is shorter than the policy says', () => {
  const joined = (more: number) => {
    const world = noted();
    classify(world);
    const most = policy.values.boards.comment_characters.value;
    const dossier = acme();
    file(dossier, signal.comment(), { ago: 1 });
    classify(dossier);
    score(dossier, threeHigh());
    const text = intentsOf(dossier).find(({ action }) => action === 'comment')?.payload.text ?? '';
    const added = text.slice(text.indexOf('Dossier')).length;
    const intents = intentsOf(world).map((each) =>
      each.action === 'comment'
        ? { ...each, payload: { ...each.payload, text: 'x'.repeat(most - added - more) } }
        : each,
    );
    put(world, { intents });
    score(world, threeHigh());
    return intentsOf(world).filter(({ action }) => action === 'comment').length;
  };
  expect([joined(1), joined(0)]).toEqual([1, 2]);
});

test('4.4a a stage is newest alone: what is open falls to it, what is taken falls once it failed', () => {
  const world = noted();
  classify(world);
  const first = idOf(world, 'set_stage');
  expect(take(world, first)).toMatchObject({
    outcome: 'done',
    summary: 'set_stage for Acme on monday: do it, then confirm_intent.',
    extra: {
      taken: [{ intent: first, target: 'monday', action: 'set_stage', claim: `${first}@${start}` }],
      refused: [],
      left: [],
    },
  });
  score(world, threeHigh());
  const second = idOf(world, 'set_stage', 1);
  expect(intentsOf(world).find(({ id }) => id === first)?.settled).toBeUndefined();
  const instead = {
    refused: true,
    code: 'CONFLICT',
    clause: '4.4',
    found: `that intent is withdrawn since ${start}: a newer stage stands in its place, ${second}`,
    next: `call take_intent with ${second} in its place`,
  };
  expect(untaken(world, first)).toEqual(instead);
  expect(settle(world, first, 'failed').summary).toBe(`set_stage for Acme: failed, and ${second} sets a newer stage.`);
  expect(intentsOf(world).find(({ id }) => id === first)?.settled).toEqual({
    result: 'withdrawn',
    at: start,
    because: 'a newer stage stands in its place',
    replaced_by: second,
  });
  expect(untaken(world, first)).toEqual(instead);
  take(world, second);
  settle(world, second, 'done');
  expect(untaken(world, first)).toEqual({ ...instead, next: 'nothing more is to do' });
  expect(world.refused('sales.ops', confirmIntent, { intent: first, result: 'done' })).toMatchObject({
    found: instead.found,
  });
});

test('4.4a a change of the review alone is nothing to a board that shows the stage', () => {
  const world = noted();
  classify(world);
  const stage = idOf(world, 'set_stage');
  take(world, stage);
  settle(world, stage, 'done');
  score(world, threeHigh());
  expect(shortOf(world).filter((each) => each.startsWith('set_stage'))).toEqual(['set_stage sales.ops done']);
  decide(world, 'confirm');
  expect(shortOf(world).filter((each) => each.startsWith('set_stage'))).toEqual([
    'set_stage sales.ops done',
    'set_stage sales.ops SQL NONE',
  ]);
});

test('A13 of an account without an item the item is made first, once, and its number kept', () => {
  const world = noted('');
  classify(world);
  const [stage, comment] = [idOf(world, 'set_stage'), idOf(world, 'comment')];
  const first = { refused: true, clause: '4.4', ruling: 'A13' };
  expect(untaken(world, comment)).toEqual({
    ...first,
    code: 'RULE_REFUSED',
    found: 'the board has no item of Acme yet that a comment could stand on',
    next: `sales.ops calls take_intent with ${stage}, which makes the item, and confirms it; then take this one`,
  });
  const taken = take(world, stage);
  expect(taken.summary).toBe('create_item for Acme on monday: do it, then confirm_intent.');
  expect(taken.extra.taken).toMatchObject([{ intent: stage, action: 'create_item' }]);
  const making = {
    ...first,
    code: 'CONFLICT',
    found: `the item of Acme is being made by ${stage}, and its number isn't known yet`,
    next: `call confirm_intent with ${stage} first: done with the item's number as \`reference\`, or failed`,
  };
  expect(untaken(world, comment)).toEqual(making);
  expect(world.refused('sales.ops', confirmIntent, { intent: stage, result: 'done' })).toEqual({
    refused: true,
    code: 'INVALID_INPUT',
    clause: '4.4',
    found: `${stage} (create_item on monday) is told done without a \`reference\``,
    next: 'give the id or link that monday answered, with `intents` as `references` in their order',
  });
  settle(world, stage, 'unknown');
  expect(untaken(world, comment)).toEqual(making);
  expect(settle(world, stage, 'done', 'https://x.monday.com/boards/1/pulses/88').summary).toBe(
    'create_item for Acme: done.',
  );
  expect(world.account('acme.com').external).toEqual({ monday: '88' });
  expect(take(world, comment).extra.taken).toMatchObject([{ payload: { item: '88', tool: 'create_update' } }]);
  score(world, threeHigh());
  expect(shortOf(world)).not.toContain('set_stage sales.ops MQL PENDING_CRO');
});

test('A13 an item that another account has is none that was made', () => {
  const world = noted('');
  world.run('sales.ops', saveAccount, { domain: 'globex.com', name: 'Globex', external: { monday: '88' } });
  classify(world);
  const intent = idOf(world, 'set_stage');
  take(world, intent);
  const made = { intent, result: 'done', reference: 'https://x.monday.com/boards/1/pulses/88' } as const;
  expect(world.refused('sales.ops', confirmIntent, made)).toMatchObject({ code: 'CONFLICT', ruling: 'A13' });
  settle(world, intent, 'done', '89');
});

test('A13 an item that failed may be made again, and what the board answered in words is kept as it is', () => {
  const world = noted('');
  classify(world);
  const stage = idOf(world, 'set_stage');
  take(world, stage);
  expect(settle(world, stage, 'failed').summary).toBe('create_item for Acme: failed; it stands open again.');
  expect(world.account('acme.com').external).toBeUndefined();
  expect(take(world, stage).extra.taken).toMatchObject([{ action: 'create_item' }]);
  settle(world, stage, 'done', 'row of Acme');
  expect(world.account('acme.com').external).toEqual({ monday: 'row of Acme' });
});

test('4.4a a taken intent stays with its taker for 30 minutes', () => {
  const world = noted();
  const post = idOf(world, 'post');
  take(world, post);
  const held = {
    refused: true,
    code: 'CONFLICT',
    clause: '4.4',
    found: `that intent is taken since ${start}`,
    next: 'let whoever took it confirm it, or wait for the claim to lapse',
  };
  world.now = '2026-04-21T14:29:59.999Z';
  expect(untaken(world, post)).toEqual(held);
  world.now = '2026-04-21T14:30:00.000Z';
  expect(take(world, post).outcome).toBe('done');
  expect(untaken(world, post)).toEqual({ ...held, found: `that intent is taken since ${world.now}` });
});

test('4.4a an unknown outcome is not carried out anew, and waits for a better word', () => {
  const world = noted();
  const post = idOf(world, 'post');
  const confirm = (result: 'done' | 'failed') =>
    world.refused('sales.ops', confirmIntent, { intent: post, result, reference: 'p1' });
  expect(confirm('done')).toEqual({
    refused: true,
    code: 'RULE_REFUSED',
    clause: '4.4',
    found: 'nobody has taken that intent',
    next: 'call take_intent before you act, so that it is done once',
  });
  take(world, post);
  expect(settle(world, post, 'unknown').summary).toBe(
    'post for Acme: of unknown outcome; look outside and confirm again.',
  );
  world.now = '2026-04-21T15:00:00.000Z';
  expect(untaken(world, post)).toEqual({
    refused: true,
    code: 'CONFLICT',
    clause: '4.4',
    found: `that intent is of unknown outcome since ${start}`,
    next: 'look whether it was done outside, then confirm_intent',
  });
  expect(settle(world, post, 'done', 'p1').summary).toBe('post for Acme: done.');
  expect(intentsOf(world)[0]).toMatchObject({
    payload: {},
    settled: { result: 'done', at: world.now, reference: 'p1' },
  });
  const over = { code: 'CONFLICT', found: `that intent is done since ${world.now}`, next: 'nothing more is to do' };
  expect([untaken(world, post), confirm('failed')]).toEqual([
    { refused: true, clause: '4.4', ...over },
    { refused: true, clause: '4.4', ...over },
  ]);
});

test('4.4a a retracted note takes its own post along, unless somebody has taken that', () => {
  const world = noted();
  file(world, signal.comment(2), { ago: 0 });
  const [first, second] = [idOf(world, 'post'), idOf(world, 'post', 1)];
  const note = sig(world, 1);
  retract(world, note);
  expect(untaken(world, first)).toEqual({
    refused: true,
    code: 'CONFLICT',
    clause: '4.4',
    found: `that intent is withdrawn since ${start}: the note it tells (${note}) was retracted`,
    next: 'nothing more is to do',
  });
  take(world, second);
  retract(world, intentsOf(world).find(({ id }) => id === second)?.about ?? '');
  expect(intentsOf(world).find(({ id }) => id === second)?.settled).toBeUndefined();
  expect(settle(world, second, 'done', 'p2').outcome).toBe('done');
});

test('4.4a several are taken and told at once, each refusal beside them', () => {
  const world = noted();
  classify(world);
  const ids = intentsOf(world).map(({ id }) => id);
  const unknown = {
    intent: 'int_none',
    code: 'NOT_FOUND',
    because: 'no intent stands under that id; next: take the id from session_sweep',
  };
  const none = (args: object, command: typeof takeIntent = takeIntent) =>
    world.refused('sales.ops', command, args as never);
  expect(none({})).toMatchObject({
    code: 'INVALID_INPUT',
    found: '`intent` is missing',
  });
  expect(none({ intent: ids[0], intents: ids })).toMatchObject({
    code: 'INVALID_INPUT',
    found: '`intents`: it stands beside `intent`; one of the two is wanted',
  });
  const taken = world.run('sales.ops', takeIntent, { intents: [...ids, ` ${ids[0]} `, 'int_none'] });
  expect([taken.summary, taken.extra.taken.map(({ intent }) => intent), taken.extra.refused]).toEqual([
    `${ids.length} taken: do each, then confirm_intent. 1 refused.`,
    ids,
    [unknown],
  ]);
  expect(none({ intents: ['int_none', ids[0]] })).toMatchObject({
    code: 'NOT_FOUND',
    found: `int_none: no intent stands under that id; ${ids[0]}: CONFLICT, that intent is taken since ${start}`,
  });
  const references = ids.map((_, n) => `ref ${n}`);
  const confirm = (more: object) => world.try('sales.ops', confirmIntent, { result: 'done', ...more } as never);
  expect(confirm({ intents: ids, reference: 'a', references })).toMatchObject({
    code: 'INVALID_INPUT',
    found: '`references`: it stands beside `reference`; one of the two is wanted',
  });
  expect(confirm({ intents: ids, references: references.slice(1) })).toMatchObject({
    found: `\`references\`: it holds ${ids.length - 1}, and ${ids.length} intents are named; one for each is wanted`,
  });
  expect(confirm({ intents: [...ids, 'int_none'], references: [...references, 'x'] })).toMatchObject({
    outcome: 'done',
    summary: `${ids.length} intents: each done. 1 refused.`,
    extra: { confirmed: ids, refused: [unknown] },
  });
  expect(intentsOf(world).map(({ settled }) => (settled?.result === 'done' ? settled.reference : 'none'))).toEqual(
    references,
  );
  expect(confirm({ intents: ids, reference: 'again' })).toMatchObject({
    code: 'CONFLICT',
    found: `${ids[0]}: that intent is done since ${start}; ${ids
      .slice(1)
      .map((id) => `${id}: CONFLICT, that intent is done since ${start}`)
      .join('; ')}`,
  });
  expect(openOf(world, 'dossier')).toBeDefined();
});

test('4.4a what is taken at once ends before the answer grows too long to be read', () => {
  const world = noted();
  const [post] = intentsOf(world);
  if (!post) throw new Error('no post');
  const intents = [1, 2, 3, 4].map((n) => ({
    ...post,
    id: `${post.id}${n}`,
    payload: { channel: 'x', text: 'y'.repeat(n === 2 ? 100_000 : 10) },
  }));
  put(world, { intents });
  const ids = intents.map(({ id }) => id);
  const taken = world.run('sales.ops', takeIntent, { intents: ids });
  expect([taken.extra.taken.map(({ intent }) => intent), taken.extra.left, taken.summary]).toEqual([
    ids.slice(0, 2),
    ids.slice(2),
    '2 taken: do each, then confirm_intent. 2 left for a further call of take_intent.',
  ]);
});

test('L14 a copy that was restored gives nothing out until chief.staff confirms it', () => {
  const world = noted();
  const post = idOf(world, 'post');
  const task = {
    id: 'tsk_desk_90',
    kind: 'confirm_restored_ledger',
    role: 'chief.staff' as const,
    clause: '4.4',
    opened_at: start,
    due_at: start,
    escalated_to: [],
  };
  const { desk } = world;
  const lock = (over: object) => {
    world.desk = { ...desk, tasks: [...desk.tasks, { ...task, ...over } as (typeof desk.tasks)[number]] };
  };
  const refusal = (lacks: string) => ({
    refused: true,
    code: 'RULE_REFUSED',
    clause: '4.4',
    found: `sending is locked: this copy of the ledger lacks ${lacks}, so what it lists may be done already`,
    next: 'chief.staff closes confirm_restored_ledger (tsk_desk_90) if this copy is the one to go on with',
  });
  lock({});
  expect(untaken(world, post)).toEqual(refusal('what was signed last'));
  lock({ subject: 'checkpoint 7' });
  expect(untaken(world, post)).toEqual(refusal('checkpoint 7'));
  lock({ closed_at: start });
  expect(take(world, post).outcome).toBe('done');
});
