import type { Reader } from '../ledger/port/ledger.ts';
import type { AccountRecord } from '../ledger/port/records.ts';
import type { Contact, Fact, Signal } from '../rules/aggregates/account.ts';
import type { Moment } from '../rules/command/context.ts';
import { currentFacts } from '../rules/criteria/gates.ts';
import { explain } from '../rules/explain/explain-account.ts';
import type { Check } from '../rules/vocabulary/check.ts';
import { oncePerObject } from '../rules/vocabulary/remembering.ts';
import { accountTasksInFull, tasksInOrder, viewAccountTask } from './account-tasks.ts';
import { Lists } from './bounds.ts';
import { contactsShown, viewContact, viewContacts } from './contacts.ts';
import { historyView, whyView } from './decisions.ts';
import { viewEnrolments } from './enrolments.ts';
import { viewPermits, viewWithheld } from './permits.ts';
import { quoted } from './quoted.ts';
import { type AccountView, accountHead, stepText } from './shared.ts';
import { spentPart, viewSignal, viewSignalFully } from './signals.ts';

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

/**
 * §3: where an account stands and why; what is missing, who can supply it, and the cheapest lawful next step. A concise
 * answer says of how many characters of JSON it is, but for a few.
 */
export function explainView(record: AccountRecord, reader: Reader, detail: 'concise' | 'full', context: Moment) {
  const { state, suppressed } = record;
  const { checks, missing, next } = explain({ state, suppressed }, context);
  const account: AccountView = Object.assign(accountHead(state, context), { next: stepText(next) });
  const why = whyView(reader, state.id);
  const head = {
    account: detail === 'full' ? account : conciseHead(account),
    ...(why ? { why } : {}),
    next_step: stepText(next),
    missing: missing.map((each) => ({ ...each, who: each.who.join(' or ') })),
    ...spentPart(record, context),
  };
  const policy = { version: context.policy.version, status: context.policy.status };
  if (detail === 'full')
    return { data: { ...head, checks, ...fullParts(record, reader, context), policy }, characters: null };
  const named = new Set(missing.map((each) => each.rule));
  const lists = new Lists();
  const brief = {
    ...head,
    missing: head.missing.map((each) => ({ ...each, what: clipped(each.what, missing.length > 5 ? 44 : 80) })),
    ...(head.spent ? { spent: lists.fitting(head.spent, room.spent, (each) => each) } : {}),
    checks: checks.map((check) => conciseCheck(check, named)),
  };
  const spent = JSON.stringify(brief).length;
  const data = { ...brief, ...conciseParts({ record, reader, lists, spent }, context), policy };
  return { data, characters: spent + lists.characters };
}

/** A source may be a whole citation; here its beginning is enough. */
function conciseHead(account: AccountView): AccountView {
  const { first_touch } = account;
  return first_touch
    ? { ...account, first_touch: { ...first_touch, source: first_touch.source.slice(0, 60) } }
    : account;
}

function fullParts(record: AccountRecord, reader: Reader, context: Moment) {
  const { state } = record;
  const words = reader.words(state.signals.map((signal) => signal.id));
  const current = currentFacts(state.facts);
  return {
    facts: state.facts.map((fact) => ({
      ...viewFact(fact, 2000),
      ...(current.get(fact.fact)?.id === fact.id ? {} : { superseded: true as const }),
      ...(fact.corrects ? { corrects: fact.corrects } : {}),
      evidence: quoted(fact.evidence),
      recorded_at: fact.recorded_at,
      by: fact.by,
    })),
    signals: state.signals.map((signal) => viewSignalFully(signal, record, words.get(signal.id), context)),
    contacts: viewContacts(record, context),
    enrolments: viewEnrolments(state, reader),
    ...mailParts(record, reader, context),
    tasks: accountTasksInFull(state, context),
    aliases: state.aliases,
    dossier: dossierView(record, context),
    history: historyView(reader, state.id),
  };
}

/** Permits that stand and people withheld, where there are any. */
function mailParts({ state }: AccountRecord, reader: Reader, context: Moment) {
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

/** What a decision needs first: the facts that gates read, the newest signals, people who may be written to; and how much more there is. */
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
  const shown = {
    facts: lists.fitting(ranked, share * room.facts, (fact) => viewFact(fact, 60)),
    signals: lists.fitting(signals, share * room.signals, (signal) => viewSignal(signal, record, context)),
    contacts: lists.fitting(people, share * room.contacts, (contact) => conciseContact(contact, record, context)),
    tasks: lists.fitting(open, share * room.tasks, (task) => viewAccountTask(task, state, context)),
    enrolments: lists.fitting(enrolments, room.enrolments, (each) => each),
    ...(permits ? { permits: lists.fitting(permits, room.permits, (each) => each) } : {}),
    ...(withheld ? { withheld: lists.fitting(withheld, room.withheld, (each) => each) } : {}),
  };
  const left = {
    facts: ranked.length - shown.facts.length,
    signals: signals.length - shown.signals.length,
    contacts: people.length - shown.contacts.length,
    tasks: open.length - shown.tasks.length,
    enrolments: enrolments.length - shown.enrolments.length,
    permits: (permits?.length ?? 0) - (shown.permits?.length ?? 0),
    withheld: (withheld?.length ?? 0) - (shown.withheld?.length ?? 0),
  };
  const more = Object.fromEntries(Object.entries(left).filter(([, n]) => n > 0));
  return { ...shown, ...(Object.keys(more).length > 0 ? { more_in_full: more } : {}) };
}

function conciseContact(contact: Contact, record: AccountRecord, context: Moment) {
  const { linkedin_url, title: _title, ...rest } = viewContact(contact, record, context);
  return { ...rest, ...(rest.email || !linkedin_url ? {} : { linkedin_url }) };
}

function viewFact({ id, fact, value, source, as_of }: Fact, most: number) {
  return {
    id,
    fact,
    value: typeof value === 'string' ? value.slice(0, most) : value,
    source: source.slice(0, most),
    as_of,
  };
}

/** What a check says in full needn't be said in full again, nor each of twenty findings. */
function clipped(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 3)}...` : text;
}

/** Evidence stands among the facts and signals; a remedy that `missing` names isn't said twice. */
function conciseCheck({ evidence: _evidence, remedy, ...found }: Check, named: ReadonlySet<string>): Check {
  const isBuying = found.rule.startsWith('S');
  const because = isBuying ? clipped(found.because, 105) : found.because;
  const check = because === found.because ? found : { ...found, because };
  const isOwn = remedy !== undefined && check.verdict !== 'pass' && !isBuying && !named.has(check.rule);
  return isOwn ? { ...check, remedy } : check;
}

export function dossierView({ state }: AccountRecord, context: Moment) {
  const { dossier } = state;
  if (!dossier) return null;
  const { checks } = explain({ state, suppressed: new Set() }, context);
  return {
    ...dossier,
    scores: dossier.scores.map(({ signal, score, findings }) => ({
      signal,
      score,
      check: checks.find((check) => check.rule === signal),
      findings: findings.map((finding) => ({
        ...finding,
        source: quoted(finding.source),
        reference: quoted(finding.reference),
        shows: quoted(finding.shows),
      })),
    })),
    ...(dossier.decided?.reason ? { decided: { ...dossier.decided, reason: quoted(dossier.decided.reason) } } : {}),
  };
}
