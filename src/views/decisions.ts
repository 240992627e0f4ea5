import type { Reader } from '../ledger/port/reader.ts';
import type { RecordedEvent } from '../ledger/port/records.ts';
import type { Moment } from '../rules/command/context.ts';
import { isRefusal } from '../rules/vocabulary/refusal.ts';
import { tell } from './event-sentences.ts';
import { type Quoted, quoted, quotedBody } from './quoted.ts';
import { reasonInWords } from './spoken.ts';

/** The decisions on an account, newest first, read a page at a time. */
function* decisionsOf(reader: Reader, account: string, limit: number): Generator<RecordedEvent> {
  let cursor: string | undefined;
  do {
    const listed = reader.decisions(account, { limit, ...(cursor === undefined ? {} : { cursor }) });
    if (isRefusal(listed)) return;
    yield* listed.items;
    cursor = listed.next_cursor;
  } while (cursor !== undefined);
}

function decisionView({ type, at, role, principal, policy_version, body }: RecordedEvent) {
  return {
    at,
    type,
    by: role,
    ...(principal === undefined ? {} : { principal }),
    policy: policy_version,
    decided: quotedBody(body, type),
  };
}

/** The decisions on an account, newest first, each with the policy it was made under, as far as they are asked for. */
export interface Past {
  count(): number;
  newestFirst(): Iterable<ReturnType<typeof decisionView>>;
}

export function pastOf(reader: Reader, account: string): Past {
  return {
    count: () => reader.decisionCount(account),
    *newestFirst() {
      for (const each of decisionsOf(reader, account, 30)) yield decisionView(each);
    },
  };
}

export interface ToldDecision extends Pick<RecordedEvent, 'at' | 'principal'> {
  readonly by: string;
  readonly words: string;
}

/** The newest decisions, as a person would tell them. */
export function toldDecisions(
  { reader, moment: { calendar } }: { readonly reader: Reader; readonly moment: Moment },
  account: string,
  limit: number,
): readonly ToldDecision[] {
  const told: ToldDecision[] = [];
  for (const entry of decisionsOf(reader, account, limit)) {
    const { at, role: by, principal } = entry;
    const words = tell(entry, calendar);
    if (words !== null) told.push({ at, by, words, ...(principal === undefined ? {} : { principal }) });
    if (told.length === limit) break;
  }
  return told;
}

export interface Why {
  readonly at: string;
  readonly by: string;
  /** L16: the principal behind the role, where one was said. */
  readonly principal?: string;
  readonly clause: string;
  readonly because: Quoted;
  readonly policy: string;
}

/** A role, and who stood behind it where that was said. */
export function whoText(role: string, principal: string | undefined): string {
  return principal === undefined ? role : `${role} (${principal})`;
}

/** The reason of a standing, in a line; the words may be somebody's own, and stand in quotation marks that nothing closes. */
export function whyLine({ at, by, principal, clause, because, policy }: Why): string {
  return `Why: "${reasonInWords(because.quoted).replaceAll('"', "'")}" (§${clause}), ${whoText(by, principal)} at ${at} under ${policy}.`;
}

/** The move that brought an account to its stage and review; its registration where nothing moved it yet. */
export function whyView(reader: Reader, account: string): Why | null {
  const move = reader.newestMove(account);
  if (move === null) return null;
  const { at, role, principal, policy_version, body } = move;
  const said = (name: string, otherwise: string) => String(Reflect.get(body, name) ?? otherwise);
  return {
    at,
    by: role,
    ...(principal === undefined ? {} : { principal }),
    clause: said('clause', '3.1'),
    because: quoted(said('because', 'registered')),
    policy: policy_version,
  };
}
