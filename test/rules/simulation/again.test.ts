import { describe, expect, test } from 'vitest';
import type { PolicyInForce } from '../../../src/ledger/port/ledger.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { PolicyChanges } from '../../../src/rules/aggregates/policy-change.ts';
import { advanceDeal } from '../../../src/rules/deals/advance-deal.ts';
import { croDecide } from '../../../src/rules/qualification/cro-decide.ts';
import { disputeMql } from '../../../src/rules/qualification/dispute-mql.ts';
import { overrideGate } from '../../../src/rules/qualification/override-gate.ts';
import { scoreDossier } from '../../../src/rules/qualification/score-dossier.ts';
import { authorizeSend } from '../../../src/rules/sending/authorize-send.ts';
import { renderSequenceEmail } from '../../../src/rules/sending/render-sequence-email.ts';
import { AccountDifferences } from '../../../src/rules/simulation/account-differences.ts';
import type { Happened } from '../../../src/rules/simulation/happened.ts';
import { decideStageChange } from '../../../src/rules/stage-changes/decide-stage-change.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import {
  acme,
  acmeMql,
  acmePending,
  classify,
  con,
  daysAgo,
  decide,
  fact,
  file,
  finding,
  passingFacts,
  put,
  retract,
  save,
  score,
  scores,
  sig,
  signal,
  start,
  threeHigh,
  twoHigh,
} from '../../support/builders.ts';
import { mailboxPolicy } from '../../support/mailbox.ts';
import { testPolicy } from '../../support/policy.ts';
import { acc, at, policyWith, replay, rulesOf } from '../../support/replay.ts';
import { TestWorld } from '../../support/world.ts';
import { asked, bo, direct, mailing, permitted, permittedDirect, rendered, sent } from '../sending/mailing.ts';

const pointOf = (happened: readonly Happened[], changes: PolicyChanges = {}) =>
  replay(happened, policyWith(changes)).point;
const differing = (world: TestWorld, changes: PolicyChanges = {}) =>
  pointOf(world.happened, changes).differences.map(({ account, decision, was, would }) => [
    account,
    decision,
    was,
    would,
  ]);
const steps = (world: TestWorld, ...given: readonly (readonly [string, string])[]) => {
  for (const [event, day] of given) {
    at(world, day);
    world.run('cro', advanceDeal, {
      ...acc,
      event: event as 'won',
      at: `${day}T1${event === 'briefing_scheduled' ? 8 : 3}:00:00.000Z`,
      ...(event === 'won' ? { reference: 'contract 7' } : {}),
      ...(event === 'lost' ? { reason: 'the budget is gone' } : {}),
    });
  }
};

describe('P4 every kind of decision, taken again under the policy that it names', () => {
  const worlds: Readonly<Record<string, () => TestWorld>> = {
    'a dossier with findings of every kind, a confirmation, a deal that is won': () => {
      const world = acmeMql();
      score(world, { ...threeHigh(), accessibility: 3 });
      decide(world, 'confirm');
      steps(
        world,
        ['briefing_scheduled', '2026-04-22'],
        ['briefing_held', '2026-04-23'],
        ['assessment_proposed', '2026-04-24'],
        ['assessment_qualified', '2026-04-25'],
        ['won', '2026-04-27'],
      );
      return world;
    },
    'a dispute of the CRO, a dossier anew, immediate outreach, a loss, a recycling': () => {
      const world = acmePending();
      decide(world, 'dispute');
      at(world, '2026-04-22');
      score(
        world,
        scores({
          S1: { score: 'CONFIRMED', findings: [finding('partner_influenced_pct', 40, { date: '2026-04-20' })] },
          S2: 'LIKELY',
          S3: 'CONFIRMED',
        }),
      );
      decide(world, 'flag_immediate');
      steps(world, ['briefing_scheduled', '2026-04-23'], ['lost', '2026-04-24']);
      at(world, '2026-08-03');
      world.run('sales.ops', proposeStageChange, { ...acc, change: 'recycle', reason: 'the cool-down is over' });
      return world;
    },
    'an override, a dispute of the gate': () => {
      const world = acme(passingFacts({ employees: 150 }));
      file(world, signal.comment(), { ago: 1 });
      world.run('cro', overrideGate, {
        ...acc,
        gate: 'G1',
        justification: 'It doubles every year, and its partners carry half of that.',
        compensating_signals: [sig(world)],
      });
      classify(world);
      world.run('cro', disputeMql, { ...acc, criterion: 'G3', claim: 'its revenue is a guess' });
      return world;
    },
    'a disqualification declined, then confirmed, then taken back': () => {
      const world = acmeMql();
      const propose = () =>
        world.run('sales.ops', proposeStageChange, {
          ...acc,
          change: 'disqualify',
          trigger: 'no_ecosystem_motion',
          reason: 'no partners anywhere',
          evidence: 'their site, read on 20 April',
        });
      propose();
      world.run('cro', decideStageChange, { ...acc, decision: 'decline', reason: 'look again' });
      at(world, '2026-04-22');
      propose();
      world.run('cro', decideStageChange, { ...acc, decision: 'confirm' });
      at(world, '2026-04-23');
      world.run('cro', decideStageChange, { ...acc, decision: 'reinstate', reason: 'they hired a partner lead' });
      return world;
    },
    'a company that ended': () => {
      const world = acmeMql();
      world.run('sales.ops', proposeStageChange, {
        ...acc,
        change: 'disqualify',
        trigger: 'company_ended',
        reason: 'it was bought',
        evidence: 'the press',
      });
      return world;
    },
    'an idle SQL that goes back to MQL': () => {
      const world = acmePending();
      decide(world, 'confirm');
      at(world, '2026-06-01');
      world.run('sales.ops', proposeStageChange, { ...acc, change: 'regress', reason: 'silent for 30 days' });
      world.run('cro', decideStageChange, { ...acc, decision: 'confirm' });
      return world;
    },
    'a Briefing that the CRO schedules below SQL': () => {
      const world = acme();
      file(world, signal.E4());
      steps(world, ['briefing_scheduled', '2026-04-22']);
      return world;
    },
  };

  /** How many decisions each of them holds. */
  const decided = [8, 8, 3, 6, 2, 5, 1];

  test.each(Object.entries(worlds).map(([name, made], n) => [name, made, decided[n]] as const))(
    'P4 comes to what it was: %s',
    (_, made, count) => {
      const world = made();
      const { decisions, differences, unreplayable } = pointOf(world.happened);
      expect([differences, unreplayable]).toEqual([[], []]);
      expect(decisions).toBe(count);
      const { trajectory } = replay(world.happened);
      expect([trajectory?.differences, trajectory?.unobserved]).toEqual([[], []]);
      expect(trajectory?.metrics.filter(({ was, would }) => was !== would)).toEqual([]);
    },
  );
});

describe('P4 what was refused', () => {
  const oldHire = finding('exec_hire', undefined, { date: daysAgo(140) });
  const old = scores({ S1: 'CONFIRMED', S2: { score: 'LIKELY', findings: [oldHire] }, S3: 'CONFIRMED' });

  test('6.3b P4 a dossier above its evidence is scored again by its findings', () => {
    const world = acmeMql();
    world.refused('sales.ops', scoreDossier, { ...old, accessibility: 2 });
    expect(differing(world)).toEqual([]);
    const { decisions, differences, unreplayable } = pointOf(world.happened, {
      'buying.S2.routes.exec_hire.max_age_days': 200,
    });
    expect([decisions, unreplayable]).toEqual([2, []]);
    expect(differences).toEqual([
      {
        account: 'acme.com',
        decision: 'score_dossier',
        event: expect.any(Number),
        at: world.now,
        was: 'refused',
        would: 'pending_review',
        // S4 is open under both, and kept nothing back.
        because: [expect.objectContaining({ rule: 'S2', verdict: 'pass', because: expect.stringMatching(/^then: ./) })],
      },
    ]);
  });

  test('6.3b P4 a dossier of the findings of the last one is refused whatever changes', () => {
    const world = acmeMql();
    score(world, twoHigh());
    world.refused('sales.ops', scoreDossier, twoHigh());
    expect(differing(world, { 'buying.S2.routes.exec_hire.max_age_days': 200 })).toEqual([]);
    expect(pointOf(world.happened).unreplayable).toEqual([]);
  });

  test('6.3b P4 a confirmation, an override, a classification and a step that a rule kept back', () => {
    const small = acmePending();
    save(small, [fact('employees', 150, { as_of: small.today })]);
    small.refused('cro', croDecide, { ...acc, decision: 'confirm', reason: 'she told us so' });
    expect(differing(small, { 'gates.G1.value': 100 })).toEqual([['acme.com', 'cro_decide', 'refused', 'confirmed']]);
    const two = acme(passingFacts({ employees: 150, arr_usd: 20_000_000 }));
    file(two, signal.comment(), { ago: 1 });
    two.refused('cro', overrideGate, {
      ...acc,
      gate: 'G3',
      justification: 'Their new CRO asked for it in person, and the deal is worth it.',
      compensating_signals: [sig(two)],
    });
    expect(differing(two, { 'gates.G1.value': 100 })).toEqual([['acme.com', 'override_gate', 'refused', 'granted']]);
    expect(differing(two, { 'gates.G1.value': 100, 'override.justification_min': 200 })).toEqual([]);
    const idle = acmeMql();
    score(idle, twoHigh());
    at(idle, '2026-06-20');
    idle.refused('sales.ops', proposeStageChange, { ...acc, change: 'regress', reason: 'silent' });
    idle.refused('sales.ops', proposeStageChange, { ...acc, change: 'recycle', reason: 'silent' });
    idle.refused('cro', decideStageChange, { ...acc, decision: 'confirm' });
    idle.refused('cro', advanceDeal, { ...acc, event: 'won' });
    idle.refused('cro', croDecide, { ...acc, decision: 'confirm' });
    expect(pointOf(idle.happened)).toMatchObject({ differences: [], unreplayable: [] });
    expect(differing(idle, { 'regression.mql_idle_days': 50 })).toEqual([
      ['acme.com', 'propose_stage_change', 'refused', 'done'],
    ]);
    const none = acme();
    none.refused('cro', disputeMql, { ...acc, criterion: 'G1', claim: 'too small' });
    const { decisions, differences, unreplayable } = pointOf(none.happened);
    expect([decisions, differences, unreplayable.length]).toEqual([
      none.happened.filter(({ kind }) => kind === 'refusals').length,
      [],
      0,
    ]);
  });

  test('P4 what its record does not show, or was no rule of the ladder, is told or left out', () => {
    const world = acmeMql();
    world.refused('sales.ops', scoreDossier, old);
    const refused = world.happened.find(({ kind }) => kind === 'refusals');
    if (refused?.kind !== 'refusals') throw new Error('nothing was refused');
    const but = (over: object, without: readonly string[] = []) => {
      const event = Object.fromEntries(
        Object.entries({ ...refused.event, ...over }).filter(([key]) => !without.includes(key)),
      );
      const rest = world.happened.filter(({ kind }) => kind !== 'refusals');
      const found = pointOf([...rest, { ...refused, event } as unknown as Happened]);
      return [found.decisions - 1, found.unreplayable.map(({ account, why }) => [account, why])];
    };
    const bare = ['asked', 'account'];
    const untold = (tool: string) => [1, [['', `the record of a refused ${tool} holds no more than its code`]]];
    expect(but({}, bare)).toEqual(untold('score_dossier'));
    expect(but({ tool: 'render_sequence_email' }, bare)).toEqual(untold('render_sequence_email'));
    expect(but({ account: 'acc_gone' })).toEqual(untold('score_dossier'));
    const other = 'what it was refused for is not on record as a rule could read it';
    expect(but({ code: 'CONFLICT' })).toEqual([1, [['acme.com', other]]]);
    expect(but({ ruling: 'L99' })).toEqual([1, [['acme.com', other]]]);
    for (const code of ['INVALID_INPUT', 'NOT_FOUND', 'UNAVAILABLE']) expect(but({ code })).toEqual([0, []]);
    expect(but({ code: 'NOT_PERMITTED' }, bare)).toEqual([0, []]);
    expect(but({ code: 'NOT_PERMITTED' })).toEqual([1, [['acme.com', other]]]);
    expect(but({ code: 'CONFLICT' }, ['clause', ...bare])).toEqual([0, []]);
    expect(but({ tool: 'save_account' }, bare)).toEqual([0, []]);
    expect(but({ mails: 2 })).toEqual([0, []]);
  });
});

describe('P4 leave for mails', () => {
  const base = mailboxPolicy();
  const simulated = (world: TestWorld, changes: PolicyChanges = {}) => {
    const book = { named: rulesOf(base), changed: rulesOf(policyWith(changes, base)) };
    return replay(world.happened, base, { rulebookOf: () => book });
  };
  const mails = (world: TestWorld, changes: PolicyChanges = {}) => {
    const { would_not, would, unknown } = simulated(world, changes).mails;
    return {
      would_not: would_not.map(({ permit, because: [check] }) => [
        permit,
        check?.ruling,
        check?.clause,
        check?.verdict,
      ]),
      would: would.map(({ account }) => account),
      unknown: unknown.map(({ why }) => why),
    };
  };
  const none = { would_not: [], would: [], unknown: [] };

  test('P4 M1 a permit of a sequence and one of direct mail come to what they were; a rendered mail cannot be made again', () => {
    const world = mailing();
    permitted(world);
    const found = simulated(world);
    expect([mails(world), found.point.differences]).toEqual([none, []]);
    expect(found.point.unreplayable.map(({ why }) => why)).toEqual([
      'the texts that its slots were filled with are not on record by themselves',
    ]);
    const alone = asked();
    const permit = permittedDirect(alone);
    sent(alone, permit);
    permittedDirect(alone, { subject: 'Another' });
    expect([mails(alone), simulated(alone).point]).toMatchObject([none, { differences: [], unreplayable: [] }]);
  });

  test('P4 M1 a permit that a changed rule would have kept back, and the rule', () => {
    const world = mailing();
    permitted(world);
    const second = permitted(world, bo);
    expect(mails(world, { 'sending.daily_cap': [1, 1, 1, 1], 'sending.direct_reserve': 0 })).toEqual({
      ...none,
      would_not: [[second, 'M3', '5.5', 'fail']],
    });
    const alone = asked();
    const permit = permittedDirect(alone);
    expect(mails(alone, { 'sending.direct_signals': ['E3'] })).toEqual({
      ...none,
      would_not: [[permit, 'M6', '5.6', 'fail']],
    });
  });

  test('P4 M3 a mail that the cap kept back would have gone out under a higher one, once its place is counted as then', () => {
    const world = mailing();
    file(world, signal.E4(), { contact: { email: bo } });
    for (let n = 0; n < 25; n += 1) permittedDirect(world, { contact: bo, subject: `n ${n}` });
    const email = rendered(world);
    world.refused('sales.ops', authorizeSend, { email });
    expect(mails(world)).toMatchObject({ would: [], unknown: [] });
    expect(mails(world, { 'sending.daily_cap': [30, 35, 40, 50] }).would).toEqual(['acme.com']);
  });

  test('P4 M1 M3 what a call let out after a mail that it kept back did not keep it back', () => {
    const world = mailing();
    file(world, signal.E4(), { contact: { email: bo } });
    for (let n = 0; n < 19; n += 1) permittedDirect(world, { contact: bo, subject: `n ${n}` });
    const words = { to: 'ana@acme.com', subject: 's', text: 't', headers: '{}' };
    const email = { contact: con(world), template: 'nurture_1_v1', sequence: 'nurture', touch: 1, names_price: false };
    const render = (id: string, failing: readonly string[]) => {
      world.run('sales.ops', renderSequenceEmail, { email: { ...email, id, hash: id, failing }, words });
      return id;
    };
    const emails = [render('eml_bad', ['voice.vendor_speak']), render('eml_good', [])];
    const { extra } = world.run('sales.ops', authorizeSend, { emails });
    expect([extra.refused?.length, extra.permits?.length]).toEqual([1, 1]);
    for (let n = 19; n < 24; n += 1) permittedDirect(world, { contact: bo, subject: `n ${n}` });
    expect(mails(world)).toEqual({
      ...none,
      unknown: expect.not.arrayContaining(['what kept the mail back is not on record as a rule could read it']),
    });
  });

  test('P4 words of direct mail that was refused, or of who was erased, are on no record', () => {
    const world = asked();
    permittedDirect(world);
    world.refused('cro', authorizeSend, { direct });
    expect(mails(world).unknown).toEqual(['the words of direct mail that was refused are not on record']);
    const erased = asked();
    permittedDirect(erased);
    const happened = erased.happened.map((each) => (each.kind === 'account' ? { ...each, words: null } : each));
    expect(
      replay(happened, base, { rulebookOf: () => ({ named: rulesOf(base), changed: rulesOf(base) }) }).mails.unknown,
    ).toMatchObject([{ account: 'acme.com', why: 'the words that its checks read are erased' }]);
  });

  test('P4 a refused mail that is no longer on record, or was kept back by what no rule reads, is unknown', () => {
    const world = mailing();
    const email = rendered(world);
    put(world, { review: 'PENDING_CRO' });
    world.refused('sales.ops', authorizeSend, { email });
    expect(mails(world).unknown).toEqual(['what kept the mail back is not on record as a rule could read it']);
    const gone = world.happened.filter((each) => each.kind !== 'account' || each.event.type !== 'email_rendered');
    const book = { named: rulesOf(base), changed: rulesOf(base) };
    expect(replay(gone, base, { rulebookOf: () => book }).mails.unknown.map(({ why }) => why)).toEqual([
      'the mail or its account is no longer on record',
    ]);
    const unread = replay(world.happened, base, { rulebookOf: () => ({ because: 'unread' }) });
    expect(unread.mails.unknown.map(({ why }) => why)).toContain('unread');
  });
});

test('L3 P4 a Briefing that the CRO schedules below SQL is decided from before the request that it answers', () => {
  const world = acme();
  file(world, signal.E4());
  steps(world, ['briefing_scheduled', '2026-04-22'], ['lost', '2026-04-24']);
  expect(differing(world, { 'engagement.signals.E4.opens': 'mql' })).toEqual([
    ['acme.com', 'advance_deal', 'recorded', 'refused'],
  ]);
});

test('L16 P4 who stood behind a decision stands behind it again', () => {
  const off = policyWith({ 'separation.score_decide': 'off' });
  const world = new TestWorld(start, off);
  world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', facts: passingFacts() });
  file(world, signal.comment(), { ago: 1 });
  classify(world);
  world.principal = 'p-1';
  score(world, threeHigh());
  decide(world, 'confirm');
  const found = (changed: PolicyInForce) =>
    replay(world.happened, off, { rulebookOf: () => ({ named: rulesOf(off), changed: rulesOf(changed) }) }).point
      .differences;
  expect(found(off)).toEqual([]);
  expect(found(testPolicy()).map(({ decision, would, because }) => [decision, would, because[0]?.ruling])).toEqual([
    ['cro_decide', 'refused', 'L16'],
  ]);
});

test('P5 several changes are tried side by side, each by how many accounts it would have met', () => {
  const world = acmeMql();
  world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', facts: passingFacts({ employees: 300 }) });
  file(world, signal.comment(7), { account: 'beta.com', contact: { name: 'Bo', email: 'bo@beta.com' }, ago: 1 });
  classify(world, 'beta.com');
  world.run('sales.ops', saveAccount, { domain: 'gamma.com', name: 'Gamma' });
  const named = { policy: testPolicy().values, calendar: testPolicy().calendar };
  const tried = [{ 'gates.G1.value': 500 }, { 'gates.G1.value': 5000 }, { 'buying.needed': 2 }, {}].map((changes) => {
    const { values: policy, calendar } = policyWith(changes as PolicyChanges);
    return () => ({ named, changed: { policy, calendar } });
  });
  const unread = () => ({ because: 'nobody can read it' });
  const found = new AccountDifferences([...tried, unread, () => ({ named, changed: named })], named);
  for (const each of world.happened) found.take(each);
  expect([found.decided, found.differing]).toEqual([2, [1, 2, 0, 0, 0, 0]]);
});

test('P4 a difference names the checks that turn, and a word of the answer where none does', () => {
  const world = acmeMql();
  retract(world, sig(world));
  const [difference] = pointOf(world.happened, { 'gates.G1.value': 5000 }).differences;
  expect(difference?.because).toMatchObject([{ rule: 'G1', verdict: 'fail' }]);
  const scored = acmeMql();
  score(scored, twoHigh());
  expect(pointOf(scored.happened, { 'buying.needed': 2 }).differences[0]?.because).toEqual([
    {
      rule: 'score_dossier',
      clause: '4.3',
      basis: 'ruling',
      verdict: 'pass',
      because: 'Acme: 2 of 4 buying signals are CONFIRMED or LIKELY; 2 are needed. The CRO reviews it.',
    },
  ]);
});
