import type { MailRefused, RefusedAsk } from '../../rules/aggregates/refused.ts';
import { unrecorded } from '../../rules/policy-changes/policy-on-record.ts';
import { openChecks } from '../../rules/vocabulary/check.ts';
import type { Refusal, RefusedMail } from '../../rules/vocabulary/refusal.ts';
import type { Call } from '../port/ledger.ts';
import { policyStanding } from '../reading/policy-standing.ts';
import { atMoment } from './preconditions.ts';
import { Recording } from './recording.ts';
import { exclusively, type Store } from './store.ts';

/** Ids and codes alone, for a message may hold what was said of a person; far under 500 bytes but for a dossier's scores. */
const limits = { tool: 64, clause: 16, rule: 32, rules: 6, asked: 4000 } as const;

const plain = (text: string, length: number) => text.replace(/[^\w.:-]/g, '').slice(0, length);

/** A refusal that never reached a command. Null when it is on record, else why it could not be. */
export function recordRefusal(asOpened: Store, call: Call, refusal: Refusal): Promise<Refusal | null> {
  return exclusively<Refusal | null>(asOpened, (transaction) =>
    atMoment<Refusal | null>(asOpened, transaction, ({ moment, store }) => {
      const stale = unrecorded(policyStanding(transaction.rows, store.ruling));
      if (stale) return { value: stale, keep: false };
      const { role, client, principal, key } = call;
      const recording = new Recording(store, transaction, { role, client, principal, key, now: moment.now });
      appendRefusal(call.tool, refusal, recording);
      transaction.write(recording.take());
      return { value: null, keep: true };
    }),
  );
}

/** The arguments of a refused decision on an account. */
export interface AskedOf {
  readonly account: string;
  readonly asked: RefusedAsk;
}

export function appendRefusal(
  tool: string,
  { code, clause, ruling, checks, mails = [] }: Refusal,
  recording: Recording,
  of?: AskedOf,
): void {
  const failing = openChecks(checks ?? []);
  const rules = failing.slice(0, limits.rules).map(({ rule }) => plain(rule, limits.rule));
  const event = {
    type: 'refused' as const,
    tool: plain(tool, limits.tool),
    code,
    ...(clause ? { clause: plain(clause, limits.clause) } : {}),
    ...(ruling ? { ruling: plain(ruling, limits.clause) } : {}),
    ...(rules.length > 0 ? { rules } : {}),
    ...(mails.length > 0 ? { mails: mails.length } : {}),
    ...(of && JSON.stringify(of.asked).length <= limits.asked ? of : {}),
  };
  recording.appendPlain('refusals', [event, ...mails.map(mailRefused)]);
}

/** Mails that a call kept back while it let others out. */
export function appendRefusedMails(mails: readonly RefusedMail[], recording: Recording): void {
  recording.appendPlain('refusals', mails.map(mailRefused));
}

function mailRefused(mail: RefusedMail): MailRefused {
  return { type: 'mail_refused', ...mail };
}
