import { describe, expect, test } from 'vitest';
import {
  type Calibrating,
  calibrationFigures,
  calibrationTables,
  cohortOf,
  dealsOf,
  ratesBySignal,
} from '../../../src/rules/calibration/calibration.ts';
import { filePostMortem, type PostMortemArgs } from '../../../src/rules/calibration/file-post-mortem.ts';
import { gateFigures } from '../../../src/rules/calibration/gate-figures.ts';
import { postMortems } from '../../../src/rules/calibration/post-mortems.ts';
import { acme, put } from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';

const { values: policy, calendar } = testPolicy();
const at = (day: string) => `${day}T14:00:00.000Z`;
const period = {
  name: '2026-Q2',
  from: '2026-04-01T04:00:00.000Z',
  to: '2026-07-01T04:00:00.000Z',
  zone: 'America/New_York',
  closed: true,
};

interface Case {
  readonly began?: string;
  readonly sql?: string | null;
  readonly touches?: readonly string[];
  readonly first?: string | null;
  readonly over?: object;
}
let seq = 0;
const episode = ({
  began = '2026-04-21',
  sql = null,
  touches = ['E1'],
  first = touches[0] ?? null,
  over = {},
}: Case = {}) => {
  seq += 1;
  return {
    account: `a${seq}.com`,
    seq,
    at: at(began),
    began_with: 'mql',
    overridden: false,
    first_touch: first === null ? null : { signal: 's', type: first, at: at(began) },
    touches: touches.map((type, n) => ({ signal: `s${n}`, type, acts: [] })),
    gone: new Map(),
    stood: true,
    entries: sql === null ? [] : [{ account: `a${seq}.com`, seq, at: at(sql), adopted: false }],
    ended: null,
    merged: null,
    retracted: null,
    ...over,
  };
};
const deal = (arrow: string, held: readonly string[] | null, day = '2026-05-20') => {
  seq += 1;
  return { account: `d${seq}.com`, seq, at: at(day), arrow, from: 'BRIEFING_READY', to: 'WON', entry: null, held };
};
const taking = (history: object, today = '2026-09-01'): Calibrating =>
  ({
    history: { episodes: [], entries: [], arrivals: [], held_alone: [], ...history },
    period,
    until: period.to,
    passed: period.to,
    calendar,
    signal_types: [],
    policy,
    today,
  }) as unknown as Calibrating;

describe('6.3a P3 the cohort of a quarter', () => {
  test('P3 episodes that began in it, ripe after sixty days, converted where they reached SQL in those', () => {
    const told = (given: Case, today?: string) =>
      cohortOf(taking({ episodes: [episode(given)] }, today)).map(({ mature, converted }) => [mature, converted]);
    expect([
      told({}),
      told({ sql: '2026-06-20' }),
      told({ sql: '2026-06-21' }),
      told({}, '2026-06-19'),
      told({}, '2026-06-20'),
    ]).toEqual([[[true, false]], [[true, true]], [[true, false]], [[false, false]], [[true, false]]]);
    const entry = (over: object) => ({ over: { entries: [{ at: at('2026-04-22'), adopted: false, ...over }] } });
    expect([
      told(entry({})),
      told(entry({ adopted: true })),
      told(entry({ at: at('2026-04-20') })),
      told(entry({ at: at('2026-04-21') })),
    ]).toEqual([[[true, true]], [[true, false]], [[true, false]], [[true, true]]]);
  });

  test('W1 W2 one that was adopted, went on as another or rests on nothing any more is none', () => {
    const counted = (over: object, began?: string) =>
      cohortOf(taking({ episodes: [episode({ over, ...(began ? { began } : {}) })] })).length;
    expect([
      counted({}),
      counted({ began_with: 'adopted' }),
      counted({ merged: { at: at('2026-05-01'), into: 'b.com', episode: null } }),
      counted({ retracted: at('2026-05-01') }),
      counted({}, '2026-03-31'),
      counted({}, '2026-04-01'),
      counted({}, '2026-06-30'),
      counted({}, '2026-07-01'),
    ]).toEqual([1, 0, 0, 0, 0, 1, 1, 0]);
  });

  test('6.3a figures: shares with their counts, and what cannot be measured yet', () => {
    const episodes = [episode({ sql: '2026-05-01' }), episode(), episode({ began: '2026-06-25' })];
    const arrivals = [
      deal('won', ['S1']),
      deal('lost', ['S1']),
      deal('lost', null),
      deal('briefing_ready', ['S1']),
      deal('won', ['S1'], '2026-07-02'),
    ];
    const [cohort, deals] = calibrationFigures(taking({ episodes, arrivals }, '2026-07-15'));
    expect(cohort?.metric).toEqual({
      name: 'cohort_to_sql',
      clause: '6.3',
      ruling: 'P3',
      owner: 'sales.ops',
      basis: 'ruling',
      unit: 'share',
      value: 0.5,
      numerator: 1,
      denominator: 2,
      parts: { immature: 1 },
    });
    expect(cohort?.traced.map(({ account, in: parts }) => [account, parts])).toEqual([
      [episodes[0]?.account, ['numerator', 'denominator']],
      [episodes[1]?.account, ['denominator']],
      [episodes[2]?.account, ['apart']],
    ]);
    expect(deals?.metric).toMatchObject({
      name: 'deals_won',
      owner: 'cro',
      value: 0.5,
      numerator: 1,
      denominator: 2,
      parts: { without_dossier: 1 },
    });
    expect(deals?.traced.map(({ in: parts }) => parts)).toEqual([
      ['numerator', 'denominator'],
      ['denominator'],
      ['apart'],
    ]);
    const none = 'no MQL of the quarter has had its days to reach SQL';
    const early = calibrationFigures(taking({ episodes: [episode()] }, '2026-05-01'));
    expect(early[0]?.metric).toMatchObject({ value: null, not_measurable: { why: 'immature', because: none } });
    const empty = calibrationFigures(taking({}));
    expect(empty.map(({ metric }) => 'not_measurable' in metric && metric.not_measurable)).toEqual([
      { why: 'no_cases', because: none },
      { why: 'no_cases', because: 'no deal with a confirmed dossier was closed in the quarter' },
    ]);
    expect(dealsOf(taking({ arrivals })).map(({ arrow }) => arrow)).toEqual(['won', 'lost', 'lost']);
  });

  test('6.3a each signal in each dimension that it has, over ripe cases alone', () => {
    const found = ratesBySignal(
      taking(
        {
          episodes: [
            episode({ sql: '2026-05-01', touches: ['E1', 'E8'] }),
            episode({ touches: ['E2'], first: null }),
            episode({ began: '2026-06-25', sql: '2026-06-26', touches: ['E4'] }),
          ],
          arrivals: [deal('won', ['S1', 'S2']), deal('lost', ['S2']), deal('lost', null)],
        },
        '2026-07-15',
      ),
    );
    const counts = (dimension: string) =>
      found.flatMap((each) => (each.dimension === dimension && each.n > 0 ? [[each.signal, each.k, each.n]] : []));
    expect(counts('first_touch')).toEqual([['E1', 1, 1]]);
    expect(counts('any_touch')).toEqual([
      ['E1', 1, 1],
      ['E2', 0, 1],
      ['E8', 1, 1],
    ]);
    expect(counts('buying')).toEqual([
      ['S1', 1, 1],
      ['S2', 1, 2],
    ]);
    const ids = (dimension: string) => found.flatMap((each) => (each.dimension === dimension ? [each.signal] : []));
    expect(ids('first_touch')).not.toContain('E8');
    expect(ids('any_touch').slice(0, 3)).toEqual(['E1', 'E2', 'E3']);
    expect(ids('buying')).toEqual(['S1', 'S2', 'S3', 'S4']);
  });

  test('6.3a what stands beside them: the cohort, deals, pairs and noise, the most first', () => {
    const tables = calibrationTables(
      taking(
        {
          episodes: [
            episode({ sql: '2026-05-01', touches: ['E2', 'E1'], over: { began_with: 'fast_track' } }),
            episode({ touches: ['E1', 'E2', 'E8'] }),
            episode({ touches: ['E3'] }),
            episode({ touches: ['E3'] }),
            episode({ began: '2026-06-25', touches: ['E1'], over: { began_with: 'auto_sql' } }),
          ],
          arrivals: [deal('won', ['S1']), deal('lost', ['S1']), deal('lost', null)],
        },
        '2026-07-15',
      ),
    );
    expect(tables.cohort).toEqual({
      opened: 5,
      mature: 4,
      immature: 1,
      converted: 1,
      pass_through: 1,
      follow_up_days: 60,
    });
    expect(tables.deals).toEqual({ closed: 2, won: 1, without_dossier: 1 });
    expect(tables.overlap).toEqual([
      { signals: ['E1', 'E2'], accounts: 2 },
      { signals: ['E1', 'E8'], accounts: 1 },
      { signals: ['E2', 'E8'], accounts: 1 },
    ]);
    expect(tables.noise).toEqual([
      { signal: 'E3', mqls: 2, to_sql: 0 },
      { signal: 'E1', mqls: 2, to_sql: 1 },
      { signal: 'E2', mqls: 2, to_sql: 1 },
      { signal: 'E8', mqls: 1, to_sql: 0 },
    ]);
  });
});

test('6.3a accounts that one gate alone kept out, and what became of those for which it was set aside', () => {
  const alone = (account: string, gate: string, day = '2026-04-21') => ({ account, gate, at: at(day), seq: 1 });
  const found = gateFigures(
    taking({
      held_alone: [
        alone('a.com', 'G1'),
        alone('a.com', 'G1'),
        alone('b.com', 'G1'),
        alone('c.com', 'G1', '2026-07-02'),
        alone('a.com', 'G3'),
      ],
      entries: [
        { account: 'a.com', at: at('2026-05-02'), adopted: false },
        { account: 'b.com', at: at('2026-05-02'), adopted: true },
        { account: 'd.com', at: at('2026-04-20'), adopted: false },
      ],
    }),
    [
      { account: 'a.com', gate: 'G1', at: at('2026-05-02') },
      { account: 'b.com', gate: 'G1', at: at('2026-05-01') },
      { account: 'd.com', gate: 'G1', at: at('2026-05-01') },
      { account: 'a.com', gate: 'G1', at: at('2026-03-01') },
    ],
  );
  expect(found.slice(0, 3)).toEqual([
    { gate: 'G1', failed_alone: 2, overridden: 3, overridden_to_sql: 1 },
    { gate: 'G2', failed_alone: 0, overridden: 0, overridden_to_sql: 0 },
    { gate: 'G3', failed_alone: 1, overridden: 0, overridden_to_sql: 0 },
  ]);
});

describe('6.3b P3 post-mortems', () => {
  test("6.3b every client of the quarter's end owes one", () => {
    const won = (domain: string, filed: boolean, won_at = at('2026-05-01')) => ({ domain, won_at, filed });
    expect(postMortems([won('a.com', true), won('b.com', false), won('c.com', false, period.to)], period)).toEqual({
      filed: ['a.com'],
      owed: ['b.com'],
      complete: false,
      incomplete_because: '1 of 2 post-mortems are owed; customer.success files them (file_post_mortem)',
    });
    expect(postMortems([won('a.com', true)], period)).toEqual({ filed: ['a.com'], owed: [], complete: true });
    expect(postMortems([], period)).toEqual({
      filed: [],
      owed: [],
      complete: false,
      incomplete_because: 'no delivery to learn from: no account was WON by the end of the quarter',
    });
  });

  const args = (over: Partial<PostMortemArgs> = {}): PostMortemArgs => ({
    account: 'acme.com',
    outcome: 'succeeded' as PostMortemArgs['outcome'],
    learnings: 'they had a partner lead',
    ...over,
  });

  test('6.3b it says what predicted the outcome, once a signal or gate, and a later one replaces it', () => {
    const world = acme();
    put(world, { stage: 'WON' });
    const predictors = [
      { signal: ' s1 ', verdict: 'predicted' as never, note: 'a "hire"' },
      { signal: 'E4', verdict: 'misled' as never },
      { signal: 'G1', verdict: 'misled' as never, note: ' ' },
    ];
    const first = world.run('customer.success', filePostMortem, args({ predictors }));
    expect([first.outcome, first.summary, first.checks, first.extra]).toEqual([
      'recorded',
      'The post-mortem of Acme (acme.com) is on file: succeeded; S1 predicted, E4 misled, G1 misled.',
      [],
      { account: world.account('acme.com').id, replaced: false },
    ]);
    expect(world.account('acme.com').post_mortem).toMatchObject({
      learnings: 'they had a partner lead',
      predictors: [
        { signal: 'S1', verdict: 'predicted', note: 'a "hire"' },
        { signal: 'E4', verdict: 'misled' },
        { signal: 'G1', verdict: 'misled' },
      ],
    });
    const second = world.run('customer.success', filePostMortem, args());
    expect([second.summary, second.extra.replaced]).toEqual([
      'The post-mortem of Acme (acme.com) is on file: succeeded; it replaces the one before, which stays in its history.',
      true,
    ]);
  });

  test('6.3b it is of a client, and names what the policy knows', () => {
    const world = acme();
    const refused = (over: Partial<PostMortemArgs> = {}) =>
      world.refused('customer.success', filePostMortem, args(over));
    expect(refused()).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '6.3',
      ruling: 'P3',
      found: 'Acme (acme.com) is PROSPECT; a post-mortem is of an account that is WON',
      next: 'find_accounts with stage WON lists the accounts that delivery can tell of',
    });
    put(world, { stage: 'ASSESSMENT_QUALIFIED' });
    expect(refused().next).toBe('the cro records the win first (advance_deal, won)');
    expect(refused({ account: 'beta.com' }).code).toBe('NOT_FOUND');
    const named = (...signals: readonly string[]) =>
      refused({ predictors: signals.map((signal) => ({ signal, verdict: 'misled' as never })) });
    expect(named('S1', 'X9')).toMatchObject({
      code: 'INVALID_INPUT',
      found: '`predictors[1].signal` is `X9`',
      next: expect.stringMatching(/^give one of E1, E2, .*, S1, S2, S3, S4, G1, G2, G3, G4, G5$/),
    });
    expect(named('S1', 's1').found).toBe(
      '`predictors[1].signal`: names S1 twice; one verdict a signal or gate is wanted',
    );
    expect(refused({ learnings: ' ' }).found).toMatch(/^`learnings`/);
    expect(
      refused({ predictors: [{ signal: 'S1', verdict: 'misled' as never, note: 'x'.repeat(2001) }] }).found,
    ).toMatch(/^`predictors\[0\]\.note`/);
  });
});
