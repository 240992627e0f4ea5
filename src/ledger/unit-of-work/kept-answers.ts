import type { Rows } from '../engine/rows.ts';

interface KeptAnswer {
  readonly role: string;
  readonly key: string;
  readonly answer: string;
}

/** Answers that a repeated call would be given again and that tell of a contact, or of nobody knows whom. */
export function answersAbout(contact: string, streams: readonly string[], { keptOf }: Rows): readonly KeptAnswer[] {
  return streams
    .flatMap((stream) => keptOf.all(stream))
    .filter(({ about }) => about === null || about.split(' ').includes(contact));
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
