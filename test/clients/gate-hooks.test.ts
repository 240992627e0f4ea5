import { expect, test } from 'vitest';
import { hookOf, mergeHooks } from '../../src/clients/merge-hooks.ts';

const env = { LADDER_DB: '/l/ladder.db', LADDER_POLICY: '/l/policy.yaml', LADDER_KEYS: '/l/keys' };
const hook = hookOf({ node: '/usr/bin/node', program: '/opt/ladder/dist/ladder.js', env });

function merged(text: string, given = hook): string {
  const found = mergeHooks(text, given);
  if ('problem' in found) throw new Error(found.problem);
  return found.text;
}

test('M1 the hook names ledger, policy and keys itself, and blocks where it fails', () => {
  expect(hook).toEqual({
    type: 'command',
    command:
      '"/usr/bin/node" "/opt/ladder/dist/ladder.js" gate --db "/l/ladder.db" --policy "/l/policy.yaml" --keys "/l/keys"',
    timeout: 20,
    onFailure: 'block',
  });
});

test('M1 it stands for all three events, in an empty file and in none', () => {
  const group = [{ matcher: 'Bash|PowerShell|WebFetch|mcp__.*', hooks: [hook] }];
  const wanted = { hooks: { PreToolUse: group, PostToolUse: group, PostToolUseFailure: group } };
  expect(JSON.parse(merged(''))).toEqual(wanted);
  expect(JSON.parse(merged('{}'))).toEqual(wanted);
});

test('M1 what stands in the settings stays, and twice is once', () => {
  const given =
    '{\n    "model": "opus",\n    "hooks": {\n        "PreToolUse": [\n            {"matcher": "Write", "hooks": [{"type": "command", "command": "lint"}]}\n        ],\n        "Stop": []\n    },\n    "permissions": {"deny": ["Bash(rm *)"]}\n}\n';
  const once = merged(given);
  const read = JSON.parse(once);
  expect(read.model).toBe('opus');
  expect(read.permissions).toEqual({ deny: ['Bash(rm *)'] });
  expect(read.hooks.Stop).toEqual([]);
  expect(read.hooks.PreToolUse).toEqual([
    { matcher: 'Write', hooks: [{ type: 'command', command: 'lint' }] },
    { matcher: 'Bash|PowerShell|WebFetch|mcp__.*', hooks: [hook] },
  ]);
  expect(merged(once)).toBe(once);
});

test('M1 a hook that names another ledger is changed, not joined by a second', () => {
  const other = hookOf({ node: '/usr/bin/node', program: '/opt/ladder/dist/ladder.js', env: { LADDER_DB: '/m.db' } });
  const read = JSON.parse(merged(merged(''), other));
  expect(read.hooks.PreToolUse).toEqual([{ matcher: 'Bash|PowerShell|WebFetch|mcp__.*', hooks: [other] }]);
});

test('M1 settings that are no JSON object are left alone', () => {
  expect(mergeHooks('[1]', hook)).toEqual({ problem: 'it holds no JSON object' });
  expect(mergeHooks('{"hooks": 1}', hook)).toEqual({ problem: '`hooks` is no object' });
});
