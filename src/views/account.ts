import type { Reader } from '../ledger/port/ledger.ts';
import type { AccountRecord } from '../ledger/port/records.ts';
import type { Signal } from '../rules/aggregates/account.ts';
import type { Moment } from '../rules/command/context.ts';
import { currentFacts } from '../rules/criteria/gates.ts';
import { explain } from '../rules/explain/explain-account.ts';
import { headOf, inBrief, mailParts, missingView, policyOf, type View, viewFact } from './account-in-brief.ts';
import { accountTasksInFull } from './account-tasks.ts';
import { rowsOf } from './bounds.ts';
import { contactsShown, viewContact } from './contacts.ts';
import { pastOf, whyView } from './decisions.ts';
import { viewEnrolments } from './enrolments.ts';
import { quoted } from './quoted.ts';
import { type AccountView, accountHead, stepText } from './shared.ts';
import { spentPart, viewSignalFully } from './signals.ts';

/**
 * §3: where an account stands and why; what is missing, who can supply it, and the cheapest lawful next step. A concise
 * answer says of how many characters of JSON it is, but for a few.
 */
export function explainView(record: AccountRecord, reader: Reader, detail: 'concise', context: Moment): InBrief;
export function explainView(
  record: AccountRecord,
  reader: Reader,
  detail: 'concise' | 'full',
  context: Moment,
): InBrief | InFull;
export function explainView(record: AccountRecord, reader: Reader, detail: 'concise' | 'full', context: Moment) {
  const explained = explain({ state: record.state, suppressed: record.suppressed }, context);
  const view = { explained, next: stepText(explained.next), why: whyView(reader, record.state.id) };
  return detail === 'full' ? inFull(record, reader, view, context) : inBrief(record, reader, view, context);
}

type InBrief = ReturnType<typeof inBrief>;
type InFull = ReturnType<typeof inFull>;

/** Rows and past decisions are made and read where a page shows them. */
function inFull(record: AccountRecord, reader: Reader, view: View, context: Moment) {
  const { state } = record;
  const { missing, checks } = view.explained;
  const account: AccountView = { ...accountHead(state, context), next: view.next };
  const data = {
    ...headOf(account, view),
    missing: missing.map((each) => missingView(each, each.what)),
    ...spentPart(record, context),
    checks,
    enrolments: viewEnrolments(state, reader),
    ...mailParts(record, reader, context),
    tasks: accountTasksInFull(state, context),
    aliases: state.aliases,
    dossier: dossierView(record, context),
    history: [],
    policy: policyOf(context),
  };
  return { data, rows: fullRows(record, reader, context), history: pastOf(reader, state.id), characters: null };
}

function fullRows(record: AccountRecord, reader: Reader, context: Moment) {
  const { state } = record;
  const current = currentFacts(state.facts);
  const wordsOf = ({ id }: Signal) => reader.words([id]).get(id);
  return {
    contacts: rowsOf(contactsShown(record), (contact) => viewContact(contact, record, context)),
    signals: rowsOf(state.signals, (signal) => viewSignalFully(signal, record, wordsOf(signal), context)),
    facts: rowsOf(state.facts, (fact) => ({
      ...viewFact(fact, 2000),
      ...(current.get(fact.fact)?.id === fact.id ? {} : { superseded: true as const }),
      ...(fact.corrects ? { corrects: fact.corrects } : {}),
      evidence: quoted(fact.evidence),
      recorded_at: fact.recorded_at,
      by: fact.by,
    })),
  };
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
