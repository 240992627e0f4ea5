import { label, type Signal } from '../aggregates/account.ts';
import type { Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { PersonRead } from '../command/input-reader.ts';
import type { AccountDraft, NearAccount, World } from '../command/world.ts';
import { counts, standingOf } from '../criteria/engagement.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import { openTasks } from '../tasks/tasks.ts';
import { askedToStop } from './asks-to-stop.ts';
import { backText } from './reopen.ts';
import type { NoteTaken } from './take-note.ts';

/** The place of a note: a signal of an account, or a wait. */
export interface Noted {
  /** Null while it waits. */
  readonly account: string | null;
  /** The signal's id, or that of the note that waits. */
  readonly signal: string;
  readonly derived: readonly string[];
  readonly waiting?: { readonly id: string; readonly because: string };
  /** A company that nobody had on file, with accounts that bear nearly its name. */
  readonly registered?: Registered;
  readonly remark?: string;
}

/** A company that a note registered, and accounts that bear nearly the name its domain spells. */
interface Registered {
  readonly domain: string;
  readonly near: readonly Omit<NearAccount, 'id'>[];
}

/** The name that a domain spells: `acme` of acme.co.uk. */
export function nameIn(domain: string): string {
  return domain.split('.', 1)[0] ?? domain;
}

/** A1: nothing where the account was on file. */
function registeredAnew({ before, state }: AccountDraft, { near }: World): Registered | null {
  if (before !== null) return null;
  const others = near.filter(({ id }) => id !== state.id);
  return { domain: state.domain, near: others.map(({ domain, name, stage }) => ({ domain, name, stage })) };
}

function registeredText({ domain, near }: Registered): string {
  const names = near.map((each) => `${each.name} (${each.domain}, ${each.stage})`);
  const alike =
    names.length > 0
      ? ` Nearly the same name: ${names.join(', ')}; if they are one company, sales.ops makes one domain an alias of the other.`
      : '';
  return `Nobody had ${domain} on file: it is registered as PROSPECT.${alike}`;
}

/** A2: a private mailbox or another company's is no fault, and may be a slip. */
function mailElsewhere({ state }: AccountDraft, { email_domain: domain }: PersonRead): string | null {
  if (domain === null || [state.domain, ...state.aliases].includes(domain)) return null;
  return `The address is at ${domain}, which is no domain of ${state.domain}; retract_signal if the account is wrong.`;
}

interface Answering {
  /** The note says something else of the person than stands on file. */
  readonly otherwise: boolean;
  readonly world: World;
  readonly context: Context;
}

/** The answer to a filed note. */
export function answer(
  draft: AccountDraft,
  { signal, outcome, derived }: NoteTaken,
  person: PersonRead,
  answering: Answering,
): Decided<Noted> {
  const { world, context } = answering;
  const standing = standingOf(draft, world);
  const repeat = derived.length > 0 ? ' With it, the engine found a repeat engagement (E8).' : '';
  const stands = outcome === 'duplicate' ? `on file already (${signal.id})` : 'recorded';
  const gone = draft.state.signals.findLast((each) => each.id === signal.id)?.gone;
  const replaced = gone ? ` It counts no more: ${gone.because}.` : '';
  const verdict = signal.qualifies ? `it qualifies: ${signal.because}` : `it does not qualify: ${signal.because}`;
  const anew = registeredAnew(draft, world);
  const contact = draft.state.contacts.find(({ id }) => id === signal.contact);
  const isOfCompetitor = !counts(contact, { state: draft.state, suppressed: new Set() }, context);
  const remark = isOfCompetitor ? null : mailElsewhere(draft, person);
  const told = [
    ofPerson(draft, signal, answering),
    backText(draft).trimStart(),
    ...(anew ? [registeredText(anew)] : []),
    ...(remark ? [remark] : []),
  ];
  return {
    outcome,
    summary: [
      `${signal.type} at ${label(draft.state)} is ${stands}; ${verdict}.${replaced}${repeat}`,
      ...told.filter((each) => each !== ''),
    ].join(' '),
    checks: criteriaChecks(standing, context),
    extra: {
      account: draft.state.id,
      signal: signal.id,
      derived: derived.map((each) => each.id),
      ...(anew ? { registered: anew } : {}),
      ...(remark ? { remark } : {}),
    },
  };
}

function ofPerson(
  { state }: AccountDraft,
  { contact: id }: Signal,
  { otherwise, world: { suppressed }, context }: Answering,
): string {
  const contact = state.contacts.find((each) => each.id === id);
  const kept = otherwise
    ? 'What it says of the person is not what is on file, which stands; sales.ops corrects a contact with save_account.'
    : '';
  const why = suppressed.has(id)
    ? 'The person is suppressed: it classifies nothing, and no mail goes to them.'
    : counts(contact, { state, suppressed }, context)
      ? ''
      : 'The contact works for a listed competitor: it counts for nothing.';
  const asked =
    !suppressed.has(id) && openTasks(state, 'look_at_stop').some(({ subject }) => subject === id) ? askedToStop : '';
  return [why, asked, kept].filter((each) => each !== '').join(' ');
}
