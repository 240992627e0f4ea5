import { type AccountState, type External, titled } from '../aggregates/account.ts';
import { type AccountRef, accountKey, isAccountId, noSuchAccount } from '../command/account-ref.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import {
  inputReader,
  neitherGiven,
  type PersonInput,
  type PersonRead,
  readExternal,
  readPerson,
} from '../command/input-reader.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { adoptionTo } from '../ladder/arrows.ts';
import { stageNamed } from '../ladder/stage-named.ts';
import { move } from '../moves/move.ts';
import { barredDomain, barredPage, lacksName, register } from '../people/register-account.ts';
import { takePeople } from '../people/save-contacts.ts';
import { done } from '../tasks/closing.ts';
import { closeTasks, openTask } from '../tasks/tasks.ts';
import { addDays, daysBetween, type Instant } from '../time/time.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { Role } from '../vocabulary/roles.ts';
import { type Stage, stages } from '../vocabulary/stages.ts';
import { type FactInput, type FactRead, readFact, takeFacts } from './facts.ts';
import { takeExternal } from './outside-ids.ts';

export interface AdoptArgs {
  readonly domain: AccountRef;
  readonly name?: string | undefined;
  /** As the list writes it. */
  readonly stage: string;
  readonly file: string;
  readonly row: number;
  readonly stage_since?: string | undefined;
  readonly last_engagement?: string | undefined;
  readonly briefing_at?: string | undefined;
  readonly external?: External | undefined;
  readonly contacts?: readonly PersonInput[] | undefined;
  readonly facts?: readonly FactInput[] | undefined;
}

interface Adopting {
  readonly account: string;
  readonly name: string | undefined;
  readonly stage: Stage;
  readonly file: string;
  readonly row: number;
  readonly dates: {
    readonly stage_since?: Instant;
    readonly last_engagement?: Instant;
    readonly briefing_at?: Instant;
  };
  readonly external: External;
  readonly people: readonly PersonRead[];
  readonly facts: readonly FactRead[];
}

interface Adopted {
  readonly stage: Stage;
  /** The reason why nothing was adopted, where the account stands already. */
  readonly because?: string;
}

/** A12: takes an account over once, at the stage that a list states; what the list doesn't say isn't made up. */
export const adoptAccount: Command<AdoptArgs, Adopting, Adopted> = {
  name: 'adopt',
  clause: '3',
  prepare(args, context) {
    const stage = stageNamed(args.stage, context.policy);
    if (!stage) return unknownStage(args.stage);
    const refusal = notTheirs(stage, context) ?? barredPage(args.domain, context);
    if (refusal) return refusal;
    const account = accountKey(args.domain, 'domain');
    if ('refused' in account) return account;
    const input = readAdoption(args, { account: account.key, stage }, context);
    if ('refused' in input) return input;
    return { keys: { account: account.key, people: input.people.flatMap(({ keys }) => keys) }, input };
  },
  decide(input, world, context) {
    const closed = windowOver(world, context);
    if (closed) return closed;
    const { account: known } = world;
    if (!known && isAccountId(input.account)) return noSuchAccount();
    const barred = known ? null : barredDomain(input.account, context);
    if (barred) return barred;
    const because = known && whyNot(known.state);
    if (known && because) return standsAlready(known, because, input, world);
    const draft = known ?? register(input.account, input.name ?? null, world);
    return takeOver(draft, input, world, context) ?? told(draft, input);
  },
};

/** The roles that may state a stage: up to MQL those who keep the pipeline's beginning, beyond it the CRO. */
function adopters(stage: Stage): readonly Role[] {
  return adoptionTo(stage)?.roles ?? ['sales.ops', 'cmo'];
}

export function mayAdopt(role: Role): boolean {
  return stages.some((stage) => adopters(stage).includes(role));
}

function notTheirs(stage: Stage, { role }: Context): Refusal | null {
  const own = adopters(stage);
  if (own.includes(role)) return null;
  return refuse('NOT_PERMITTED', {
    clause: '3',
    ruling: 'A12',
    found: `${role} adopts nobody at ${stage}`,
    next: `run the list once more as ${own.join(' or ')}`,
  });
}

function unknownStage(given: string): Refusal {
  return refuse('INVALID_INPUT', {
    clause: '3',
    ruling: 'A12',
    found: `\`stage\` is \`${given.slice(0, 60)}\`, which is no stage and no alias of one`,
    next: `name it in adoption.stage_aliases of the policy under one of ${stages.join(', ')}`,
  });
}

function readAdoption(
  { name, file, row, external = {}, ...args }: AdoptArgs,
  { account, stage }: Pick<Adopting, 'account' | 'stage'>,
  context: Context,
): Adopting | Refusal {
  const read = inputReader(context);
  const named = read.text('name', name, 'name');
  const people = (args.contacts ?? []).map((given, n) => readPerson(`contacts[${n}]`, given, read));
  if (people.some(({ keys }) => keys.length === 0)) read.fault(neitherGiven('contact'));
  const facts = (args.facts ?? []).map((fact, n) => readFact(`facts[${n}]`, fact, context, read));
  const { stage_since, last_engagement, briefing_at } = args;
  const dates = {
    ...(stage_since === undefined ? {} : { stage_since: read.pastOrDay('stage_since', stage_since) }),
    ...(last_engagement === undefined ? {} : { last_engagement: read.pastOrDay('last_engagement', last_engagement) }),
    ...(briefing_at === undefined ? {} : { briefing_at }),
  };
  const ids = readExternal(external, read);
  return read.refusal ?? { account, name: named || undefined, stage, file, row, dates, external: ids, people, facts };
}

function windowOver({ desk }: World, { policy, calendar, now, today }: Context): Refusal | null {
  const opened = calendar.dateOf(desk.state.opened_at ?? now);
  const age = daysBetween(opened, today);
  const { days } = policy.adoption;
  if (age <= days.value) return null;
  return refuse('RULE_REFUSED', {
    clause: '3',
    ruling: 'A12',
    found: `the ledger began on ${opened}, ${age} days ago; accounts are adopted within ${days.value} days of that`,
    next: 'register the account with save_account, and file what was seen with file_signal_note',
  });
}

/** Adoption is for what stood elsewhere, never for what the ladder decides here. */
function whyNot({ adopted, stage, review, signals }: AccountState): string | null {
  if (adopted) return `it was adopted at ${adopted.stage} already, from row ${adopted.row} of ${adopted.file}`;
  if (stage !== 'PROSPECT' || review !== 'NONE') return `it stands at ${stage}, review ${review}, already`;
  const signal = signals.find(({ qualifies, gone }) => qualifies && !gone);
  return signal ? `a qualifying ${signal.type} (${signal.id}) is on file: it is classified, not adopted` : null;
}

/** A further row of an account that came from a list: its people belong there. */
function standsAlready(
  draft: AccountDraft,
  because: string,
  input: Adopting,
  world: World,
): Decided<Adopted> | Refusal {
  const people = draft.state.adopted ? takePeople(draft, input.people.map(unnamed), world) : null;
  const lost = people && 'refused' in people ? `; its person isn't taken: ${people.found}` : '';
  return {
    outcome: 'exists',
    summary: `${titled(draft.state)}: ${because}.`,
    checks: [],
    extra: { stage: draft.state.stage, because: `${because}${lost}` },
  };
}

const unnamed = (person: PersonRead) => ({ named: null, sameAs: null, person });

function takeOver(draft: AccountDraft, input: Adopting, world: World, context: Context): Refusal | null {
  const { stage, file, row, dates } = input;
  if (draft.state.name === null && input.name) draft.emit({ type: 'account_named', name: input.name });
  const facts = takeFacts(draft, input.facts);
  if ('refused' in facts) return facts;
  const people = takePeople(draft, input.people.map(unnamed), world);
  if ('refused' in people) return people;
  const other = takeExternal(draft, input.external, world);
  if (other) return other;
  if (lacksName(draft.state, context)) openTask(draft, { kind: 'complete_account' }, context);
  else closeTasks(draft, ['complete_account'], done('the minimum fields are complete'));
  const arrow = adoptionTo(stage);
  const because = `row ${row} of ${file} states ${stage}`;
  if (arrow) move(draft, { arrow: arrow.id, because, evidence: [] }, world, context);
  const { regression } = context.policy;
  const cooldown =
    stage === 'RECYCLED' ? { cooldown_until: addDays(context.today, regression.cooldown_days.value) } : {};
  draft.emit({ type: 'account_adopted', stage, file, row, ...dates, ...cooldown });
  return null;
}

function told(draft: AccountDraft, { stage, file, row }: Adopting): Decided<Adopted> {
  return {
    outcome: 'adopted',
    summary: `${titled(draft.state)} is adopted at ${stage}, as row ${row} of ${file} states it.`,
    checks: [],
    extra: { stage },
  };
}
