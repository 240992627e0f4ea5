import { writeFileSync } from 'node:fs';
import { suppressedPeople } from '../../exchange/export/suppressed-people.ts';
import { openFromEnvironment } from '../shared/environment.ts';
import { type Options, Unusable, Usage } from '../shared/options.ts';

/** Addresses as they stand, without a sign before them: what reads it is a mail tool, which must know them again. */
export async function exportSuppressed(file: string, { json, dry_run }: Options): Promise<number> {
  if (dry_run) throw new Usage('suppress export writes a file and nothing else; it takes no --dry-run');
  const { ledger } = await openFromEnvironment();
  try {
    const { people, left_out } = await ledger.read((reader) => suppressedPeople(reader));
    const lines = people.map(({ email, linkedin_url }) => `${email},${linkedin_url}\r\n`);
    write(file, `email,linkedin_url\r\n${lines.join('')}`);
    // Messages go to standard error where the list takes standard output.
    const tell = file === '-' ? console.error : console.log;
    if (json) tell(JSON.stringify({ out: file, people: people.length, left_out }));
    else
      tell(
        `${file}: ${people.length} people. Left out: ${left_out.erased} erased, and ${left_out.by_fingerprint} addresses or profiles that no contact has, of which a fingerprint alone is kept.`,
      );
    return 0;
  } finally {
    await ledger.close();
  }
}

function write(file: string, text: string): void {
  if (file === '-') {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    throw new Unusable(
      `${file} can't be written: ${error instanceof Error ? error.message : String(error)}. Next: name a file in a folder that can be`,
    );
  }
}
