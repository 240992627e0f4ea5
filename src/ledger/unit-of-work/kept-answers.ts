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

/** What a repeated call is told from now on: that it was done, in no words of the person's. */
export function withoutWords(answer: string): string {
  const { policy, accounts }: Readonly<Record<string, unknown>> = JSON.parse(answer);
  return JSON.stringify({
    outcome: 'done',
    summary: 'done already; its words are erased',
    checks: [],
    opened: [],
    closed: [],
    ...(policy === undefined ? {} : { policy }),
    ...(accounts === undefined ? {} : { accounts }),
  });
}

interface Told {
  readonly main: { readonly draft: { readonly stream: string } } | null;
  accounts(): readonly unknown[];
}

/** What a kept answer tells of; null where it is several accounts, or none. */
export function streamOf(told: Told, [wait]: readonly { readonly stream: string }[]): string | null {
  return told.accounts().length > 1 ? null : (told.main?.draft.stream ?? wait?.stream ?? null);
}

/** What tells one request from another under the same key. */
export function requestOf({ tool, args }: Call): string {
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return sha256(canonical({ tool, args }));
  const told = Object.entries(args).filter(([name]) => name !== 'idempotency_key' && name !== 'dry_run');
  return sha256(canonical({ tool, args: Object.fromEntries(told) }));
}
