import type { Rows } from '../engine/rows.ts';
import { canonical, sha256 } from '../events/canonical-json.ts';
import type { Call } from '../port/ledger.ts';

interface KeptAnswer {
  readonly role: string;
  readonly key: string;
  readonly answer: string;
}

/** Answers that a repeated call would be given again and that tell of a contact, or of nobody knows whom. */
export function answersAbout(contact: string, streams: readonly string[], { keptOf }: Rows): readonly KeptAnswer[] {
  const found = streams
    .flatMap((stream) => keptOf.all(stream))
    .filter(({ about }) => about === null || about.split(' ').includes(contact));
  return [...new Map(found.map((each) => [`${each.role} ${each.key}`, each])).values()];
}

/** The answer to a repeated call after an erasure: that it was done, without personal data. */
export function withoutWords(answer: string): string {
  const { policy, ...rest }: Readonly<Record<string, unknown>> = JSON.parse(answer);
  return JSON.stringify({
    ...emptied(rest),
    outcome: 'done',
    summary: 'done already; its words are erased',
    words_erased: true,
    ...(policy === undefined ? {} : { policy }),
  });
}

/** The fields whose values are a closed list of ours, and those that tell a time. */
const closed: ReadonlySet<string> = new Set([
  ...['basis', 'outcome', 'priority', 'review', 'severity', 'stage', 'state', 'tier', 'verdict'],
]);
const timed = /(?:^|_)(?:at|on|of|since|until)$/;

const listed = /^(?:[A-Z]+(?:_[A-Z]+)*\d?|[a-z]+(?:_[a-z]+)*)$/;
const time = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}\.\d{3}Z)?$/;
const ours =
  /^(?:[a-z]{3}_(?:[a-z2-7]{10}|desk|copy|policy)_\d+|acc_[a-z2-7]{10}|wtg_[a-z0-9]+(?:_\d+)?|[a-z]{3}_[0-9a-f]{16})$/;
const field = /^[a-z][a-z0-9_]*$/;

/** A value as its schema wants it, with ids of ours, times, numbers and what comes from a closed list; every other text is empty, and left out of a list. */
function emptiedValue(name: string, value: unknown): unknown {
  if (typeof value === 'string') return isNobodys(name, value) ? value : '';
  if (Array.isArray(value)) return value.map((each) => emptiedValue(name, each)).filter((each) => each !== '');
  return typeof value === 'object' && value !== null ? emptied(value) : value;
}

/** A name of a field that we didn't choose may be somebody's words, too. */
function emptied(row: object): Readonly<Record<string, unknown>> {
  const named = Object.entries(row).filter(([name]) => field.test(name));
  return Object.fromEntries(named.map(([name, value]) => [name, emptiedValue(name, value)]));
}

function isNobodys(name: string, text: string): boolean {
  return ours.test(text) || (closed.has(name) && listed.test(text)) || (timed.test(name) && time.test(text));
}

interface AnsweredUnit {
  readonly main: { readonly draft: { readonly stream: string } } | null;
  accounts(): readonly unknown[];
}

/** The stream of a kept answer; null where there are several, or none. */
export function streamOf(told: AnsweredUnit, [wait]: readonly { readonly stream: string }[]): string | null {
  return told.accounts().length > 1 ? null : (told.main?.draft.stream ?? wait?.stream ?? null);
}

/** The hash that tells one request from another under the same key. */
export function requestOf({ tool, args }: Call): string {
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return sha256(canonical({ tool, args }));
  const told = Object.entries(args).filter(([name]) => name !== 'idempotency_key' && name !== 'dry_run');
  return sha256(canonical({ tool, args: Object.fromEntries(told) }));
}
