import type { AccountRecord, Reader } from '../ledger/port.ts';
import type { Contact, Signal } from '../rules/account.ts';
import { ageOf, counts, credit } from '../rules/engagement.ts';
import { explain } from '../rules/explain.ts';
import { currentFacts } from '../rules/gates.ts';
import { openTasks } from '../rules/tasks.ts';
import { label } from '../rules/command.ts';
import { isRefusal } from '../rules/refusal.ts';
import { accountView, type Quoted, quoted, quotedBody, stepText, taskView, type Viewing } from './written.ts';

export interface SignalView {
  readonly id: string;
  readonly type: string;
  readonly tier: 'strong' | 'standard';
  readonly qualifies: boolean;
  readonly because: string;
  readonly contact: string;
  readonly observed_at: string;
  readonly age_days: number;
  readonly live: boolean;
  readonly credit: number;
  readonly source?: Quoted;
  readonly filed_by?: string;
  readonly filed_at?: string;
  readonly object?: Quoted;
  readonly rests_on?: readonly string[];
  readonly gone?: { readonly why: string; readonly at: string; readonly because: Quoted };
  readonly words?: Readonly<Record<string, Quoted>>;
}

export function signalView(record: AccountRecord | null, id: string, context: Viewing): SignalView {
  const signal = record?.state.signals.find((each) => each.id === id);
  if (!record || !signal) throw new Error(`signal ${id} is not on its account`);
  return viewSignal(signal, record, context);
}

function viewSignal(signal: Signal, { state, suppressed }: AccountRecord, context: Viewing): SignalView {
  const age_days = ageOf(signal, context);
  const contact = state.contacts.find((each) => each.id === signal.contact);
  const counted = signal.qualifies && !signal.gone && counts(contact, { state, suppressed }, context);
  const live = counted && age_days <= context.policy.engagement.window_days.value;
  return {
    id: signal.id,
    type: signal.type,
    tier: signal.tier,
    qualifies: signal.qualifies,
    because: signal.because,
    contact: signal.contact,
    observed_at: signal.observed_at,
    age_days,
    live,
    credit: live ? credit(age_days, context.policy) : 0,
  };
}

function viewSignalFully(signal: Signal, record: AccountRecord, words: Readonly<Record<string, string>> | undefined, context: Viewing): SignalView {
  const { gone, object, rests_on } = signal;
  const spoken = Object.entries(words ?? {}).map(([name, text]) => [name, quoted(text)] as const);
  return {
    ...viewSignal(signal, record, context),
    source: quoted(signal.source),
    filed_by: signal.filed_by,
    filed_at: signal.filed_at,
    rests_on,
    ...(object ? { object: quoted(object) } : {}),
    ...(gone ? { gone: { why: gone.why, at: gone.at, because: quoted(gone.because) } } : {}),
    ...(spoken.length > 0 ? { words: Object.fromEntries(spoken) } : {}),
  };
}

function viewContact(contact: Contact, { state, suppressed, people }: AccountRecord, context: Viewing) {
  const person = people.get(contact.id) ?? {};
  return {
    id: contact.id,
    name: person.name ?? person.first_name ?? person.email ?? person.linkedin_url ?? 'erased',
    ...(person.email ? { email: person.email } : {}),
    ...(person.linkedin_url ? { linkedin_url: person.linkedin_url } : {}),
    ...(person.title ? { title: quoted(person.title) } : {}),
    suppressed: suppressed.has(contact.id),
    counts: counts(contact, { state, suppressed }, context),
  };
}

const briefly = 8;

/** §3: where an account stands and why; what is missing, who can supply it, and the cheapest lawful next step. */
export function explainView(record: AccountRecord, reader: Reader, detail: 'concise' | 'full', context: Viewing) {
  const { state, suppressed } = record;
  const { checks, missing, next } = explain({ state, suppressed }, context);
  const full = detail === 'full';
  const of = { domain: state.domain, name: label(state) };
  const facts = full ? state.facts : [...currentFacts(state.facts).values()];
  const current = state.signals.filter((signal) => full || !signal.gone);
  const words = full ? reader.words(current.map((signal) => signal.id)) : new Map<string, Readonly<Record<string, string>>>();
  return {
    account: accountView(record, context),
    checks,
    missing: missing.map((each) => ({ ...each, who: each.who.join(' or ') })),
    next_step: stepText(next),
    facts: facts.map((fact) => {
      const { id, fact: name, value, source, as_of } = fact;
      const shown = { id, fact: name, value: typeof value === 'string' ? value.slice(0, full ? 2000 : 120) : value, source: source.slice(0, full ? 2000 : 120), as_of };
      return full ? { ...shown, evidence: quoted(fact.evidence), recorded_at: fact.recorded_at, by: fact.by } : shown;
    }),
    signals: (full ? current : current.slice(-briefly)).map((signal) => (full ? viewSignalFully(signal, record, words.get(signal.id), context) : viewSignal(signal, record, context))),
    contacts: (full ? state.contacts : state.contacts.slice(0, briefly)).map((contact) => viewContact(contact, record, context)),
    tasks: openTasks(state).map((task) => taskView(task, of, context)),
    ...(full ? { aliases: state.aliases, dossier: dossierView(record, context), history: historyView(reader, state.id) } : {}),
    policy: { version: context.policy.version, status: context.policy.status },
  };
}

/** The decisions on an account, newest first, each with the policy it was made under. */
function historyView(reader: Reader, account: string) {
  const listed = reader.timeline(account, { limit: 100 });
  if (isRefusal(listed)) return [];
  const decisions = listed.items.filter(({ type }) => decisive.includes(type));
  return decisions.map(({ type, at, role, policy_version, body }) => ({ at, type, by: role, policy: policy_version, decided: quotedBody(body, type) }));
}

const decisive: readonly string[] = ['account_registered', 'classified', 'dossier_scored', 'sql_decided', 'moved'];

export function dossierView({ state }: AccountRecord, context: Viewing) {
  const { dossier } = state;
  if (!dossier) return null;
  const { checks } = explain({ state, suppressed: new Set() }, context);
  return {
    ...dossier,
    scores: dossier.scores.map(({ signal, score, findings }) => ({
      signal,
      score,
      check: checks.find((check) => check.rule === signal),
      findings: findings.map((finding) => ({ ...finding, source: quoted(finding.source), reference: quoted(finding.reference), shows: quoted(finding.shows) })),
    })),
    ...(dossier.decided?.reason ? { decided: { ...dossier.decided, reason: quoted(dossier.decided.reason) } } : {}),
  };
}
