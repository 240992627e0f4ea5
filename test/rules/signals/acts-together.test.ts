import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { AccountState, Signal } from '../../../src/rules/aggregates/account.ts';
import { actKey, acts, distinct, isBareLike, isClosed, ordinal } from '../../../src/rules/signals/acts.ts';
import { likesAround, looseLikes, ofLikes } from '../../../src/rules/signals/likes.ts';
import { repeatEngagement } from '../../../src/rules/signals/repeat-engagement.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import {
  acme,
  classify,
  con,
  file,
  movesIn,
  passingFacts,
  retract,
  score,
  sig,
  signal,
  standing,
  twoHigh,
} from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const world = acme();
file(world, signal.comment(), { ago: 3 });
const base = world.account('acme.com');
const [pattern] = base.signals as readonly [Signal];
const context = world.context('sales.ops');

let given = 0;
/** An act of Ana's on a day of April, or of March below zero. */
function act(day: number, over: Partial<Signal> = {}): Signal {
  given += 1;
  const on = new Date(Date.UTC(2026, 3, day)).toISOString().slice(0, 10);
  const at = `${on}T13:00:00.000Z`;
  const id = `sig_x_${given}`;
  return { ...pattern, id, on, at, observed_at: at, object: `post/${given}`, rests_on: [id], ...over };
}
const like = (day: number, object: string, over: Partial<Signal> = {}) =>
  act(day, { interaction: 'like', qualifies: false, object, ...over });
const at = (signals: readonly Signal[], over: Partial<AccountState> = {}): AccountState => ({
  ...base,
  signals,
  ...over,
});
const ids = (signals: readonly Signal[] | undefined) => signals?.map(({ id }) => id);
const gone = { why: 'retracted', at: '2026-04-20T00:00:00.000Z', because: 'not her' } as const;

describe('A5 acts', () => {
  test('A5 on one object are one, without object told apart by type and day', () => {
    const bare = (day: number, type: Signal['type']) => {
      const { object: _object, ...rest } = act(day, { type });
      return rest;
    };
    expect(actKey(act(1, { object: 'p' }))).toBe('object:p');
    expect([actKey(bare(1, 'E3')), actKey(bare(2, 'E3')), actKey(bare(1, 'E4'))]).toEqual([
      'act:E3:2026-04-01',
      'act:E3:2026-04-02',
      'act:E4:2026-04-01',
    ]);
    const [early, late, liked, other] = [
      act(2, { object: 'p' }),
      act(5, { object: 'p' }),
      like(1, 'p'),
      act(3, { object: 'q' }),
    ];
    expect(ids(distinct([late, other, early]))).toEqual(ids([early, other]));
    expect(ids(distinct([late, liked]))).toEqual(ids([late]));
    expect(ids(distinct([liked, like(4, 'p')]))).toEqual(ids([liked]));
    expect([isBareLike(liked), isBareLike(early), isBareLike({ ...liked, type: 'E2' })]).toEqual([true, false, false]);
  });

  test('A5 of one contact, as they stand; those on file at a loss found nothing more', () => {
    const [one, two] = [act(1), act(2)];
    const none = [act(3, { is_act: false }), act(4, { gone }), act(5, { contact: 'con_9' }), act(6, { closed: true })];
    expect(ids(acts(at([one, ...none, two]), pattern.contact))).toEqual(ids([one, two]));
    expect(ids(acts(at([one, two], { closed_acts: ordinal(one) }), pattern.contact))).toEqual(ids([two]));
    expect([ordinal({ ...one, id: 'sig_a_17' }), ordinal({ ...one, nth: 4 })]).toEqual([17, 4]);
    expect([
      isClosed({ ...one, nth: 7 }, { closed_acts: 7 }),
      isClosed({ ...one, nth: 8 }, { closed_acts: 7 }),
    ]).toEqual([true, false]);
  });
});

describe('A5 a repeat engagement', () => {
  const found = (signals: readonly Signal[], by: Signal) => {
    const repeat = repeatEngagement(at(signals), by, context);
    return repeat && [ids(repeat.acts), repeat.completedBy.id];
  };

  test('A5 two distinct acts within thirty days, dated by the one that completes them', () => {
    const [one, thirty, more] = [act(-10), act(20), act(21)];
    expect(found([one, thirty], thirty)).toEqual([ids([one, thirty]), thirty.id]);
    expect(found([one, thirty], one)).toEqual([ids([one, thirty]), thirty.id]);
    expect(found([one, more], more)).toBeNull();
    expect(found([one], one)).toBeNull();
    expect(found([one, { ...thirty, object: one.object ?? '' }], thirty)).toBeNull();
    expect(found([one, { ...thirty, contact: 'con_9' }], one)).toBeNull();
  });

  test('A5 not all of them bare likes, none that is no act or gone', () => {
    const [first, second, comment] = [like(1, 'p'), like(2, 'q'), act(3)];
    expect(found([first, second], second)).toBeNull();
    expect(found([first, second, comment], comment)).toEqual([ids([first, second, comment]), comment.id]);
    expect(found([first, comment], { ...comment, is_act: false })).toBeNull();
    expect(found([first, comment], { ...comment, gone })).toBeNull();
  });

  test('A5 once in a window, unless the last is spent: then two acts recorded since', () => {
    const [one, two] = [act(1), act(2)];
    const repeat = act(2, { type: 'E8', is_act: false, rests_on: [one.id, two.id] });
    const [three, four] = [act(10), act(11)];
    expect(found([one, two, repeat, three], three)).toBeNull();
    expect(found([one, two, { ...repeat, gone }, three], three)).toEqual([ids([one, two, three]), three.id]);
    expect(found([one, two, { ...repeat, contact: 'con_9' }, three], three)).not.toBeNull();
    const spent = { ...repeat, spent: { by: 'fast_track', at: repeat.at, minted: ordinal(repeat) } };
    expect(found([one, two, spent, three], three)).toBeNull();
    expect(found([one, two, spent, three, four], four)).toEqual([ids([three, four]), four.id]);
    const late = act(33);
    expect(found([one, two, repeat, four, late], late)).toEqual([ids([four, late]), late.id]);
    const edge = act(32);
    expect(found([one, two, repeat, four, edge], edge)).toBeNull();
  });

  test('A5 a further act on an object that is counted completes nothing', () => {
    const [one, two] = [act(1, { object: 'p' }), act(2, { object: 'q' })];
    const again = act(3, { object: 'q' });
    expect(found([one, again], again)).toEqual([ids([one, again]), again.id]);
    expect(found([one, two, again], again)).toBeNull();
  });
});

describe('A4 likes', () => {
  test('A4 three on different posts within thirty days, in whatever order they are filed', () => {
    const [one, two, three] = [like(-8, 'p'), like(5, 'q'), like(22, 'r')];
    for (const last of [one, two, three]) {
      const others = [one, two, three].filter((each) => each !== last);
      expect(ids(likesAround(at(others), last, context))).toEqual(ids([one, two, three]));
    }
    expect(likesAround(at([one, two]), like(23, 'r'), context)).toEqual([]);
    expect(likesAround(at([one, two]), { ...three, object: 'q' }, context)).toEqual([]);
    expect(likesAround(at([one, { ...two, contact: 'con_9' }]), three, context)).toEqual([]);
    expect(likesAround(at([one, act(5)]), three, context)).toEqual([]);
    expect(ofLikes(at([one, two]), three, context)).toEqual({
      qualifies: true,
      is_act: true,
      because: '3 likes on different posts within 30 days',
      rests_on: ids([one, two, three]),
    });
    expect(ofLikes(at([one]), three, context)).toMatchObject({
      qualifies: false,
      is_act: true,
      because: 'a like alone does not qualify; 3 on different posts within 30 days do',
      rests_on: [three.id],
    });
  });

  test('A4 a further like within thirty days joins it, a later one starts anew', () => {
    const burst = [like(1, 'p'), like(2, 'q'), like(3, 'r')];
    const made = burst.map((each, n) => (n === 2 ? { ...each, qualifies: true, rests_on: ids(burst) ?? [] } : each));
    const id = burst[2]?.id ?? '';
    const further = (day: number) => ofLikes(at(made), like(day, 's'), context);
    expect(further(33)).toMatchObject({
      qualifies: false,
      because: `a further like within 30 days of ${id}, which it joins`,
      joins: id,
    });
    expect(further(-26)).toMatchObject({ joins: id });
    for (const day of [34, -28]) expect(further(day)).not.toHaveProperty('joins');
    const joined = like(20, 's', { joins: id });
    const [five, six] = [like(40, 't'), like(41, 'u')];
    expect(likesAround(at([...made, joined, five]), six, context)).toEqual([]);
    expect(ids(likesAround(at([...made, like(20, 's'), five]), six, context))).toHaveLength(3);
    expect(looseLikes(at([...made, joined, five, six]))).toEqual([
      { contact: pattern.contact, days: ['2026-05-11', '2026-05-10'] },
    ]);
  });

  test('A4 how near each contact has come: the newest like on each post, those at a loss aside', () => {
    const loose = [
      like(1, 'p'),
      like(4, 'p'),
      like(2, 'q'),
      like(6, 'p', { contact: 'con_9' }),
      like(3, 'r', { closed: true }),
      like(5, 's', { gone }),
    ];
    expect(looseLikes(at(loose))).toEqual([
      { contact: pattern.contact, days: ['2026-04-04', '2026-04-02'] },
      { contact: 'con_9', days: ['2026-04-06'] },
    ]);
    expect(looseLikes(at([]))).toEqual([]);
  });

  test('A2, A4 the likes of two that became one may be enough together', () => {
    const both = acme();
    const [ana, home] = [{ email: 'ana@acme.com' }, { email: 'ana@home.org' }];
    file(both, signal.like(1), { contact: ana, ago: 9 });
    file(both, signal.like(2), { contact: home, ago: 8 });
    file(both, signal.like(3), { contact: ana, ago: 7 });
    both.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [{ contact: con(both, 1), same_as: con(both, 2) }],
    });
    const likes = both.account('acme.com').signals;
    expect(likes.map(({ qualifies }) => qualifies)).toEqual([false, false, true]);
    expect(likes[2]).toMatchObject({ because: '3 likes on different posts', rests_on: ids(likes) });
  });
});

describe('L12, S-6 what a note brings about', () => {
  const archived = (): TestWorld => {
    const at = acme();
    at.place({ ...at.account('acme.com'), stage: 'ARCHIVED', entered_by: 'archive_silent' });
    return at;
  };

  test('L12 what silence archived is PROSPECT again by a qualifying signal of who counts, no other', () => {
    const quiet = archived();
    file(quiet, signal.like());
    expect(standing(quiet)).toEqual(['ARCHIVED', 'NONE']);
    file(quiet, signal.comment(2), { contact: { email: 'spy@crossbeam.com' } });
    expect(standing(quiet)).toEqual(['ARCHIVED', 'NONE']);
    const done = file(quiet, signal.comment(3), { contact: { email: 'bo@acme.com' }, ago: 2 });
    expect(done.summary).toContain('It was ARCHIVED and is PROSPECT again.');
    expect(movesIn(done.events)).toMatchObject([
      { arrow: 'reopen', because: 'E1 of 2026-04-19', evidence: [done.extra.signal] },
    ]);
  });

  test('L12, A1 and by one that comes with another account', () => {
    const quiet = archived();
    quiet.run('sales.ops', saveAccount, { domain: 'acme.io', name: 'Acme IO', facts: passingFacts() });
    const { extra } = file(quiet, signal.comment(), { account: 'acme.io', contact: { email: 'cy@acme.io' }, ago: 2 });
    const done = quiet.run('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['acme.io'] });
    expect(movesIn(done.events)).toMatchObject([
      { arrow: 'reopen_saved', because: 'E1 of 2026-04-19', evidence: [extra.signal] },
    ]);
  });

  test('S-6 where a retraction left no first touch a later act takes it, above PROSPECT or in a review alone', () => {
    const touched = (stage: AccountState['stage'], review: AccountState['review'] = 'NONE') => {
      const at = acme();
      at.place({ ...at.account('acme.com'), stage, review, first_touch: null });
      file(at, signal.comment(), { ago: 2 });
      return at.account('acme.com').first_touch?.type;
    };
    expect([touched('PROSPECT'), touched('DISQUALIFIED'), touched('PROSPECT', 'DOSSIER_DUE')]).toEqual([
      undefined,
      undefined,
      'E1',
    ]);
    expect([touched('MQL'), touched('SQL'), touched('WON'), touched('ARCHIVED')]).toEqual([
      'E1',
      'E1',
      'E1',
      undefined,
    ]);
  });

  test('L14 a retraction tells what fell with it and what was found on the acts that are left', () => {
    const at = acme();
    file(at, signal.comment(1), { ago: 9 });
    file(at, signal.comment(2), { ago: 8 });
    file(at, signal.comment(3), { ago: 7 });
    const [e8] = at.account('acme.com').signals.filter(({ type }) => type === 'E8');
    const done = retract(at, ` ${sig(at, 1)} `);
    const [, anew] = at.account('acme.com').signals.filter(({ type }) => type === 'E8');
    expect(done.extra).toMatchObject({ fallen: [e8?.id] });
    expect(done.summary).toContain(` With it fell ${e8?.id}. On the acts that are left, the engine found ${anew?.id}.`);
    expect(movesIn(done.events)).toEqual([]);
  });

  test('L9, A5 acts on file at a regression for idleness found nothing with later ones', () => {
    const at = acme();
    file(at, signal.comment(1), { ago: 0 });
    classify(at);
    score(at, twoHigh());
    at.now = '2026-07-21T14:00:00.000Z';
    at.run('sales.ops', proposeStageChange, { account: 'acme.com', change: 'regress', reason: 'no word' });
    file(at, signal.comment(2), { at: '2026-05-01T09:00:00-04:00' });
    expect(at.account('acme.com').signals.map(({ type }) => type)).toEqual(['E1', 'E1']);
  });
});
