import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import type { CopyContext, CopyMessage } from '../message.ts';

const id = 'template.integrity';
const slot = /\{\{\s*([A-Za-z]\w{0,39})\s*\}\}/g;

/** Rulings K1, K10: outside its slots a mail is, letter by letter, what was approved. */
export function templateIntegrity(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const source = policy.tokens.leftovers;
  const { template } = context;
  if (!template)
    return finding(id, source, {
      verdict: 'unknown',
      because: 'no approved template is named to compare with',
      remedy: 'render the mail from a template',
    });
  const parts = [
    ['subject', template.approved.subject, message.subject],
    ['body', template.approved.body, message.body],
  ] as const;
  const changed = parts
    .filter(([, approved, actual]) => !isKept(approved.trim(), actual.trim(), template.slots ?? undefined))
    .map(([part]) => part);
  return changed.length === 0
    ? finding(id, source, { verdict: 'pass', because: 'the fixed text is the approved one' })
    : finding(id, source, {
        verdict: 'fail',
        because: `the ${changed.join(' and ')} differs from the approved text outside its slots`,
        evidence: changed,
        remedy: 'render it anew, or submit the change as a new version',
      });
}

/** With the slots' texts exactly, without them the fixed pieces in their order. */
function isKept(approved: string, actual: string, slots: Readonly<Record<string, string>> | undefined): boolean {
  if (slots)
    return (
      approved.replace(slot, (whole, name: string) =>
        Object.hasOwn(slots, name) ? (slots[name]?.trim() ?? whole) : whole,
      ) === actual
    );
  const pieces = approved.split(slot).filter((_, at) => at % 2 === 0);
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return first === actual;
  if (!actual.startsWith(first) || !actual.endsWith(last)) return false;
  let from = first.length;
  for (const piece of rest) {
    const at = actual.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from <= actual.length - last.length;
}
