import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reader } from '../../ledger/port/ledger.ts';
import type { TemplateRecord } from '../../ledger/port/records.ts';
import { templateFileText } from '../../library/template-file.ts';
import { makeFolder } from '../../machine.ts';
import { isRefusal, refusalText } from '../../rules/vocabulary/refusal.ts';
import { openFromEnvironment } from '../shared/environment.ts';
import { type Options, Unusable, Usage } from '../shared/options.ts';

/** Versions read at a time. */
const paged = 100;

/** §5.4.4: writes every version that was approved as the file of its name, and who approved it. */
export async function templatesCommand({ positionals: [action, folder], json }: Options): Promise<number> {
  if (action !== 'export' || folder === undefined) throw new Usage('templates export needs a DIR to write to');
  const { ledger } = await openFromEnvironment();
  try {
    const approved = await ledger.read((reader) => approvedVersions(reader));
    write(folder, approved);
    const files = approved.map(({ id }) => `${id}.hbs`);
    const told = files.length === 0 ? 'no version was approved yet' : files.join(', ');
    console.log(json ? JSON.stringify({ out: folder, files, approvals: 'approvals.json' }) : `${folder}: ${told}.`);
    return 0;
  } finally {
    await ledger.close();
  }
}

function write(folder: string, approved: readonly TemplateRecord[]): void {
  try {
    makeFolder(folder, 0o755);
    for (const each of approved) place(join(folder, `${each.id}.hbs`), templateFileText(each));
    place(join(folder, 'approvals.json'), `${JSON.stringify(approved.map(approvalsOf), null, 2)}\n`);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new Unusable(`${folder} can't be written: ${error.message}. Next: name a folder that can be`);
  }
}

/** A file carries its name only once it is whole. */
function place(path: string, text: string): void {
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}

/** By key, then version. */
function approvedVersions(reader: Reader): readonly TemplateRecord[] {
  const keys = Object.keys(reader.copy().keys).sort();
  return keys.flatMap((key) => versionsOf(reader, key).filter(({ steps }) => steps.some(isApproval)));
}

function versionsOf(reader: Reader, key: string): readonly TemplateRecord[] {
  const all: TemplateRecord[] = [];
  let cursor: string | undefined;
  do {
    const listed = reader.templatesOf(key, { limit: paged, cursor });
    if (isRefusal(listed)) throw new Unusable(refusalText(listed));
    all.push(...listed.items);
    cursor = listed.next_cursor;
  } while (cursor !== undefined);
  return all.reverse();
}

type Step = TemplateRecord['steps'][number];

const isApproval = ({ state }: Step): boolean => state === 'approved';

/** The last step of the flow, and those of whoever approved on the way to it. */
function approvalsOf({
  id,
  key,
  version,
  sequence,
  touch,
  state,
  hash,
  drafted_by,
  drafted_at,
  steps,
}: TemplateRecord) {
  const last = steps.findIndex(isApproval);
  const approvals = steps
    .slice(0, last + 1)
    .filter((step) => step.state === 'cro_review' || isApproval(step))
    .map(({ role, principal, at, hash: bytes }) => ({ role, ...(principal ? { principal } : {}), at, hash: bytes }));
  const drafted = { by: drafted_by, at: drafted_at };
  return { name: id, file: `${id}.hbs`, key, version, sequence, touch, state, hash, drafted, approvals };
}
