import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hookOf, mergeHooks } from '../../src/clients/merge-hooks.ts';
import { hookFindings } from '../../src/doctor/gate-hook.ts';
import { tempFolder } from '../clients/program.ts';

test("M1 doctor looks whether the gate stands where Claude Code starts Ladder's servers", () => {
  const [folder, home] = [tempFolder(), tempFolder()];
  const machine = { platform: 'linux', home, env: {} };
  const program = join(folder, 'ladder.js');
  expect(hookFindings({ folder, machine })).toEqual([]);
  writeFileSync(program, '');
  const entry = { command: 'node', args: [program, 'serve'] };
  writeFileSync(join(folder, '.mcp.json'), JSON.stringify({ mcpServers: { 'ladder-cro': entry } }));
  expect(hookFindings({ folder, machine })).toEqual([
    {
      check: 'hook',
      level: 'warn',
      path: join(folder, '.claude', 'settings.json'),
      because:
        'Claude Code has no `ladder gate` for PreToolUse, PostToolUse, PostToolUseFailure: mail of other tools goes out without a permit',
      next: 'run `ladder init --client claude-code`, which sets it',
    },
  ]);
  const settings = mergeHooks('', hookOf({ node: 'node', program, env: { LADDER_DB: '/l.db' } }));
  mkdirSync(join(folder, '.claude'));
  writeFileSync(join(folder, '.claude', 'settings.json'), 'text' in settings ? settings.text : '');
  expect(hookFindings({ folder, machine }).map(({ level }) => level)).toEqual(['ok']);
});
