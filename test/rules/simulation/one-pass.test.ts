import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { AccountState } from '../../../src/rules/aggregates/account.ts';
import type { PolicyChanges } from '../../../src/rules/aggregates/policy-change.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { croDecide } from '../../../src/rules/qualification/cro-decide.ts';
import { overrideGate } from '../../../src/rules/qualification/override-gate.ts';
import { scoreDossier } from '../../../src/rules/qualification/score-dossier.ts';
import { authorizeSend } from '../../../src/rules/sending/authorize-send.ts';
import type { RulebookOf } from '../../../src/rules/simulation/decide-again.ts';
import type { Happened } from '../../../src/rules/simulation/happened.ts';
import { Simulation } from '../../../src/rules/simulation/simulate.ts';
import { behindOf, unaskedIn } from '../../../src/rules/simulation/trajectory-path.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import { flagContent } from '../../../src/rules/templates/flag-content.ts';
import {
  acme,
  acmeMql,
  acmePending,
  classify,
  con,
  decide,
  fact,
  file,
  finding,
  passingFacts,
  put,
  save,
  score,
  scores,
  sig,
  signal,
  start,
  twoHigh,
} from '../../support/builders.ts';
import { mailboxPolicy } from '../../support/mailbox.ts';
import { testPolicy } from '../../support/policy.ts';
import { acc, at, policyWith, replay, rulesOf } from '../../support/replay.ts';
import type { TestWorld } from '../../support/world.ts';
import { asked, bo, direct, mailing, permitted, permittedDirect, rendered, sent } from '../sending/mailing.ts';

const named = rulesOf(testPolicy());
const bookOf = (changes: PolicyChanges, base = testPolicy()) => ({
  named: rulesOf(base),
  changed: rulesOf(policyWith(changes, base)),
});
const because = 'nobody can read it';

/** The same, what happened from a day on under a policy of another name. */
const later = (world: TestWorld, day: string): readonly Happened[] =>
  world.happened.map((each) => (each.recorded_at.slice(0, 10) < day ? each : { ...each, policy: 'later' }));
/** ... that nobody can read. */
const unreadLater =
  (changes: PolicyChanges): RulebookOf =>
  (hash) =>
    hash === 'later' ? { because } : bookOf(changes);

describe('P4 a policy that nobody can read', () => {
  test('P4 leaves an account unobserved from there on, as it went until then', () => {
    const world = acmeMql();
    at(world, '2026-04-22');
    score(world, twoHigh());
    at(world, '2026-04-23');
    file(world, signal.E3(), { at: '2026-04-23T09:00:00-04:00' });
    classify(world);
    const { point, trajectory } = replay(later(world, '2026-04-22'), undefined, { rulebookOf: unreadLater({}) });
    expect(point).toMatchObject({ decisions: 3, differences: [], unreplayable: [{ why: because }, { why: because }] });
    expect(trajectory?.differences).toEqual([
      {
        account: 'acme.com',
        since: '2026-04-22T14:00:00.000Z',
        was: { stage: 'MQL', review: 'DOSSIER_DUE' },
        would: 'unobserved',
        because: [],
      },
    ]);
    expect(trajectory?.unobserved).toEqual([
      { account: 'acme.com', since: '2026-04-22T14:00:00.000Z', question: 'score_dossier', why: because },
    ]);
  });

  test('P4 leaves one that went another way unobserved too, from when something was owed there if that was before', () => {
    const since = (more: object) => {
      const world = acmeMql();
      at(world, '2026-04-22');
      world.run('sales.ops', saveAccount, { domain: 'acme.com', ...more });
      at(world, '2026-04-23');
      score(world, twoHigh());
      return replay(later(world, '2026-04-23'), undefined, {
        rulebookOf: unreadLater({ 'gates.G1.value': 5000 }),
      }).trajectory?.unobserved.map((each) => [each.since, each.question]);
    };
    const facts = [fact('employees', 6000, { as_of: '2026-04-22' })];
    expect([since({ name: 'Acme Corp' }), since({ facts })]).toEqual([
      [['2026-04-23T14:00:00.000Z', 'score_dossier']],
      [['2026-04-22T14:00:00.000Z', 'classify_mql']],
    ]);
  });

  test('P4 leaves where an account goes as it went, if it is leave for a mail alone, and counts what was refused', () => {
    const world = asked();
    permittedDirect(world);
    const { mails, point, trajectory } = replay(world.happened, undefined, { rulebookOf: () => ({ because }) });
    const unread = [{ account: 'acme.com', event: expect.any(Number), why: because }];
    expect([mails, point, trajectory?.unobserved]).toEqual([
      { would_not: [], would: [], unknown: unread },
      { decisions: 1, differences: [], unreplayable: unread },
      [],
    ]);
    const kept = acmeMql();
    kept.refused('cro', croDecide, { ...acc, decision: 'confirm' });
    const refused = kept.happened.filter(({ kind, policy }) => kind === 'refusals' && policy !== '');
    const found = replay(kept.happened, undefined, {
      rulebookOf: (hash) => (refused.some((each) => each.policy === hash) ? { because } : bookOf({})),
    });
    expect(found.point.unreplayable.map(({ event, why }) => [event, why])).toContainEqual([refused[0]?.seq, because]);
  });

  test('P4 one that is read, and decides otherwise than was recorded, tells what it decides', () => {
    const world = acmeMql();
    score(world, twoHigh());
    const rules = rulesOf(policyWith({ 'buying.needed': 2 }));
    const { point } = replay(world.happened, undefined, { rulebookOf: () => ({ named: rules, changed: rules }) });
    expect(point.differences.map(({ was, would }) => [was, would])).toEqual([['falls_short', 'pending_review']]);
  });
});

describe('P4 what is replayed', () => {
  const run = (happened: readonly Happened[], over: object) => {
    const simulation = new Simulation({
      from: '2026-01-01T00:00:00.000Z',
      until: '2027-01-01T00:00:00.000Z',
      trajectory: false,
      rulebookOf: () => bookOf({ 'buying.needed': 2 }),
      inForce: named,
      ...over,
    });
    for (const each of happened) simulation.take(each);
    return simulation.done;
  };

  test('P2 P4 only what came after a change was proposed, where one is named', () => {
    const world = acmeMql();
    at(world, '2026-04-22');
    score(world, twoHigh());
    const cut = world.happened.findIndex(({ recorded_at }) => recorded_at.startsWith('2026-04-22'));
    const told = { seq: 0, at: start, recorded_at: start, by: 'cro', policy: '' } as const;
    const proposal = (id: string, type = 'policy_change_proposed') =>
      ({ ...told, kind: 'changes', event: { type, change: { id } } }) as unknown as Happened;
    const proposed = (...events: readonly Happened[]) =>
      run([...world.happened.slice(0, cut), ...events, ...world.happened.slice(cut)], { after: 'chg_1' }).point
        .decisions;
    expect([
      proposed(),
      proposed(proposal('chg_2')),
      proposed(proposal('chg_1', 'policy_change_ratified')),
      proposed(proposal('chg_1')),
      proposed(proposal('chg_1'), proposal('chg_2')),
    ]).toEqual([0, 0, 0, 1, 1]);
    expect(run(world.happened, {}).point.decisions).toBe(2);
  });

  test('P4 each decision by itself alone, where nothing is to be walked', () => {
    const world = acmeMql();
    score(world, twoHigh());
    const found = run(world.happened, {});
    expect([found.trajectory, found.point.differences.map(({ would }) => would)]).toEqual([null, ['pending_review']]);
    expect(run(world.happened, { rulebookOf: () => ({ because }) }).point.unreplayable).toHaveLength(2);
  });

  test('P4 what was refused before the period, or after it, is no decision of it', () => {
    const world = acmeMql();
    world.refused('cro', croDecide, { ...acc, decision: 'confirm' });
    at(world, '2026-04-22');
    world.refused('cro', croDecide, { ...acc, decision: 'confirm' });
    const second = '2026-04-22T14:00:00.000Z';
    const decisions = (over: object) => run(world.happened, over).point.decisions;
    expect([decisions({}), decisions({ from: second }), decisions({ until: second })]).toEqual([3, 1, 2]);
  });
});

describe('P4 a question that stands on the other way alone', () => {
  const account = (over: Partial<AccountState>) => {
    const world = acme();
    put(world, { trigger: 'sig_1', ...over });
    return world.account('acme.com');
  };
  const none = account({});
  const due = account({ review: 'DOSSIER_DUE' });
  const pending = account({ review: 'PENDING_CRO', dossier: { id: 'dos_1' } as AccountState['dossier'] });
  const proposal = (change: 'regress' | 'disqualify') =>
    account({ proposal: { id: 'prp_1', change, reason: 'r', at: start, by: 'sales.ops' } });
  const found = (would: AccountState, was: AccountState) => unaskedIn(would, was, start)?.question ?? null;

  test('P4 is known by the signal, the dossier or the change behind it', () => {
    const behind = [due, pending, proposal('regress'), none].map((state) =>
      ['score_dossier', 'cro_decide', 'decide_stage_change'].map((tool) => behindOf(tool, state)),
    );
    expect(behind).toEqual([
      ['sig_1', undefined, undefined],
      [undefined, 'dos_1', undefined],
      [undefined, undefined, 'regress'],
      [undefined, undefined, undefined],
    ]);
    expect(behindOf('score_dossier', { ...due, trigger: null })).toBeNull();
  });

  test('P4 leaves the account unobserved, one that stood on the same grounds does not', () => {
    expect([found(due, none), found(pending, none), found(proposal('regress'), none)]).toEqual([
      'score_dossier',
      'cro_decide',
      'decide_stage_change',
    ]);
    for (const each of [none, due, pending, proposal('regress')])
      expect([found(each, each), found(none, each)]).toEqual([null, null]);
    expect([
      found(due, { ...due, trigger: 'sig_2' }),
      found(pending, { ...pending, dossier: { ...pending.dossier, id: 'dos_2' } as AccountState['dossier'] }),
      found(proposal('regress'), proposal('disqualify')),
      found(pending, due),
    ]).toEqual(['score_dossier', 'cro_decide', 'decide_stage_change', 'cro_decide']);
    expect(unaskedIn(proposal('regress'), none, start)).toEqual({
      since: start,
      question: 'decide_stage_change',
      why: 'the CRO would have a proposal to decide on, and nobody was asked for it on these grounds',
    });
  });
});

describe('6.3b P4 what was refused', () => {
  test('6.3b P4 a classification of an account that is off the ladder, an override of a long word', () => {
    const world = acmeMql();
    world.run('sales.ops', proposeStageChange, {
      ...acc,
      change: 'disqualify',
      trigger: 'company_ended',
      reason: 'it was bought',
      evidence: 'the press',
    });
    world.refused('sales.ops', classifyMql, acc);
    expect(replay(world.happened).point).toMatchObject({ decisions: 3, differences: [], unreplayable: [] });
    const two = acme(passingFacts({ employees: 150, arr_usd: 20_000_000 }));
    file(two, signal.comment(), { ago: 1 });
    const justification = 'Their new CRO asked for it in person, and the deal is worth it.';
    two.refused('cro', overrideGate, { ...acc, gate: 'G3', justification, compensating_signals: [sig(two)] });
    const would = (changes: PolicyChanges) =>
      replay(two.happened, policyWith({ 'gates.G1.value': 100, ...changes })).point.differences.length;
    const min = (length: number) => would({ 'override.justification_min': length });
    expect([min(justification.length), min(justification.length + 1)]).toEqual([1, 0]);
  });

  test('6.3b P4 a finding of other words is new, whatever else it shares with one of the last dossier', () => {
    const world = acmeMql();
    const date = '2025-12-02';
    const hire = (reference: string) => [finding('exec_hire', undefined, { date, reference })];
    score(
      world,
      scores({
        S1: { score: 'CONFIRMED', findings: [finding('partner_influenced_pct', 35)] },
        S2: { score: 'UNVERIFIED', findings: hire('press of December') },
      }),
    );
    const dossier = (reference: string) =>
      scores({
        S1: { score: 'CONFIRMED', findings: [finding('partner_influenced_pct', 35)] },
        S2: { score: 'LIKELY', findings: hire(reference) },
      });
    world.refused('sales.ops', scoreDossier, dossier('press of December'));
    world.refused('sales.ops', scoreDossier, dossier('their own page'));
    const { differences } = replay(
      world.happened,
      policyWith({ 'buying.S2.routes.exec_hire.max_age_days': 200 }),
    ).point;
    const refused = world.happened.filter(({ kind }) => kind === 'refusals');
    expect(differences.map(({ event, would }) => [event, would])).toEqual([[refused[1]?.seq, 'falls_short']]);
  });

  test('6.3b P4 is no mail unless it was leave for one', () => {
    const small = acmePending();
    save(small, [fact('employees', 150, { as_of: small.today })]);
    small.refused('cro', croDecide, { ...acc, decision: 'confirm', reason: 'she told us so' });
    const { point, mails } = replay(small.happened, policyWith({ 'gates.G1.value': 100 }));
    expect([point.differences.length, mails]).toEqual([1, { would_not: [], would: [], unknown: [] }]);
    decide(small, 'dispute');
    expect(replay(small.happened).point.differences).toEqual([]);
  });
});

describe('P4 leave for mails, as it stood', () => {
  const base = mailboxPolicy();
  const simulated = (world: TestWorld, changes: PolicyChanges = {}) =>
    replay(world.happened, base, { rulebookOf: () => bookOf(changes, base) });

  test('M1 P4 an address that is corrected on another way, with leave for a mail to it that stands', () => {
    const world = asked();
    permittedDirect(world);
    classify(world);
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [{ contact: con(world), email: 'ana.ruiz@acme.com' }],
    });
    classify(world);
    const { trajectory } = simulated(world, { 'gates.G1.value': 5000 });
    expect(trajectory?.differences).toMatchObject([{ was: { stage: 'SQL' }, would: { stage: 'PROSPECT' } }]);
  });

  test('M1 P4 the same bytes once more, after leave for them lapsed and after it was used', () => {
    const world = asked();
    permittedDirect(world);
    world.now = '2026-04-21T16:00:00.000Z';
    sent(world, permittedDirect(world));
    world.refused('cro', authorizeSend, { direct });
    const { point, mails } = simulated(world);
    expect([point.differences, point.decisions, mails.would_not]).toEqual([[], 3, []]);
  });

  test('I1 P4 a mail of a version that a flag held, and that nobody resolved in time', () => {
    const world = mailing();
    const email = rendered(world);
    world.run('cmo', flagContent, { template: 'nurture_1', kind: 'brand_voice', why: 'it sells' });
    world.refused('sales.ops', authorizeSend, { email });
    at(world, '2026-05-20');
    world.refused('sales.ops', authorizeSend, { email });
    const kept = world.happened.flatMap((each) =>
      each.kind === 'refusals' && each.event.type === 'mail_refused' ? [each.event.hindrances] : [],
    );
    const held = ['RULE_REFUSED 5.4 Q3', 'RULE_REFUSED 5.2 C4'];
    expect([kept, simulated(world).mails]).toEqual([[held, held], { would_not: [], would: [], unknown: [] }]);
  });

  test('M3 P4 permits of two days, each in the cap of its own', () => {
    const world = mailing();
    permitted(world);
    at(world, '2026-04-22');
    permitted(world, bo);
    const one = { 'sending.daily_cap': [1, 1, 1, 1], 'sending.direct_reserve': 0 };
    expect(simulated(world, one).mails.would_not).toEqual([]);
  });
});
