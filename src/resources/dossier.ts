import { label } from '../rules/aggregates/account.ts';
import type { Calendar } from '../rules/time/time.ts';
import { isRefusal } from '../rules/vocabulary/refusal.ts';
import { dossierView } from '../views/account.ts';
import { checkLine } from '../views/shared.ts';
import { spokenDate, spokenTime } from '../views/spoken.ts';
import { domains, newest, recordOf } from './accounts.ts';
import { cell, page, quote, sentence, table } from './markdown.ts';
import { resource } from './resource.ts';

type Shown = NonNullable<ReturnType<typeof dossierView>>;

const outcomes: Readonly<Record<string, string>> = {
  pending_review: 'it goes before the CRO',
  falls_short: 'it falls short',
};

function headOf({ scored_at, by, count, outcome, decided }: Shown, calendar: Calendar): string {
  const code = decided && 'reason_code' in decided && decided.reason_code ? ` (${decided.reason_code})` : '';
  const word = decided ? ` The CRO on ${spokenTime(decided.at, calendar)}: ${decided.decision}${code}.` : '';
  return cell(
    `Scored on ${spokenTime(scored_at, calendar)} by ${by}: ${count} of 4 count, ${outcomes[outcome] ?? outcome}.${word}`,
  );
}

function scorePart({ signal, score, check, findings }: Shown['scores'][number], calendar: Calendar): string {
  const rows = findings.map((each) => [
    each.route,
    each.value,
    spokenDate(each.date),
    each.source.quoted,
    each.reference.quoted,
    each.shows.quoted,
  ]);
  const heads = ['Route', 'Value', 'Date', 'Source', 'Reference', 'Shows'];
  const found = rows.length > 0 ? table(heads, rows) : 'No finding.';
  return [`## ${signal}: ${score}`, ...(check ? [sentence(checkLine(check), calendar)] : []), found].join('\n\n');
}

export const dossier = resource({
  name: 'account-dossier',
  title: 'Account: dossier',
  description: 'The newest dossier of an account: S1 to S4 with their findings, and what the CRO said of it (§4.3).',
  uri: 'ladder://accounts/{domain}/dossier',
  members: (scope) => newest(scope, '/dossier'),
  complete: domains,
  read(variable, scope) {
    const record = recordOf(variable, scope);
    if (isRefusal(record)) return record;
    const account = record.state.domain;
    const view = dossierView(record, scope.moment);
    const title = `${cell(label(record.state))}: dossier`;
    if (!view) return { data: { account, dossier: null }, markdown: page(title, 'No dossier has been scored.') };
    const { calendar } = scope.moment;
    const { decided } = view;
    const reason =
      decided && 'reason' in decided && typeof decided.reason === 'object' ? quote(decided.reason.quoted) : '';
    return {
      data: { account, dossier: view },
      markdown: page(title, headOf(view, calendar), reason, ...view.scores.map((each) => scorePart(each, calendar))),
    };
  },
});
