import type { Closing, ClosingReason, Task } from '../aggregates/task.ts';
import type { Role } from '../vocabulary/roles.ts';

/** The reason of a task that is done, by its act or another. */
export const done = (note: string): Closing => ({ note, reason: 'done' });

/** The reason of a task whose ground fell, or which another act overtook (W8). */
export const overtaken = (note: string): Closing => ({ note, reason: 'overtaken' });

/** The reason of a task that goes on as another, for whom its person is there: one case (W8). */
export const carriedTo = (contact: string): Closing => ({ note: `it goes on for ${contact}`, reason: 'carried' });

/** The reason of a task whose person may not be written to: owed again where the suppression is voided (L14). */
export const silenced = (note: string): Closing => ({ note, reason: 'silenced' });

type Closed = Pick<Task, 'kind' | 'role'> & { readonly [Said in keyof Closing]?: Closing[Said] | undefined };

/** The reason why a task closed; of one that closed before reasons were recorded, by its note and the role that closed it. */
export function closingReason({ kind, role, note, reason }: Closed, by?: Role): ClosingReason {
  if (reason !== undefined || note === undefined) return reason ?? 'done';
  // The classification that found the request closed its own task with that note; a Briefing's date overtook it.
  if (kind === 'classify' && by === role && note === 'a Briefing request made it SQL') return 'done';
  return reasonOfNote(kind, note);
}

/** Only the act itself does these: a note beside their end says what overtook them. */
const byActAlone: readonly string[] = ['classify', 'dossier', 'cro_review'];

/** The notes by which a reason was known once. */
const notes: Readonly<Record<Exclude<ClosingReason, 'done'>, readonly RegExp[]>> = {
  carried: [/^it goes on for con_/],
  silenced: [/^nobody is left who asked and may be written to$/, /^the person is not to be written to any more$/],
  overtaken: [
    /^a review is due first$/,
    /^a Briefing request made it SQL$/,
    /^nothing is left to classify$/,
    /^the (request|note that they came back with) was retracted$/,
    / is withdrawn$/,
    /^it is (a PROSPECT|MQL) again$/,
    /^it is [A-Z_]+$/,
    /^the proposal fell$/,
    /^the account was disqualified$/,
    /^the deal was (won|lost)$/,
    /^the step is closed$/,
    /^the suppression was voided$/,
    /^the person is erased$/,
    /^the CRO reviews it first$/,
    / took the account over$/,
    /^what was found false stands no more$/,
    /^it holds again, or no longer matters$/,
    /^it moved, or somebody engaged$/,
    /^they are one person now, or one of them stands here no more$/,
  ],
};

function reasonOfNote(kind: string, note: string): ClosingReason {
  for (const reason of ['carried', 'silenced', 'overtaken'] as const)
    if (notes[reason].some((pattern) => pattern.test(note))) return reason;
  return byActAlone.includes(kind) ? 'overtaken' : 'done';
}
