import type { Reader } from '../ledger/port/reader.ts';
import type { AccountRecord } from '../ledger/port/records.ts';
import type { Contact, Fact, Signal } from '../rules/aggregates/account.ts';
import type { Moment } from '../rules/command/context.ts';
import { currentFacts } from '../rules/criteria/gates.ts';
import type { Explanation, Missing } from '../rules/explain/explanation.ts';
import type { Check } from '../rules/vocabulary/check.ts';
import { oncePerObject } from '../rules/vocabulary/remembering.ts';
import { tasksInOrder, viewAccountTask } from './account-tasks.ts';
import { Lists } from './bounds.ts';
import { type ContactView, contactsShown, viewContact } from './contacts.ts';
import type { Why } from './decisions.ts';
import { viewEnrolments } from './enrolments.ts';
import { viewPermits, viewWithheld } from './permits.ts';
import { type AccountView, accountHead } from './shared.ts';
import { spentPart, viewSignal } from './signals.ts';

/** Characters of JSON that each list of a concise answer may fill: together some 1,500 tokens with the checks. */
const room = {
  facts: 760,
  signals: 420,
  contacts: 300,
  tasks: 280,
  enrolments: 720,
  permits: 720,
  withheld: 400,
  spent: 90,
} as const;

/** Characters of JSON that the rest of a concise answer takes where nothing is missing. */
const usual = 2800;

/** The parts that the brief and the full answer share. */
export interface View {
  readonly explained: Explanation;
  readonly next: string;
  readonly why: Why | null;
}

/** How an answer begins in either detail. */
export function headOf(account: AccountView, { why, next }: View) {
  return why ? { account, why, next_step: next } : { account, next_step: next };
}

export const policyOf = ({ policy: { version, status } }: Moment) => ({ version, status });

/** A concise answer, and of how many characters of JSON it is, but for a few. */
export function inBrief(record: AccountRecord, reader: Reader, view: View, context: Moment) {
  const { missing, checks } = view.explained;
  const named = new Set(missing.map((each) => each.rule));
  const lists = new Lists();
  const { spent } = spentPart(record, context);
  const most = missing.length > 5 ? 44 : 80;
  const account: AccountView = { ...accountHead(record.state, context), next: view.next };
  const brief = {
    ...headOf(conciseHead(account), view),
    missing: missing.map((each) => missingView(each, clipped(each.what, most))),
    ...(spent ? { spent: lists.fitting(spent, room.spent, (each) => each) } : {}),
    checks: checks.map((check) => conciseCheck(check, named)),
  };
  const characters = JSON.stringify(brief).length;
  const parts = conciseParts({ record, reader, lists, spent: characters }, context);
  return { data: { ...brief, ...parts, policy: policyOf(context) }, characters: characters + lists.characters };
}

interface MissingView extends Omit<Missing, 'who'> {
  readonly who: string;
}

export function missingView({ rule, who, tool }: Missing, what: string): MissingView {
  return { rule, what, who: who.join(' or '), ...(tool === undefined ? {} : { tool }) };
}

/** A source may be a whole citation; here its beginning is enough. */
function conciseHead(account: AccountView): AccountView {
  const { first_touch } = account;
  return first_touch
    ? { ...account, first_touch: { ...first_touch, source: first_touch.source.slice(0, 60) } }
    : account;
}

/** Permits that stand and people withheld, where there are any. */
export function mailParts({ state }: AccountRecord, reader: Reader, context: Moment) {
  const permits = viewPermits(state, reader.mail, context);
  const withheld = viewWithheld(state);
  return { ...(permits.length > 0 ? { permits } : {}), ...(withheld.length > 0 ? { withheld } : {}) };
}

/** Signals that stand. */
const newestFirst = oncePerObject((signals: readonly Signal[]) => signals.filter(({ gone }) => !gone).reverse());

interface Briefly {
  readonly record: AccountRecord;
  readonly reader: Reader;
  readonly lists: Lists;
  /** Characters that the rest of the answer takes. */
  readonly spent: number;
}

/** The rows that a decision needs first: facts that gates read, the newest signals, people who may be written to; and how much more there is. */
function conciseParts({ record, reader, lists, spent }: Briefly, context: Moment) {
  const { state } = record;
  const share = Math.max(0.15, Math.min(1, 1 - (spent - usual) / 1000));
  const gated = context.policy.gates.map((gate) => gate.fact);
  const current = [...currentFacts(state.facts).values()].reverse();
  const ranked = [
    ...current.filter((fact) => gated.includes(fact.fact)).reverse(),
    ...current.filter((fact) => !gated.includes(fact.fact)),
  ];
  const signals = newestFirst(state.signals);
  const people = contactsShown(record);
  const open = tasksInOrder(state, context);
  const enrolments = viewEnrolments(state, reader);
  const { permits, withheld } = mailParts(record, reader, context);
  const rows = {
    contacts: lists.fitting(people, share * room.contacts, (contact) => conciseContact(contact, record, context)),
    signals: lists.fitting(signals, share * room.signals, (signal) => viewSignal(signal, record, context)),
    facts: lists.fitting(ranked, share * room.facts, (fact) => viewFact(fact, 60)),
  };
  const shown = {
    tasks: lists.fitting(open, share * room.tasks, (task) => viewAccountTask(task, state, context)),
    enrolments: lists.fitting(enrolments, room.enrolments, (each) => each),
    ...(permits ? { permits: lists.fitting(permits, room.permits, (each) => each) } : {}),
    ...(withheld ? { withheld: lists.fitting(withheld, room.withheld, (each) => each) } : {}),
  };
  const left = [
    ['facts', ranked.length - rows.facts.length],
    ['signals', signals.length - rows.signals.length],
    ['contacts', people.length - rows.contacts.length],
    ['tasks', open.length - shown.tasks.length],
    ['enrolments', enrolments.length - shown.enrolments.length],
    ['permits', (permits?.length ?? 0) - (shown.permits?.length ?? 0)],
    ['withheld', (withheld?.length ?? 0) - (shown.withheld?.length ?? 0)],
  ] as const;
  const more = left.filter(([, n]) => n > 0);
  return { ...shown, ...(more.length > 0 ? { more_in_full: Object.fromEntries(more) } : {}), ...rows };
}

function conciseContact(contact: Contact, record: AccountRecord, context: Moment): ContactView {
  const { linkedin_url, title: _title, ...rest } = viewContact(contact, record, context);
  return rest.email || !linkedin_url ? rest : { ...rest, linkedin_url };
}

export function viewFact({ id, fact, value, source, as_of }: Fact, most: number) {
  return {
    id,
    fact,
    value: typeof value === 'string' ? value.slice(0, most) : value,
    source: source.slice(0, most),
    as_of,
  };
}

/** A text cut short: a finding told in full by a check needn't be told in full again, nor each of twenty. */
function clipped(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 3)}...` : text;
}

/** Evidence stands among the facts and signals; a remedy that `missing` names isn't said twice. */
function conciseCheck(found: Check, named: ReadonlySet<string>): Check {
  const { rule, clause, ruling, verdict, basis, remedy } = found;
  const isBuying = rule.startsWith('S');
  const because = isBuying ? clipped(found.because, 105) : found.because;
  const isOwn = remedy !== undefined && verdict !== 'pass' && !isBuying && !named.has(rule);
  return {
    rule,
    clause,
    ...(ruling === undefined ? {} : { ruling }),
    verdict,
    because,
    basis,
    ...(isOwn ? { remedy } : {}),
  };
}
