import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { type ClientFile, clientFiles, entriesIn, type InstalledEntry, type Searched } from './client-files.ts';
import { findings, type InstallationFinding } from './finding.ts';

export interface Near extends Searched {
  /** The database that this command was given. */
  readonly path: string;
}

/** Whether the configurations of clients, beside and at home, name a program and places that are there. */
export function clientFindings(near: Near): readonly InstallationFinding[] {
  const { fail, orOk } = findings('clients');
  // The working directory may be the home folder.
  const all = new Map(clientFiles(near).map((file) => [file.path, file]));
  const files = [...all.values()].filter(({ path }) => existsSync(path));
  const found = files.flatMap((file) => {
    const entries = entriesIn(file, readFileSync(file.path, 'utf8'));
    if (!('problem' in entries)) return entries.filter(isOurs).flatMap((entry) => entryFindings(entry, file, near));
    const because = `${file.client} can't read its configuration: ${entries.problem}`;
    return [fail({ path: file.path, because, next: 'mend the file; `ladder init` writes entries anew' })];
  });
  const looked =
    files.length === 0 ? 'no client has a configuration here' : `${files.length} files of clients were looked at`;
  return orOk(found, looked);
}

function isOurs({ name, args }: InstalledEntry): boolean {
  return /^ladder\b/i.test(name) || args.some((each) => /(?:^|[/\\])ladder\.js$/.test(each));
}

function entryFindings(
  entry: InstalledEntry,
  { client, path, base }: ClientFile,
  near: Near,
): readonly InstallationFinding[] {
  const { fail, warn } = findings('clients');
  const next = 'write the whole path there, or let `ladder init` write the entry anew';
  const { name, command, args, env } = entry;
  const program = args.find((each) => /\.[cm]?js$/.test(each));
  const named = [
    ...(/[/\\]/.test(command) ? [{ what: 'its command', value: command }] : []),
    ...(program === undefined ? [] : [{ what: 'the program', value: program }]),
    ...(env.LADDER_POLICY ? [{ what: 'LADDER_POLICY', value: env.LADDER_POLICY }] : []),
    ...(env.LADDER_KEY_FILE ? [{ what: 'LADDER_KEY_FILE', value: env.LADDER_KEY_FILE }] : []),
  ];
  const about = `${client}, \`${name}\``;
  const missing = named.flatMap(({ what, value }) => {
    if (existsSync(placed(value, base, near))) return [];
    return [fail({ path, because: `${about}: ${what} is \`${value}\`, and nothing is there`, next })];
  });
  return [...missing, ...ledgerOf(env.LADDER_DB, about, { path, base }, near).map((told) => warn({ path, ...told }))];
}

function ledgerOf(
  given: string | undefined,
  about: string,
  { base }: Pick<ClientFile, 'path' | 'base'>,
  near: Near,
): readonly Pick<InstallationFinding, 'because' | 'next'>[] {
  const one = "give every entry the same whole path as LADDER_DB, for that is how the agents see one another's work";
  if (given === undefined) {
    const because = `${about}: it names no LADDER_DB, and its ledger lies wherever the client starts it`;
    return [{ because, next: one }];
  }
  if (/^postgres(ql)?:/.test(given)) return [];
  const place = placed(given, base, near);
  if (!existsSync(dirname(place)))
    return [{ because: `${about}: the folder of LADDER_DB \`${given}\` is not there, and would be made`, next: one }];
  if (place === near.path) return [];
  return [{ because: `${about}: its ledger is ${place}, and the one looked at here is ${near.path}`, next: one }];
}

/** As the program reads it (see places.ts); a client starts it where its project is. */
function placed(value: string, base: string, { machine: { home } }: Near): string {
  const whole = value.replace(/^~(?=$|[/\\])/, () => home).replace(/\$\{HOME\}|\$HOME\b/g, () => home);
  return isAbsolute(whole) ? whole : resolve(base, whole);
}
