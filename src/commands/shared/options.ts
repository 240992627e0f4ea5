/** What every command stands on: options, environment, places, how an error is told. */

/** A command line that can't be followed: told with the usage, exit 1. */
export class Usage extends Error {}

/** Something named in the environment or the arguments that can't be used: told as it is, exit 1. */
export class Unusable extends Error {}

export interface Options {
  readonly as?: string | undefined;
  readonly principal?: string | undefined;
  readonly role?: string | undefined;
  readonly json: boolean;
  readonly full?: boolean | undefined;
  readonly kind?: string | undefined;
  readonly map?: readonly string[] | undefined;
  readonly as_of?: string | undefined;
  readonly apply?: boolean | undefined;
  readonly out?: string | undefined;
  readonly keep?: string | undefined;
  readonly webhook?: string | undefined;
  readonly client?: string | undefined;
  readonly roles?: string | undefined;
  readonly global?: boolean | undefined;
  readonly dry_run?: boolean | undefined;
  readonly format?: string | undefined;
  readonly mail?: boolean | undefined;
  readonly resolver?: string | undefined;
  readonly selector?: string | undefined;
  readonly once?: boolean | undefined;
  readonly why?: string | undefined;
  readonly lift?: boolean | undefined;
  readonly db?: string | undefined;
  readonly policy?: string | undefined;
  readonly keys?: string | undefined;
  readonly profile?: string | undefined;
  readonly proxy?: string | undefined;
  readonly confirm?: boolean | undefined;
  readonly period?: string | undefined;
  readonly signal?: string | undefined;
  readonly html?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly mode?: string | undefined;
  readonly positionals: readonly string[];
}

/** Every option of any command. */
export const accepted = {
  as: { type: 'string', multiple: true },
  principal: { type: 'string', multiple: true },
  role: { type: 'string' },
  json: { type: 'boolean', default: false },
  kind: { type: 'string' },
  map: { type: 'string', multiple: true },
  'as-of': { type: 'string' },
  apply: { type: 'boolean' },
  full: { type: 'boolean' },
  out: { type: 'string' },
  format: { type: 'string' },
  keep: { type: 'string' },
  webhook: { type: 'string' },
  client: { type: 'string' },
  roles: { type: 'string' },
  global: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  mail: { type: 'boolean' },
  resolver: { type: 'string' },
  selector: { type: 'string' },
  once: { type: 'boolean' },
  why: { type: 'string' },
  lift: { type: 'boolean' },
  db: { type: 'string' },
  policy: { type: 'string' },
  keys: { type: 'string' },
  profile: { type: 'string' },
  proxy: { type: 'string' },
  confirm: { type: 'boolean' },
  period: { type: 'string' },
  signal: { type: 'string' },
  html: { type: 'string' },
  set: { type: 'string', multiple: true },
  from: { type: 'string' },
  to: { type: 'string' },
  mode: { type: 'string' },
} as const;
