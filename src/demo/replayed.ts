import { decisionInWords, outcomeInWords } from '../rules/vocabulary/outcome-words.ts';
import type { CallAnswer, Local, MailsReplayed, ReplayAnswer } from './views.ts';

/** The outcome under another policy, for a reader who knows neither tools nor codes. */
export function replayedText({ point, trajectory, mails, draft }: CallAnswer, local: Local): string {
  if (!point) return '';
  const { decisions = 0, different, differences } = point;
  const others = different === 0 ? 'none would have been another' : `${different} would have been another`;
  const left = point.not_replayable_why.reduce((sum, each) => sum + each.decisions, 0);
  return [
    `${decisions} decisions were looked at; ${others}${different > 0 ? ':' : '.'}`,
    ...differences.map((each) => differenceText(each, local)),
    ...(trajectory ? [walkedText(trajectory)] : []),
    ...(mails && 'counts' in mails ? [mailsText(mails)] : []),
    ...(left > 0 ? [`${left} of the ${decisions} can't be taken again: their records hold too little.`] : []),
    ...(draft ? ['The change is drafted, for the cro or the cmo to propose.'] : []),
  ].join(' ');
}

type Difference = ReplayAnswer['differences'][number];

function differenceText({ account, decision = '', at, was, would, because }: Difference, local: Local): string {
  const day = at === undefined ? '' : ` of ${local.short(at)}`;
  const [reason] = because;
  const why = reason ? ` (${reason.because.replace(/\.$/, '')})` : '';
  return `${decisionInWords(decision)} of ${account}${day} was ${said(was)}, and would have been ${said(would)}${why}.`;
}

const said = (outcome: unknown): string => (typeof outcome === 'string' ? outcomeInWords(outcome) : 'another');

/** P4: an account that would have been asked another question is counted as moved nowhere. */
function walkedText({ different, unobserved }: ReplayAnswer): string {
  const unasked = unobserved.map(({ account, question }) => `${decisionInWords(question)} on ${account}`);
  const sure = different - unobserved.length;
  const moved = `${sure === 0 ? 'No account' : accounts(sure)} would stand elsewhere for certain`;
  if (unasked.length === 0) return `${moved}.`;
  return `${moved}; what came next was never asked (${unasked.join(', ')}), so nobody can say how it would have gone on there.`;
}

function mailsText({ counts: { would_not, would }, unknown }: MailsReplayed): string {
  const differing =
    would_not + would === 0
      ? 'No mail would have gone out or been kept back otherwise'
      : `${would} mails more and ${would_not} less would have gone out`;
  return `${differing}${unknown > 0 ? `; of ${unknown} it can't be said` : ''}.`;
}

const accounts = (n: number): string => `${n} account${n === 1 ? '' : 's'}`;
