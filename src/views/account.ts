import type { Reader } from '../ledger/port/ledger.ts';
import type { AccountRecord } from '../ledger/port/records.ts';
import type { Moment } from '../rules/command/context.ts';
import { currentFacts } from '../rules/criteria/gates.ts';
import { explain } from '../rules/explain/explain-account.ts';
import { headOf, inBrief, mailParts, missingView, policyOf, type View, viewFact } from './account-in-brief.ts';
import { accountTasksInFull } from './account-tasks.ts';
import { viewContacts } from './contacts.ts';
import { historyView, whyView } from './decisions.ts';
import { viewEnrolments } from './enrolments.ts';
import { quoted } from './quoted.ts';
import { type AccountView, accountHead, stepText } from './shared.ts';
import { spentPart, viewSignalFully } from './signals.ts';

/**
 * §3: where an account stands and why; what is missing, who can supply it, and the cheapest lawful next step. A concise
 * answer says of how many characters of JSON it is, but for a few.
 */
export function explainView(record: AccountRecord, reader: Reader, detail: 'concise' | 'full', context: Moment) {
  const explained = explain({ state: record.state, suppressed: record.suppressed }, context);
  const view = { explained, next: stepText(explained.next), why: whyView(reader, record.state.id) };
  return detail === 'full' ? inFull(record, reader, view, context) : inBrief(record, reader, view, context);
}

function inFull(record: AccountRecord, reader: Reader, view: View, context: Moment) {
  const { missing, checks } = view.explained;
  const account: AccountView = { ...accountHead(record.state, context), next: view.next };
  const data = {
    ...headOf(account, view),
    missing: missing.map((each) => missingView(each, each.what)),
    ...spentPart(record, context),
    checks,
    ...fullParts(record, reader, context),
    policy: policyOf(context),
  };
  return { data, characters: null };
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
