import type { AccountState } from '../../../src/rules/aggregates/account.ts';
import type { AccountEvent } from '../../../src/rules/aggregates/account-events.ts';
import { evolveAccount } from '../../../src/rules/aggregates/evolve-account.ts';
import { draftOf } from '../../../src/rules/command/draft.ts';
import type { AccountDraft } from '../../../src/rules/command/world.ts';
import type { Arrow } from '../../../src/rules/ladder/arrow.ts';
import { type ArrowId, arrows } from '../../../src/rules/ladder/arrows.ts';
import type { ArrowStep } from '../../../src/rules/moves/guards.ts';
import { move, moveInTime } from '../../../src/rules/moves/move.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { acmePending, file, idAt, signal } from '../../support/builders.ts';
import { TestWorld } from '../../support/world.ts';

/** Acme with five gates passed, a comment, a fresh Briefing request and a dossier with three buying signals. */
function acmeReady(): AccountState {
  const world = acmePending();
  file(world, signal.E4());
  return world.account('acme.com');
}

export const base = acmeReady();
export const request = base.signals.find(({ type }) => type === 'E4')?.id ?? 'no E4';

/** A day after the account was put together. */
export const now = '2026-04-22T14:00:00.000Z';

export const proposed = (change: 'regress' | 'disqualify'): AccountState['proposal'] => ({
  id: idAt('prp_90'),
  change,
  reason: 'nothing came of it',
  at: '2026-04-21T14:00:00.000Z',
  by: 'sales.ops',
});

export const said = { trigger: 'company_ended', reason: 'wound up in March', evidence: 'the register' };

function arrowOf(id: ArrowId): Arrow {
  const found: Arrow | undefined = arrows.find((each) => each.id === id);
  if (!found) throw new Error(`no arrow ${id}`);
  return found;
}

/** An account that a note registered whose notes are all taken back. */
const retracted: Partial<AccountState> = {
  name: null,
  entered_by: null,
  facts: [],
  tasks: [],
  dossier: null,
  proposal: null,
  signals: base.signals.map((each) => ({ ...each, gone: { why: 'retracted', at: now, because: 'a slip' } })),
};

/** Re-engaged in vain: the last touch went out 30 days before, and nobody acted or answered since the first. */
const silent: Partial<AccountState> = {
  proposal: null,
  stage_since: '2026-01-05T14:00:00.000Z',
  signals: base.signals.map((each) => ({
    ...each,
    at: '2026-01-05T14:00:00.000Z',
    filed_at: '2026-01-05T14:00:00.000Z',
  })),
  enrolments: [
    {
      id: idAt('enr_90'),
      contact: base.contacts[0]?.id ?? 'nobody',
      sequence: 're_engagement',
      versions: { 1: 're_engagement_1_v1', 2: 're_engagement_2_v1' },
      enrolled_at: '2026-02-20T14:00:00.000Z',
      touch: 3,
      due_on: null,
      sent: [],
      holds: [],
      over: { as: 'complete', at: '2026-03-23T14:00:00.000Z', because: 'every touch was sent' },
    },
  ],
};

/** Where the arrow starts, with whatever its guards ask for. */
export function ready(id: ArrowId): AccountState {
  const { from, reviews, guards } = arrowOf(id);
  const lapsed = guards.includes('criteria_lapsed') || guards.includes('idle_or_lapsed');
  return {
    ...base,
    stage: from[0] ?? base.stage,
    review: reviews.at(-1) ?? base.review,
    deal: { briefing_for: null, held_at: '2026-04-10T14:00:00.000Z', proposed_at: '2026-04-11T14:00:00.000Z' },
    cooldown_until: '2026-04-22',
    proposal: proposed(id === 'regress_sql' ? 'regress' : 'disqualify'),
    ...(lapsed ? { facts: [], flags: ['criteria_lapsed'] } : {}),
    ...(guards.includes('nothing_on_file') ? retracted : {}),
    ...(guards.includes('silence_over') ? silent : {}),
    ...(guards.includes('answered') ? { answered: { con_9: { reply: request, type: 2, at: now } } } : {}),
    ...(guards.includes('withdrawn') ? { entered_by: 'withdraw' } : {}),
    ...(guards.includes('adoptable') ? { signals: base.signals.map((each) => ({ ...each, qualifies: false })) } : {}),
  };
}

export function draftFrom(before: AccountState, at = now): AccountDraft {
  const evolve = (state: AccountState | null, event: AccountEvent, then: string) =>
    evolveAccount(state, event, { at: then, by: 'sales.ops' });
  return draftOf({ kind: 'account', stream: `account:${before.id}`, before, now: at, evolve });
}

/** The signals on file, each otherwise. */
export const signals = (over: (each: AccountState['signals'][number]) => object): Partial<AccountState> => ({
  signals: base.signals.map((each) => ({ ...each, ...over(each) })),
});

export const step: Omit<ArrowStep, 'arrow'> = { because: 'a reason', evidence: [request] };

/** Fields that are otherwise than the arrow asks for. */
export interface Otherwise {
  readonly state?: Partial<AccountState>;
  readonly step?: Partial<ArrowStep>;
  readonly role?: Role;
  readonly command?: string | null;
  readonly suppressed?: readonly string[];
  readonly now?: string;
}

/** The draft, and the taking of the arrow on it by the arrow's own command and a role of its own. */
export function taking(id: ArrowId, over: Otherwise = {}) {
  const { command, roles } = arrowOf(id);
  const at = over.now ?? now;
  const draft = draftFrom({ ...ready(id), ...over.state }, at);
  const { role = roles[0] ?? 'viewer' } = over;
  const context = new TestWorld(at).context(role, over.command === undefined ? command : over.command);
  const world = { suppressed: new Set(over.suppressed) };
  const taken = { arrow: id, ...step, said, ...over.step };
  const isTimes = command === 'time' && over.role === undefined && over.command === undefined;
  const inTime = () => moveInTime(draft, taken, { ...world, context, at });
  return { draft, take: isTimes ? inTime : () => move(draft, taken, world, context) };
}
