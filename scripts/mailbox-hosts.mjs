// Writes the kept list of mailbox hosts from the npm package `free-email-domains`, unpacked in the folder named:
//   node scripts/mailbox-hosts.mjs FOLDER
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2] ?? '.';
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const hosts = JSON.parse(readFileSync(join(folder, 'domains.json'), 'utf8'));
const target = new URL('../src/rules/identity/kept-mailbox-hosts.ts', import.meta.url);
writeFileSync(
  target,
  `/** Hosts that hand mailboxes to the public: the npm package free-email-domains ${version} (MIT), by scripts/mailbox-hosts.mjs. */
export const keptMailboxHosts =
  '${hosts.toSorted().join(' ')}';
`,
);
console.log(`${hosts.length} hosts of version ${version}`);
