import type { PolicyValues } from '../policy/policy.ts';
import type { Mail } from './history.ts';
import type { Taking } from './ladder-figures.ts';
import { type Figure, type MetricHead, row, share } from './metric.ts';
import { isWithin } from './period.ts';

interface MailTaken extends Taking {
  readonly policy: PolicyValues;
}

const named = (name: string): MetricHead => ({
  name,
  clause: '6.1',
  ruling: 'W9',
  owner: 'sales.ops',
  basis: 'ruling',
});

const none = 'no mail was delivered in the period';

/** Mails of sequences that were sent in the period; direct mail is none (M6). */
function sentIn({ history, period, sequence: of }: Taking): readonly Mail[] {
  const isAsked = (sequence: string | null) => sequence !== null && (of === undefined || sequence === of);
  return history.mails.filter((each) => isAsked(each.sequence) && isWithin(each, period));
}

function countsOf(mails: readonly Mail[], { policy }: MailTaken) {
  const positive: readonly number[] = policy.reports.positive_replies.value;
  const delivered = mails.filter(({ bounced }) => !bounced);
  return {
    sends: mails.length,
    bounced: mails.length - delivered.length,
    auto_replies: mails.reduce((sum, { auto }) => sum + auto, 0),
    positive: delivered.filter(({ reply }) => reply !== null && positive.includes(reply)).length,
  };
}

/** W9: delivered mails with a human reply, as known now. */
export function replyRate(taking: MailTaken): Figure {
  const mails = sentIn(taking);
  const rows = mails
    .filter(({ bounced }) => !bounced)
    .map((each) => row(each, each.reply === null ? ['denominator'] : ['numerator', 'denominator']));
  return share(named('reply_rate'), rows, { parts: countsOf(mails, taking), none });
}

/** W9: only where the way of sending tells of opens. */
export function openRate(taking: MailTaken): Figure {
  const mails = sentIn(taking);
  const delivered = mails.filter(({ bounced }) => !bounced);
  const parts = countsOf(mails, taking);
  const tells = taking.history.mails.some(({ opened }) => opened);
  if (tells || delivered.length === 0) {
    const rows = delivered.map((each) => row(each, each.opened ? ['numerator', 'denominator'] : ['denominator']));
    return share(named('open_rate'), rows, { parts, none });
  }
  const because = 'the way of sending tells of no opens; machines open mail too, so nothing rests on it';
  const metric = { ...named('open_rate'), unit: 'share' as const, value: null, parts };
  return { metric: { ...metric, not_measurable: { why: 'not_told', because } }, traced: [] };
}

/** W9: by sequence, those that sent anything in the period. */
export function bySequence(taking: MailTaken) {
  const mails = sentIn(taking);
  const tells = taking.history.mails.some(({ opened }) => opened);
  const rate = (n: number, of: number) => (of === 0 ? null : n / of);
  return [...new Set(mails.flatMap(({ sequence }) => sequence ?? []))].sort().map((sequence) => {
    const mine = mails.filter((each) => each.sequence === sequence);
    const { sends, bounced, positive } = countsOf(mine, taking);
    const delivered = mine.filter((each) => !each.bounced);
    const [replies, opens] = [
      delivered.filter(({ reply }) => reply !== null).length,
      delivered.filter(({ opened }) => opened).length,
    ];
    const open_rate = tells ? rate(opens, delivered.length) : null;
    return {
      sequence,
      sends,
      bounced,
      replies,
      positive,
      opens: tells ? opens : null,
      open_rate,
      reply_rate: rate(replies, delivered.length),
    };
  });
}
