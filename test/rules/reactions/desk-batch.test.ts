import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { overrideGate } from '../../../src/rules/qualification/override-gate.ts';
import { createCalendar } from '../../../src/rules/time/business-calendar.ts';
import {
  acme,
  classify,
  decide,
  file,
  idAt,
  passingFacts,
  save,
  score,
  signal,
  twoHigh,
} from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';
import { TestWorld } from '../../support/world.ts';

interface Posted {
  readonly type: string;
  readonly channel: string;
  readonly text: string;
  readonly lines: number;
}

/** Classifications that the desk posted, and when. */
const posts = (world: TestWorld) =>
  world.events
    .filter((each) => each.stream === 'desk' && (each.event as Posted).type === 'batch_posted')
    .map(({ event, at }) => ({ ...(event as Posted), at }));

/** Any act brings the desk up to now. */
const stir = (world: TestWorld) => world.run('sales.ops', saveAccount, { domain: 'acme.com' });

function second(world: TestWorld): void {
  world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', facts: passingFacts() });
  file(world, signal.E3(), { account: 'beta.com', contact: { email: 'cy@beta.com' }, ago: 1 });
  classify(world, 'beta.com');
}

function mql(now?: string): TestWorld {
  const world = now === undefined ? acme() : acme(passingFacts(), now);
  file(world, signal.comment(), { ago: 1 });
  classify(world);
  return world;
}

describe('one post a business day', () => {
  test('4.2c lines wait until the close and are posted together, dated then', () => {
    const world = mql();
    second(world);
    expect(world.desk.batch).toEqual({
      closes_at: '2026-04-21T21:00:00.000Z',
      lines: [
        'Acme (acme.com): MQL on E1 of 2026-04-20; first touch E1 (2026-04-20)',
        'Beta (beta.com): fast track, dossier due on E3 of 2026-04-20; first touch E3 (2026-04-20)',
      ],
    });
    world.now = '2026-04-21T20:59:59.999Z';
    stir(world);
    expect(posts(world)).toEqual([]);
    world.now = '2026-04-21T21:00:00.000Z';
    stir(world);
    expect(posts(world)).toEqual([
      {
        type: 'batch_posted',
        at: '2026-04-21T21:00:00.000Z',
        channel: 'cro-updates',
        lines: 2,
        text: 'Classified on 2026-04-21, 2 in all:\n- Acme (acme.com): MQL on E1 of 2026-04-20; first touch E1 (2026-04-20)\n- Beta (beta.com): fast track, dossier due on E3 of 2026-04-20; first touch E3 (2026-04-20)',
      },
    ]);
    expect(world.desk.batch).toBeNull();
  });

  test('4.2c no account has a post of its own', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 1 });
    expect(classify(world).events.filter((event) => event.type === 'posted')).toEqual([]);
  });

  test('T6 noticed days later it is dated at the close all the same, once', () => {
    const world = mql();
    world.now = '2026-04-27T12:00:00.000Z';
    stir(world);
    world.now = '2026-04-28T12:00:00.000Z';
    stir(world);
    expect(posts(world).map((post) => [post.at, post.lines])).toEqual([['2026-04-21T21:00:00.000Z', 1]]);
  });

  test('S-5 none on a day without any', () => {
    const world = acme();
    file(world, signal.like(), { ago: 1 });
    classify(world);
    world.now = '2026-04-23T12:00:00.000Z';
    stir(world);
    expect(posts(world)).toEqual([]);
  });

  test('S-5 two days, two posts', () => {
    const world = mql();
    world.now = '2026-04-22T14:00:00.000Z';
    second(world);
    world.now = '2026-04-23T14:00:00.000Z';
    stir(world);
    expect(posts(world).map((post) => [post.at, post.lines])).toEqual([
      ['2026-04-21T21:00:00.000Z', 1],
      ['2026-04-22T21:00:00.000Z', 1],
    ]);
  });

  test.each([
    ['at the close itself', '2026-04-21T21:00:00.000Z', '2026-04-22T21:00:00.000Z'],
    ['on a Friday evening', '2026-04-24T23:00:00.000Z', '2026-04-27T21:00:00.000Z'],
    ['on a Saturday', '2026-04-25T16:00:00.000Z', '2026-04-27T21:00:00.000Z'],
    ['before the day opens', '2026-04-22T10:00:00.000Z', '2026-04-22T21:00:00.000Z'],
  ])('S-5 classified %s, it waits for the close of the business day', (_, now, closes_at) => {
    expect(mql(now).desk.batch?.closes_at).toBe(closes_at);
  });

  test('4.2c what stays or is unchanged has no line', () => {
    const world = mql();
    classify(world);
    expect(world.desk.batch?.lines).toHaveLength(1);
    const staying = acme([]);
    file(staying, signal.comment(), { ago: 1 });
    classify(staying);
    expect(staying.desk.batch).toBeNull();
  });

  test('4.2c a Briefing request reads as SQL', () => {
    const world = acme();
    file(world, signal.E4(), { ago: 1 });
    classify(world);
    expect(world.desk.batch?.lines).toEqual([
      'Acme (acme.com): SQL on a Briefing request on E4 of 2026-04-20; first touch E4 (2026-04-20)',
    ]);
  });

  test('4.2c an account without a name is called by its domain', () => {
    const world = acme();
    file(world, signal.comment(), { account: 'beta.com', ago: 1 });
    save(world, passingFacts(), 'beta.com');
    classify(world, 'beta.com');
    expect(world.desk.batch?.lines).toEqual(['beta.com: MQL on E1 of 2026-04-20; first touch E1 (2026-04-20)']);
  });

  test('T7 a first touch late in the evening is dated by that day in New York', () => {
    const world = acme();
    file(world, signal.comment(), { at: '2026-04-20T22:00:00-04:00' });
    classify(world);
    expect(world.desk.batch?.lines).toEqual(['Acme (acme.com): MQL on E1 of 2026-04-20; first touch E1 (2026-04-20)']);
  });

  test('T1 the post is dated in the zone of the policy, where UTC is a day ahead', () => {
    const { values, ...rest } = testPolicy();
    const { zone, workdays, open, close, holidays } = values.business_time;
    const time = { workdays: workdays.value, open: open.value, close: close.value, holidays: holidays.value };
    const west = 'America/Los_Angeles';
    const world = new TestWorld('2026-04-21T18:00:00.000Z', {
      ...rest,
      values: { ...values, business_time: { ...values.business_time, zone: { ...zone, value: west } } },
      calendar: createCalendar({ zone: west, ...time }),
    });
    second(world);
    expect(world.desk.batch?.closes_at).toBe('2026-04-22T00:00:00.000Z');
    world.now = '2026-04-22T00:00:00.000Z';
    world.run('sales.ops', saveAccount, { domain: 'beta.com' });
    expect(posts(world)[0]?.text).toMatch(/^Classified on 2026-04-21, 1 in all:/);
  });

  test('4.3a a dossier for the CRO is posted at once, a shortfall is not', () => {
    expect(score(mql(), twoHigh()).events.filter((event) => event.type === 'posted')).toEqual([]);
    expect(
      score(mql())
        .events.filter((event) => event.type === 'posted')
        .map((event) => event.channel),
    ).toEqual(['cro-updates']);
  });
});

describe('what the board is told', () => {
  /** The comments raised for the item of Acme. */
  const comments = (world: TestWorld) =>
    world.account('acme.com').intents.flatMap(({ action, payload }) => (action === 'comment' ? [payload.text] : []));

  test('4.4a the classification and the dossier, dated by the day in New York', () => {
    const world = acme(passingFacts(), '2026-04-22T01:00:00.000Z');
    file(world, signal.comment(), { at: '2026-04-20T22:00:00-04:00' });
    classify(world);
    score(world, twoHigh());
    const [comment = '', ...more] = comments(world);
    expect(more).toEqual([]);
    const [classified, scored] = comment.split('\n\n');
    expect(classified).toBe(
      `Classified mql by sales.ops on 2026-04-21. Signals: E1 of 2026-04-20 (${idAt('sig_7')}). First touch: E1 of 2026-04-20, "linkedin export". ` +
        `Facts: employees 800 as of 2026-04-01 (${idAt('fct_1')}), has_ecosystem_motion true as of 2026-04-01 (${idAt('fct_2')}), ` +
        `arr_usd 80000000 as of 2026-04-01 (${idAt('fct_3')}), industry B2B SaaS as of 2026-04-01 (${idAt('fct_4')}), gate_g5 true as of 2026-04-01 (${idAt('fct_5')})`,
    );
    expect(scored).toMatch(
      new RegExp(`^Dossier ${idAt('dos')}_\\d+ by sales\\.ops on 2026-04-21, 2 of 4 count:\n- S1 CONFIRMED \\(`),
    );
    expect(scored).toContain('partner_influenced_pct 35 of 2026-04-01, annual report, ref:partner_influenced_pct)');
  });

  test('4.4a every signal that is live is named, whoever of the account sent it', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 5 });
    file(world, signal.E2(), { ago: 3, contact: { email: 'bo@acme.com' } });
    classify(world);
    expect(comments(world)[0]).toMatch(/Signals: E2 of 2026-04-18 \(sig_\w+\), E1 of 2026-04-16 \(sig_\w+\)\./);
  });

  test('4.4a the word of the CRO goes to the item with its day and its reason', () => {
    const world = mql();
    score(world);
    decide(world, 'dispute');
    expect(comments(world)).toHaveLength(1);
    expect(comments(world)[0]).toMatch(
      new RegExp(`\n\nCRO: dispute on 2026-04-21, dossier ${idAt('dos')}_\\d+\\. timing: "the budget is gone"$`),
    );
  });

  test('3.6a an override is logged with the gate and its fact, the reason, and the signals that make up for it', () => {
    const world = acme(passingFacts({ employees: 180 }));
    const { signal: act } = file(world, signal.comment(), { ago: 1 }).extra;
    const justification = 'An ecosystem of exceptional complexity for its size.';
    world.run('cro', overrideGate, { account: 'acme.com', gate: 'G1', justification, compensating_signals: [act] });
    expect(comments(world)).toEqual([
      `CRO: override of G1 (employees 180 as of 2026-04-01 (${idAt('fct_1')})) on 2026-04-21. Why: "${justification}". Compensating: E1 of 2026-04-20 (${act})`,
    ]);
  });
});
