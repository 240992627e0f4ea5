/** The tables, and the rows that events make in them. */

import { outsideSystems } from '../../rules/aggregates/account.ts';

/** The projections: rows that the events alone decide. The first `keys` columns are a row's key. */
interface Table {
  readonly columns: readonly string[];
  readonly keys: number;
  /** The column that names whose row it is: an account's id, or a whole stream's name. */
  readonly owner: string;
}

export const tables = {
  streams: { columns: ['stream', 'version', 'head', 'state'], keys: 1, owner: 'stream' },
  accounts: {
    columns: [
      'id',
      'domain',
      'name',
      'name_key',
      'stage',
      'review',
      'priority',
      'stage_since',
      'flags',
      'state',
      'version',
      'idle_since',
      'cooldown_until',
    ],
    keys: 1,
    owner: 'id',
  },
  /** Elements of an account's growing lists, each by its place in its list. */
  account_parts: { columns: ['account', 'list', 'nth', 'part'], keys: 3, owner: 'account' },
  account_keys: { columns: ['kind', 'key', 'domain', 'account'], keys: 3, owner: 'account' },
  domains: { columns: ['domain', 'account'], keys: 1, owner: 'account' },
  contacts: {
    columns: ['id', 'account', 'name', 'first_name', 'email', 'linkedin_url', 'title', ...outsideSystems],
    keys: 1,
    owner: 'account',
  },
  /** `tied`: said to be theirs beside what is on file. */
  marks: { columns: ['contact', 'mark', 'account', 'tied'], keys: 2, owner: 'account' },
  suppressed_contacts: { columns: ['contact', 'account'], keys: 1, owner: 'account' },
  erased: { columns: ['contact', 'account', 'seq'], keys: 1, owner: 'account' },
  words: { columns: ['id', 'account', 'person', 'words'], keys: 1, owner: 'account' },
  tasks: {
    columns: [
      'id',
      'account',
      'kind',
      'role',
      'subject',
      'clause',
      'opened_at',
      'due_at',
      'closed_at',
      'closed_by',
      'note',
      'escalated',
    ],
    keys: 1,
    owner: 'account',
  },
  intents: {
    columns: [
      'id',
      'account',
      'role',
      'target',
      'action',
      'gist',
      'raised_at',
      'nth',
      'claimed_by',
      'claimed_at',
      'is_unknown',
    ],
    keys: 1,
    owner: 'account',
  },
  signals: { columns: ['id', 'account', 'type', 'contact', 'at', 'filed_at'], keys: 1, owner: 'account' },
  likes: { columns: ['account', 'contact', 'nth', 'day'], keys: 3, owner: 'account' },
  overrides: {
    columns: ['id', 'account', 'gate', 'fact', 'justification', 'compensating', 'at'],
    keys: 1,
    owner: 'account',
  },
  fallen_overrides: { columns: ['id', 'account', 'at', 'because'], keys: 1, owner: 'account' },
  disputes: { columns: ['seq', 'account', 'criterion', 'outcome', 'claim', 'role', 'at'], keys: 1, owner: 'account' },
  refusals: { columns: ['seq', 'stream', 'role', 'tool', 'code', 'at'], keys: 1, owner: 'stream' },
  posts: { columns: ['seq', 'stream', 'channel', 'at', 'text'], keys: 1, owner: 'stream' },
  pieces: { columns: ['id', 'stream', 'published_at'], keys: 1, owner: 'stream' },
  /** `ended` is the number of the event that ended a wait, 0 while it lasts; the words go with it. */
  waiting: {
    columns: ['id', 'stream', 'since', 'origin', 'because', 'words', 'ended'],
    keys: 1,
    owner: 'stream',
  },
  /** Fingerprints of unmatched people: of addresses and profiles, and of the places where they would wait. */
  wait_marks: { columns: ['stream', 'mark', 'is_place'], keys: 2, owner: 'stream' },
  /** The bytes of every version of copy that was drafted; a draft's new bytes stand in place of its old ones. */
  template_versions: {
    columns: [
      'id',
      'stream',
      'key',
      'version',
      'sequence',
      'touch',
      'request',
      'hash',
      'subject',
      'body',
      'slots',
      'drafted_at',
      'drafted_by',
    ],
    keys: 1,
    owner: 'stream',
  },
  /** Steps of a version after its draft, each with the state that followed. */
  template_steps: {
    columns: ['seq', 'stream', 'template', 'state', 'hash', 'at', 'role', 'principal', 'because'],
    keys: 1,
    owner: 'stream',
  },
  /** Rendered mails without their words, which stand in `words`. */
  emails: {
    columns: ['id', 'account', 'contact', 'hash', 'template', 'sequence', 'touch', 'failing', 'names_price', 'seq'],
    keys: 2,
    owner: 'account',
  },
  /** Outcomes of permits, and of mails without one. */
  mail_steps: {
    columns: ['seq', 'account', 'permit', 'contact', 'hash', 'email', 'step', 'message_id', 'at', 'role'],
    keys: 1,
    owner: 'account',
  },
  replies: { columns: ['id', 'account', 'contact', 'kind', 'received_at', 'at', 'role'], keys: 1, owner: 'account' },
  timers: { columns: ['stream', 'kind', 'due_at'], keys: 2, owner: 'stream' },
  suppression: { columns: ['mark', 'stream', 'reason', 'contexts', 'since'], keys: 1, owner: 'stream' },
  /** `file`: the hash of the policy file that changes lie over; null for a file. */
  policies: {
    columns: ['seq', 'stream', 'hash', 'version', 'status', 'canonical', 'recorded_at', 'file'],
    keys: 1,
    owner: 'stream',
  },
} as const satisfies Readonly<Record<string, Table>>;

export type TableName = keyof typeof tables;
export type Value = string | number | null;

export interface Row {
  readonly table: TableName;
  readonly values: readonly Value[];
  /** The columns that differ in a row that is there already, a bit each, so that no index over the others is written. */
  readonly changed?: number;
}

export const tableNames = Object.keys(tables).filter((name): name is TableName => name in tables);

export const row = (table: TableName, ...values: readonly Value[]): Row => ({ table, values });

/** Whether the rows of a table belong to accounts, and not to streams. */
export function isOwnedByAccount(table: TableName): boolean {
  const { owner } = tables[table];
  return owner === 'account' || owner === 'id';
}

/** The index of the owner among a row's values. */
export function ownerPlace(table: TableName): number {
  const { columns, owner }: Table = tables[table];
  return columns.indexOf(owner);
}

export function keyOf({ table, values }: Row): string {
  let key: string = table;
  for (let n = 0; n < tables[table].keys; n += 1) key += ` ${values[n]}`;
  return key;
}

/** The places of the columns in which a row differs from another, a bit each: so a table has 31 columns at most. */
export function differing({ values }: Row, other: Row): number {
  let places = 0;
  for (let n = 0; n < values.length; n += 1) if (values[n] !== other.values[n]) places |= 1 << n;
  return places;
}
