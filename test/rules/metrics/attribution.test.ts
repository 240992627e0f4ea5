import { describe, expect, test } from 'vitest';
import { bySignal, touchRows, weights } from '../../../src/rules/metrics/attribution.ts';
import { asLeft } from '../../../src/rules/metrics/episode-as-left.ts';
import { firstTouches, restatedFirstTouches, typesIn } from '../../../src/rules/metrics/first-touches.ts';
import type { Episode } from '../../../src/rules/metrics/history.ts';
import { newMqls } from '../../../src/rules/metrics/ladder-figures.ts';
import { restatedFigures } from '../../../src/rules/metrics/restated-figures.ts';
import { weeklyFigures } from '../../../src/rules/metrics/weekly-close.ts';
import {
  act,
  arrival,
  entry,
  episode,
  influence,
  justBefore,
  lastOfWeek,
  taking,
  touch,
  weekBegins,
  weekEnds,
} from './history.ts';

const [subscription, comment] = [act('sub', 'E2', '01', 0.5), act('com', 'E1', '18')];
const first = (id: string, type: 'E1' | 'E2' | 'E3', day: string) => ({
  signal: id,
  type,
  at: `2026-04-${day}T13:00:00.000Z`,
});
/** E2 of half a credit, then a comment; the E8 of both. */
const both = (over: Partial<Episode> = {}) =>
  episode({
    first_touch: first('sub', 'E2', '01'),
    touches: [touch('sub', 'E2', subscription), touch('com', 'E1', comment), touch('rep', 'E8', subscription, comment)],
    ...over,
  });

describe('W6 what is left of an episode', () => {
  const left = (gone: readonly (readonly [string, string])[], by?: string) => {
    const { touches, first_touch } = asLeft(both({ gone: new Map(gone) }), by);
    return [touches.map(({ signal, acts }) => `${signal}: ${acts.map(({ id }) => id).join()}`), first_touch?.signal];
  };

  test('W6 signals that were retracted before an instant are aside, and the earliest act that is left comes first', () => {
    const whole = [['sub: sub', 'com: com', 'rep: sub,com'], 'sub'];
    expect(left([])).toEqual(whole);
    expect(left([['sub', weekBegins]], weekBegins)).toEqual(whole);
    expect(left([['sub', justBefore]], weekBegins)).toEqual([['com: com', 'rep: com'], 'com']);
    expect(left([['sub', weekEnds]])).toEqual([['com: com', 'rep: com'], 'com']);
    expect(left([['com', weekEnds]])).toEqual([['sub: sub', 'rep: sub'], 'sub']);
    const all = ['sub', 'com', 'rep'].map((id) => [id, weekBegins] as const);
    expect(left(all)).toEqual([[], undefined]);
    const order = asLeft(both({ gone: new Map([['rep', weekBegins]]), first_touch: first('none', 'E3', '01') }));
    expect(order.first_touch).toEqual(first('sub', 'E2', '01'));
  });
});

describe('W6 attribution of new MQLs', () => {
  const share = (given: Partial<Episode>) =>
    Object.fromEntries([...weights(episode(given))].map(([type, by]) => [type, Number(by.toFixed(4))]));

  test('W6 each gives 1, shared over the acts behind it by their credit, each act once under its own type', () => {
    expect(share(both())).toEqual({ E2: 0.3333, E1: 0.6667 });
    expect(share({ touches: [] })).toEqual({});
    // An E9 leaves the share with the act that it re-reads.
    expect(share({ touches: [touch('fuel', 'E9', comment), touch('com', 'E1', comment)] })).toEqual({ E1: 1 });
    expect(share({ touches: [touch('fuel', 'E9', comment)] })).toEqual({ E1: 1 });
    // Three likes are one act, with the credit of the newest.
    const likes = [act('l1', 'E1', '01', 0.5), act('l2', 'E1', '02'), act('l3', 'E1', '03')];
    expect(share({ touches: [touch('l1', 'E1', ...likes), touch('sub', 'E2', subscription)] })).toEqual({
      E1: 0.6667,
      E2: 0.3333,
    });
    // Two signals over one like are not both counted.
    const [, second = comment] = likes;
    expect(
      share({
        touches: [touch('l1', 'E1', ...likes), touch('l9', 'E1', second), touch('sub', 'E2', act('sub', 'E2', '01'))],
      }),
    ).toEqual({ E1: 0.5, E2: 0.5 });
    // An act that is behind an E8 alone.
    expect(
      share({ touches: [touch('rep', 'E8', act('q', 'E3', '10'), comment), touch('com', 'E1', comment)] }),
    ).toEqual({
      E1: 0.5,
      E3: 0.5,
    });
    expect(share({ touches: [touch('com', 'E1', { ...comment, credit: 0 })] })).toEqual({ E1: 0 });
  });

  const mine = both({ account: 'acme.com', began_with: 'fast_track', entries: [entry({ adopted: true }), entry()] });
  const other = episode({
    account: 'beta.com',
    first_touch: first('com', 'E1', '18'),
    touches: [touch('com', 'E1', comment), touch('com2', 'E1', act('com2', 'E1', '19'))],
    entries: [entry({ adopted: true })],
  });
  const episodes = [mine, other, both({ at: weekEnds }), both({ began_with: 'adopted' })];

  test('W6 a row a type of the policy: first touch, any touch, weighted, and how many reached SQL', () => {
    const rows = bySignal(taking({ episodes }));
    expect(rows.map(({ signal_type }) => signal_type)).toEqual([
      'E1',
      'E2',
      'E3',
      'E4',
      'E5',
      'E6',
      'E7',
      'E8',
      'E9',
      'E10',
    ]);
    const none = { first_touch: 0, any_touch: 0, weighted: 0, to_sql: 0 };
    expect(rows[0]).toEqual({ signal_type: 'E1', first_touch: 1, any_touch: 2, weighted: 1 + 2 / 3, to_sql: 1 });
    expect(rows[1]).toEqual({ signal_type: 'E2', first_touch: 1, any_touch: 1, weighted: 1 / 3, to_sql: 1 });
    expect(rows[2]).toEqual({ signal_type: 'E3', ...none });
    expect(rows[7]).toEqual({ signal_type: 'E8', ...none, any_touch: 1, to_sql: 1 });
  });

  test('W6 a row an MQL and type', () => {
    const told = (only?: 'E1' | 'E8') =>
      touchRows(taking({ episodes }), only).map((each) => [each.metric, each.account, each.signal_type, each.signal]);
    expect(told()).toEqual([
      ['first_touch', 'acme.com', 'E2', 'sub'],
      ['first_touch', 'beta.com', 'E1', 'com'],
      ['any_touch', 'acme.com', 'E2', undefined],
      ['any_touch', 'acme.com', 'E1', undefined],
      ['any_touch', 'acme.com', 'E8', undefined],
      ['any_touch', 'beta.com', 'E1', undefined],
    ]);
    expect(told('E8')).toEqual([['any_touch', 'acme.com', 'E8', undefined]]);
    expect(touchRows(taking({ episodes }), 'E1')[0]).toEqual({
      metric: 'first_touch',
      account: 'beta.com',
      event: other.seq,
      at: weekBegins,
      in: ['numerator'],
      signal_type: 'E1',
      signal: 'com',
      observed_on: '2026-04-18',
    });
  });

  test('P6 types of the policy, and those of an older one that a new MQL of the week rests on', () => {
    const few = { signal_types: ['E5'] as const };
    expect(typesIn(taking({ episodes }, few))).toEqual(['E1', 'E2', 'E5', 'E8']);
    expect(typesIn(taking({ episodes: [episode({ first_touch: first('x', 'E3', '01') })] }, few))).toEqual([
      'E3',
      'E5',
    ]);
    expect(typesIn(taking({}, few))).toEqual(['E5']);
  });

  test('S-6 first touches as known by the end of the week, pass-throughs beside them', () => {
    const since = both({ gone: new Map([['sub', weekEnds]]) });
    const before = both({ gone: new Map([['sub', lastOfWeek]]) });
    const rows = firstTouches(taking({ episodes: [...episodes, since, before] }));
    expect(rows.slice(0, 3)).toEqual([
      { signal_type: 'E1', mqls: 2, pass_through: 0 },
      { signal_type: 'E2', mqls: 2, pass_through: 1 },
      { signal_type: 'E3', mqls: 0, pass_through: 0 },
    ]);
  });
});

describe('W1 what is restated', () => {
  test('W1, S-6 a first touch that was retracted after the week, with how many of that type there were and are', () => {
    const since = both({ account: 'since.com', gone: new Map([['sub', weekEnds]]) });
    const episodes = [
      since,
      both({ account: 'same.com' }),
      both({ account: 'before.com', gone: new Map([['sub', lastOfWeek]]) }),
      both({
        account: 'all.com',
        gone: new Map([
          ['sub', weekEnds],
          ['com', weekEnds],
          ['rep', weekEnds],
        ]),
      }),
      both({ account: 'other.com', gone: new Map([['com', weekEnds]]) }),
    ];
    expect(restatedFirstTouches(taking({ episodes }))).toEqual([
      {
        metric: 'first_touch',
        account: 'since.com',
        was: 4,
        is: 2,
        because:
          'its E2 of 2026-04-01 (sub) was retracted since, the earliest act that is left is E1 of 2026-04-18 (com)',
      },
    ]);
  });

  test('W1 an account a figure, with why it would be another', () => {
    const merged = { at: weekEnds, into: 'acme.com', episode: episode() };
    const episodes = [
      episode({ account: 'joined.com', merged }),
      episode({ account: 'retracted.com', retracted: weekEnds }),
      episode({ account: 'stays.com' }),
    ];
    expect(restatedFigures((of) => [newMqls(of)], taking({ episodes }))).toEqual([
      {
        metric: 'new_mqls',
        account: 'joined.com',
        was: 3,
        is: 1,
        because: 'it is one account with acme.com since, whose episode began earlier',
      },
      {
        metric: 'new_mqls',
        account: 'retracted.com',
        was: 3,
        is: 1,
        because: 'the signals that it rested on were retracted since',
      },
    ]);
    expect(restatedFigures((of) => [newMqls(of)], taking({ episodes: episodes.slice(2) }))).toEqual([]);
  });

  test('W1, W7 a share of the pipeline, whichever way it went', () => {
    const influenced = (account: string, over: Parameters<typeof influence>[0]) => {
      const of = entry({ account, at: justBefore, marketing: [influence(over)] });
      return [of, arrival({ account, entry: of })] as const;
    };
    const known = [
      influenced('voided.com', { muted: true, voided_at: weekEnds }),
      influenced('retracted.com', { retracted_at: weekEnds }),
      influenced('joined.com', { retracted_at: weekEnds }),
    ];
    const merged = { at: weekEnds, into: 'acme.com', episode: episode() };
    const of = taking({
      entries: known.map(([each]) => each),
      arrivals: known.map(([, each]) => each),
      episodes: [episode({ account: 'joined.com', merged, at: justBefore })],
    });
    expect(restatedFigures(weeklyFigures, of)).toEqual([
      {
        metric: 'marketing_influenced',
        account: 'joined.com',
        was: 2 / 3,
        is: 1 / 3,
        because: 'what marketing there was before its entry into SQL was retracted since',
      },
      {
        metric: 'marketing_influenced',
        account: 'retracted.com',
        was: 2 / 3,
        is: 1 / 3,
        because: 'what marketing there was before its entry into SQL was retracted since',
      },
      {
        metric: 'marketing_influenced',
        account: 'voided.com',
        was: 2 / 3,
        is: 1 / 3,
        because: 'a suppression was voided since, so that the person counted then',
      },
    ]);
  });
});
