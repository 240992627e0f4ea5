/** agents/ and mcp.json: one server a role, paths relative to the repository. Briefs and descriptions are written by hand; `--check` says which files are stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { agentDefinition } from '../src/clients/agent.ts';
import { dashed, entryOf, type Launch, serverName } from '../src/clients/entry.ts';
import { roles } from '../src/rules/vocabulary/roles.ts';

const root = resolve(import.meta.dirname, '..');
const launch: Launch = { node: 'node', program: 'dist/ladder.js', env: { LADDER_DB: '.ladder/ladder.db' } };

const servers = Object.fromEntries(roles.map((role) => [serverName(role), entryOf(role, launch, { isTyped: true })]));

/** A list on one line, as the formatter of the repository has it. */
const oneLine = (json: string) =>
  json.replace(/\[\n\s+([^\]]*?)\n\s+\]/g, (_, list: string) => `[${list.replace(/\n\s+/g, ' ')}]`);

const wanted = [
  { path: 'mcp.json', text: `${oneLine(JSON.stringify({ mcpServers: servers }, null, 2))}\n` },
  ...roles
    .filter((role) => role !== 'viewer')
    .map((role) => {
      const path = join('agents', `${dashed(role)}.md`);
      const made = agentDefinition(readFileSync(join(root, path), 'utf8'), role, launch);
      if ('problem' in made) throw new Error(`${path}: ${made.problem}`);
      return { path, text: made.text };
    }),
];

const stale = wanted.filter(({ path, text }) => readFileSync(join(root, path), 'utf8') !== text);
if (process.argv.includes('--check')) {
  for (const { path } of stale) console.error(`${path} is stale: run npm run generate`);
  if (stale.length > 0) process.exitCode = 1;
} else for (const { path, text } of stale) writeFileSync(join(root, path), text);
