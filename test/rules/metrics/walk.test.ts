import { describe, expect, test } from 'vitest';
import { adoptAccount } from '../../../src/rules/accounts/adopt-account.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { AccountEvent } from '../../../src/rules/aggregates/account-events.ts';
import { advanceDeal, type DealArgs } from '../../../src/rules/deals/advance-deal.ts';
import type { History } from '../../../src/rules/metrics/history.ts';
import { historyOf } from '../../../src/rules/metrics/walk.ts';
import { overrideGate } from '../../../src/rules/qualification/override-gate.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { voidSuppression } from '../../../src/rules/suppression/void-suppression.ts';
import {
  acme,
  acmePending,
  classify,
  decide,
  file,
  passingFacts,
  retract,
  score,
  sig,
  signal,
  start,
  threeHigh,
  twoHigh,
} from '../../support/builders.ts';
import { TestWorld } from '../../support/world.ts';
import { calendar, policy } from './history.ts';

/** Counts that reports give of all that happened in a world. */
function told(world: TestWorld): History {
  const events = world.events.flatMap(({ stream, event, at, by }, n) =>
    stream.startsWith('account:')
      ? [{ seq: n, account: stream.slice('account:'.length), at, by, event: event as AccountEvent }]
      : [],
  );
  return historyOf(events, { policy, calendar });
}

const later = (minutes: number): string => new Date(Date.parse(start) + minutes * 60_000).toISOString();
const deal = (world: TestWorld, event: DealArgs['event'], over: Partial<DealArgs> = {}) =>
  world.run('cro', advanceDeal, { account: 'acme.com', event, ...over });
const scheduled = (world: TestWorld, at = '2026-05-01T14:00:00.000Z') => deal(world, 'briefing_scheduled', { at });
const regress = (world: TestWorld) =>
  world.run('sales.ops', proposeStageChange, { account: 'acme.com', change: 'regress', reason: 'no word of them' });
const disqualify = (world: TestWorld, account = 'acme.com') =>
  world.run('sales.ops', proposeStageChange, {
    account,
    change: 'disqualify',
    trigger: 'company_ended',
    reason: 'it was wound up',
  });

describe('W2 episodes', () => {
  test('W2, W6 one begins where a classification finds the criteria met, with what it rests on then', () => {
    const world = acme();
    file(world, signal.E2(), { ago: 100 });
    file(world, signal.comment(), { ago: 10 });
    file(world, signal.comment(2), { ago: 181, contact: { email: 'bo@acme.com' } });
    expect(told(world).episodes).toEqual([]);
    world.now = later(5);
    classify(world);
    const [episode, ...more] = told(world).episodes;
    expect(more).toEqual([]);
    const [sub, comment] = [sig(world, 1), sig(world, 2)];
    expect(episode).toMatchObject({
      account: 'acme.com',
      at: later(5),
      began_with: 'mql',
      overridden: false,
      first_touch: { signal: sub, type: 'E2' },
      stood: true,
      ended: null,
      merged: null,
      retracted: null,
      entries: [],
    });
    const acts = (id: string, type: string, credit: number) => expect.objectContaining({ id, type, credit });
    expect(episode?.touches).toEqual([
      { signal: sub, type: 'E2', acts: [acts(sub, 'E2', 0.5)] },
      { signal: comment, type: 'E1', acts: [acts(comment, 'E1', 1)] },
    ]);
  });

  test('W2 a shortfall stays in it; a return to PROSPECT ends it, and the next is a second', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 10 });
    classify(world);
    expect(told(world).episodes).toMatchObject([{ began_with: 'fast_track', stood: false, ended: null }]);
    score(world, twoHigh());
    expect(told(world).episodes).toMatchObject([{ began_with: 'fast_track', stood: true, ended: null }]);
    expect(told(world).decisions).toMatchObject([{ confirmed: false, account: 'acme.com', at: start }]);
    world.now = '2026-08-01T14:00:00.000Z';
    regress(world);
    file(world, signal.comment(4), { at: '2026-08-01T09:00:00-04:00' });
    classify(world);
    expect(told(world).episodes).toMatchObject([
      { began_with: 'fast_track', ended: '2026-08-01T14:00:00.000Z' },
      { began_with: 'mql', ended: null, stood: true },
    ]);
  });

  test('W2 an end by disqualification; what stood on an override says so', () => {
    const world = acme(passingFacts({ employees: 150 }));
    const { extra } = file(world, signal.comment(), { ago: 10 });
    classify(world);
    expect(told(world)).toMatchObject({ episodes: [], held_alone: [{ account: 'acme.com', gate: 'G1', at: start }] });
    world.run('cro', overrideGate, {
      account: 'acme.com',
      gate: 'G1',
      justification: 'its partner team is as large as that of a company ten times its size',
      compensating_signals: [extra.signal],
    });
    classify(world);
    expect(told(world).episodes).toMatchObject([{ overridden: true, ended: null }]);
    world.now = later(60);
    disqualify(world);
    expect(told(world).episodes).toMatchObject([{ overridden: true, ended: later(60) }]);
  });

  test('3.6b one gate alone held it back: not two, not an unknown one, not a lack of signals', () => {
    const held = (facts: Parameters<typeof passingFacts>[0], note = true) => {
      const world = acme(passingFacts(facts));
      if (note) file(world, signal.comment(), { ago: 10 });
      classify(world);
      return told(world).held_alone.map(({ gate }) => gate);
    };
    expect(held({ arr_usd: 1 })).toEqual(['G3']);
    expect(held({ arr_usd: 1, employees: 1 })).toEqual([]);
    expect(held({ arr_usd: undefined })).toEqual([]);
    expect(held({}, false)).toEqual([]);
    expect(held({ arr_usd: 1 }, false)).toEqual([]);
  });

  test('W2, A12 an adoption above PROSPECT opens one that no figure counts', () => {
    const world = new TestWorld(start);
    const adopt = (domain: string, stage: string, by: 'cro' | 'sales.ops' = 'sales.ops') =>
      world.run(by, adoptAccount, { domain, name: domain, stage, file: 'board.csv', row: 3 });
    adopt('sql.com', 'SQL', 'cro');
    adopt('mql.com', 'MQL');
    adopt('gone.com', 'DISQUALIFIED');
    adopt('new.com', 'PROSPECT');
    const { episodes, entries, arrivals } = told(world);
    expect(
      episodes.map(({ account, began_with, first_touch, touches, ended }) => [
        account,
        began_with,
        first_touch,
        touches.length,
        ended,
      ]),
    ).toEqual([
      ['sql.com', 'adopted', null, 0, null],
      ['mql.com', 'adopted', null, 0, null],
    ]);
    expect(entries).toMatchObject([{ account: 'sql.com', adopted: true, auto: false, stood: false }]);
    expect(arrivals.map(({ account, to }) => [account, to])).toEqual([
      ['sql.com', 'SQL'],
      ['mql.com', 'MQL'],
      ['gone.com', 'DISQUALIFIED'],
    ]);
  });

  test('W2 what was open at an absorbed account goes on here; of two the earlier', () => {
    const two = (first: string, second: string) => {
      const world = acme();
      world.run('sales.ops', saveAccount, { domain: 'acme.io', name: 'Acme IO', facts: passingFacts() });
      file(world, signal.comment(1), { ago: 9 });
      file(world, signal.comment(2), { account: 'acme.io', contact: { email: 'cy@acme.io' }, ago: 9 });
      for (const [account, at] of [
        [first, 5],
        [second, 10],
      ] as const) {
        world.now = later(at);
        if (account === '') continue;
        classify(world, account);
        score(world, twoHigh(account));
      }
      world.now = later(20);
      world.run('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['acme.io'] });
      return told(world);
    };
    const io = two('acme.io', '');
    expect(io.episodes).toMatchObject([{ account: 'acme.io', merged: null, ended: null }]);
    expect(io.arrivals.at(-1)).toMatchObject({
      account: 'acme.io',
      arrow: 'absorbed',
      from: 'MQL',
      to: 'ARCHIVED',
      at: later(20),
    });
    const [first, second, ...more] = two('acme.io', 'acme.com').episodes;
    expect(more).toEqual([]);
    expect([first?.account, first?.merged, first?.ended]).toEqual(['acme.io', null, null]);
    expect(second).toMatchObject({
      account: 'acme.com',
      ended: later(20),
      merged: { at: later(20), into: 'acme.com' },
    });
    expect(second?.merged?.episode).toBe(first);
    const reversed = two('acme.com', 'acme.io').episodes;
    expect(reversed.map(({ merged }) => merged?.episode === reversed[0])).toEqual([false, true]);
  });
});

describe('W3, W4 entries into SQL', () => {
  test('W4 a confirmed one, with its Briefing; the date moved is no second', () => {
    const world = acmePending();
    world.now = later(30);
    decide(world, 'confirm');
    const [entry, ...more] = told(world).entries;
    expect(more).toEqual([]);
    const [episode] = told(world).episodes;
    expect(entry).toMatchObject({
      at: later(30),
      auto: false,
      re_entry: false,
      adopted: false,
      stood: true,
      briefing: null,
      left: null,
    });
    expect(entry?.episode?.at).toBe(episode?.at);
    expect(told(world).decisions).toMatchObject([
      { confirmed: true, at: later(30), dossier: world.account('acme.com').dossier?.id },
    ]);
    world.now = later(40);
    scheduled(world);
    world.now = later(50);
    scheduled(world, '2026-05-03T14:00:00.000Z');
    const known = told(world);
    expect(known.entries).toMatchObject([{ briefing: { at: later(40) }, left: null }]);
    expect(known.briefings.map(({ at, on }) => [at, on])).toEqual([
      [later(40), '2026-05-01T14:00:00.000Z'],
      [later(50), '2026-05-03T14:00:00.000Z'],
    ]);
    expect(known.arrivals.map(({ from, to, arrow }) => [from, to, arrow]).slice(-2)).toEqual([
      ['MQL', 'SQL', 'confirm'],
      ['SQL', 'BRIEFING_READY', 'briefing_ready'],
    ]);
    world.now = '2026-05-04T14:00:00.000Z';
    deal(world, 'briefing_held', { at: '2026-05-03T15:00:00.000Z' });
    expect(told(world).briefings.at(-1)).toMatchObject({ on: null, at: world.now });
  });

  test('W3 by a Briefing request without a dossier; one dispute decides a dossier', () => {
    const world = acme();
    file(world, signal.E4(), { ago: 1 });
    classify(world);
    expect(told(world)).toMatchObject({
      episodes: [{ began_with: 'auto_sql', stood: false }],
      entries: [{ auto: true, stood: false, re_entry: false, marketing: [] }],
      decisions: [],
    });
    const disputed = acmePending();
    decide(disputed, 'dispute');
    expect(told(disputed).decisions.map(({ confirmed }) => confirmed)).toEqual([false]);
    expect(told(disputed).arrivals.at(-1)).toMatchObject({ held: null, entry: null });
  });

  test('W4, P3 what falls back without a Briefing left; what was won or lost had what its dossier held', () => {
    const idle = acmePending();
    decide(idle, 'confirm');
    disqualify(idle);
    expect(told(idle).entries).toMatchObject([{ briefing: null, left: start }]);
    expect(told(idle).arrivals.at(-1)).toMatchObject({ to: 'DISQUALIFIED', held: ['S1', 'S2', 'S3'] });

    const world = acmePending();
    decide(world, 'confirm');
    scheduled(world);
    world.now = later(90);
    deal(world, 'lost', { reason: 'no budget' });
    const { arrivals, entries, episodes } = told(world);
    expect(arrivals.at(-1)).toMatchObject({ arrow: 'lost', held: ['S1', 'S2', 'S3'], entry: { at: start } });
    expect(entries).toMatchObject([{ left: null, briefing: { at: start } }]);
    expect(episodes).toMatchObject([{ ended: null }]);
    // A new strong signal: the same episode enters SQL again.
    file(world, signal.E4(), { contact: { email: 'bo@acme.com' } });
    classify(world);
    expect(told(world).entries).toMatchObject([{ re_entry: false }, { re_entry: true, auto: true, stood: true }]);
    expect(told(world).arrivals.at(-1)).toMatchObject({ held: null, to: 'SQL' });
    expect(told(world).episodes).toHaveLength(1);
  });
});

describe('W1 what is known later of what was counted', () => {
  test('W7 marketing before an entry: of suppressed people muted, until that is voided', () => {
    const world = acmePending();
    file(world, signal.E5(), { contact: { email: 'bo@acme.com' }, ago: 3 });
    file(world, signal.E3(), { contact: { email: 'cy@acme.com' }, ago: 3 });
    world.run('sales.ops', suppressContact, { contact: 'bo@acme.com', reason: 'opt_out' });
    classify(world);
    decide(world, 'confirm');
    const influences = () =>
      told(world).entries[0]?.marketing.map(({ signal: id, muted, voided_at, retracted_at }) => [
        id,
        muted,
        voided_at,
        retracted_at,
      ]);
    const [comment, download] = [sig(world, 1), sig(world, 2)];
    expect(influences()).toEqual([
      [comment, false, null, null],
      [download, true, null, null],
    ]);
    world.now = later(10);
    world.run('legal.exec', voidSuppression, { contact: 'bo@acme.com', evidence: 'it was another Bo' });
    expect(influences()).toEqual([
      [comment, false, null, null],
      [download, true, later(10), null],
    ]);
    world.now = later(20);
    retract(world, comment);
    expect(influences()).toEqual([
      [comment, false, null, later(20)],
      [download, true, later(10), null],
    ]);
    world.now = later(30);
    world.run('sales.ops', suppressContact, { contact: 'bo@acme.com', reason: 'opt_out' });
    world.run('legal.exec', voidSuppression, { contact: 'bo@acme.com', evidence: 'it was another Bo again' });
    expect(influences()?.[1]).toEqual([download, true, later(10), null]);
  });

  test('W7 an E8 of which an act is of marketing, none older than the window', () => {
    const of = (acts: readonly (readonly [Parameters<typeof file>[1], number])[]) => {
      const world = acme();
      for (const [given, ago] of acts) file(world, given, { ago });
      classify(world);
      score(world, threeHigh());
      decide(world, 'confirm');
      return told(world).entries[0]?.marketing.map(
        ({ signal: id }) => world.account('acme.com').signals.find((each) => each.id === id)?.type,
      );
    };
    expect(
      of([
        [signal.E3(), 20],
        [signal.E3({ quote: 'And another question?' }), 5],
      ]),
    ).toEqual([]);
    expect(
      of([
        [signal.E3(), 20],
        [signal.comment(), 5],
      ]),
    ).toEqual(['E1', 'E8']);
    expect(
      of([
        [signal.comment(), 180],
        [signal.E3(), 5],
      ]),
    ).toEqual(['E1']);
    expect(
      of([
        [signal.comment(), 181],
        [signal.E3(), 5],
      ]),
    ).toEqual([]);
  });

  test('W1 an episode rests on nothing once all its signals are retracted', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 40 });
    file(world, signal.E2(), { ago: 2 });
    classify(world);
    const known = () => told(world).episodes.map(({ gone, retracted }) => [[...gone], retracted])[0];
    expect(known()).toEqual([[], null]);
    world.now = later(10);
    retract(world, sig(world, 1));
    expect(known()).toEqual([[[sig(world, 1), later(10)]], null]);
    world.now = later(20);
    retract(world, sig(world, 2));
    expect(known()).toEqual([
      [
        [sig(world, 1), later(10)],
        [sig(world, 2), later(20)],
      ],
      later(20),
    ]);
  });

  test('A7, A4 what was replaced by a better note is not retracted', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 2 });
    file(world, signal.E7({ response: 'none', evidence: undefined }), { ago: 20, contact: { email: 'bo@acme.com' } });
    classify(world);
    file(world, signal.E7(), { ago: 20, contact: { email: 'bo@acme.com' } });
    expect(told(world).episodes.map(({ gone }) => [...gone])).toEqual([[]]);
  });
});

describe('W10 who stands in the pipeline', () => {
  const people = (world: TestWorld) => {
    const { people: steps, people_now } = told(world);
    expect(people_now.reduce((sum, { value }) => sum + value, 0)).toBe(steps.reduce((sum, { by }) => sum + by, 0));
    return steps.map(({ by }) => by);
  };

  test('W10 people who count and may be written to, joined ones once, at accounts from PROSPECT to ASSESSMENT_QUALIFIED', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 10 });
    file(world, signal.comment(2), { ago: 10, contact: { email: 'bo@acme.com' } });
    file(world, signal.comment(3), { ago: 10, contact: { email: 'spy@crossbeam.com' } });
    file(world, signal.comment(4), { ago: 10, contact: { email: 'cy@acme.com' } });
    expect(people(world)).toEqual([1, 1, 1]);
    world.run('sales.ops', suppressContact, { contact: 'bo@acme.com', reason: 'opt_out' });
    world.run('legal.exec', voidSuppression, { contact: 'bo@acme.com', evidence: 'it was another Bo' });
    expect(people(world)).toEqual([1, 1, 1, -1, 1]);
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [{ contact: 'ana@acme.com', same_as: 'cy@acme.com' }],
    });
    expect(people(world)).toEqual([1, 1, 1, -1, 1, -1]);
    classify(world);
    expect(people(world)).toEqual([1, 1, 1, -1, 1, -1]);
    expect(told(world).people_now).toMatchObject([{ account: 'acme.com', value: 2 }]);
    disqualify(world);
    expect(people(world)).toEqual([1, 1, 1, -1, 1, -1, -2]);
    expect(told(world).people_now).toEqual([]);
  });

  test('W10 who moved counts where they stand, who came with an account that was absorbed at the first', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 10 });
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', contacts: [{ contact: 'ana@acme.com' }] });
    expect(told(world).people_now).toMatchObject([{ account: 'beta.com', value: 1 }]);
    world.run('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['beta.com'] });
    expect(told(world).people_now).toMatchObject([{ account: 'acme.com', value: 1 }]);
    expect(people(world).reduce((sum, by) => sum + by, 0)).toBe(1);
  });
});
