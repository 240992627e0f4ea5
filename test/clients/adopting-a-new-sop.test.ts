import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Data, ok } from '../support/calls.ts';
import { openHouse } from '../support/server.ts';
import { environment, program, root, tempFolder, tuesday } from './program.ts';

const page = readFileSync(join(root, 'docs', 'adopting-a-new-sop.md'), 'utf8');
const blocks = (kind: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${kind}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);

test('6.3b every command of docs/adopting-a-new-sop.md runs as it stands', () => {
  const folder = tempFolder();
  const ladder = `set -e\nladder() { '${process.execPath}' '${program}' "$@"; }\n`;
  const out = execFileSync('bash', ['-c', `${ladder}${blocks('sh').join('\n')}`], {
    cwd: folder,
    env: environment({ HOME: folder, LADDER_NOW: tuesday }),
    encoding: 'utf8',
  });
  expect(out).toContain('handoff-0.3');
  expect(out).toContain('gates.G6.operator: absent -> "gte"');
  expect(out).toContain('engagement.signals.E5.tier: "standard" -> "strong" (sop -> ruling)');
  expect(out).toContain('buying.S5.routes.partner_jobs.value: absent -> 3');
});

test('6.3b its proposal is taken as one change, ratified, and rules from then on', async () => {
  const house = await openHouse();
  const [proposal = ''] = blocks('json');
  const { change } = await ok(house, 'cro', 'propose_policy_change', JSON.parse(proposal));
  expect(change.changes.map(({ path }: Data) => path)).toEqual(Object.keys(JSON.parse(proposal).changes));
  const ratified = await ok(house, 'cmo', 'ratify_policy_change', { change: change.id });
  expect(ratified.outcome).toBe('ratified');
  const { tools } = await (await house.as('sales.ops')).listTools();
  const dossier = tools.find(({ name }) => name === 'score_dossier');
  expect(dossier?.description).toContain('Score S1, S2, S3 and S5 on dated findings');
  const asked = { sequence: 'winback', touch: 2, purpose: 'to be heard again', estimate_hours: 1 };
  const fifth = await ok(house, 'cmo', 'request_template', asked);
  expect(fifth.checks[0].because).toBe('winback is type 5 of sequences, 4 can be kept up');
  const { by_signal } = await ok(house, 'cro', 'pipeline_report', { kind: 'attribution' });
  expect(by_signal.map(({ signal_type }: Data) => signal_type).at(-1)).toBe('E11');
  const rates: Data[] = (await ok(house, 'cro', 'pipeline_report', { kind: 'calibration' })).by_signal;
  expect(rates.filter(({ dimension }) => dimension === 'buying').map(({ signal }) => signal)).toEqual([
    'S1',
    'S2',
    'S3',
    'S5',
  ]);
  expect(await ok(house, 'chief.staff', 'verify_ledger', {})).toMatchObject({ ok: true });
});
