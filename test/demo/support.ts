import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { play } from '../../src/demo/play.ts';
import { fortnight } from '../../src/demo/story/index.ts';
import type { Sitting } from '../../src/demo/story.ts';
import { storyteller } from '../../src/demo/tell.ts';
import { inkFor } from '../../src/demo/terminal-layout.ts';
import { openOfficeHere } from './office-here.ts';

export const program = resolve('dist/ladder.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Files that the run left in its folder for temporary files. */
  readonly left: readonly string[];
}

export interface Played extends Pick<Ran, 'left'> {
  readonly text: string;
  readonly json: unknown;
}

/** After the last session of the story: all of it replayed under what was in force, then under the same in other words. */
const replays: Sitting = {
  at: '2026-08-28T17:15',
  role: 'chief.staff',
  says: 'Once more, with nothing changed.',
  steps: [{}, { 'gates.G1.value': { value: 200, basis: 'confirmed' } }].map((changes) => ({
    says: 'All that was decided, decided again.',
    tool: 'simulate_policy',
    with: { changes, from: '2026-05-04', to: '2026-08-28' },
    expect: 'simulated',
  })),
};

/** One play of the fortnight without processes: the text that is told and the performance that `--json` prints. */
export async function playFortnight(): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
  const { TMPDIR, TMP, TEMP } = process.env;
  Object.assign(process.env, { TMPDIR: folder, TMP: folder, TEMP: folder });
  try {
    let text = '';
    const write = (told: string) => {
      text += told;
    };
    const story = { ...fortnight, sessions: [...fortnight.sessions, replays] };
    const performance = await play(story, openOfficeHere, storyteller(story, write, inkFor(false)));
    return { text, json: JSON.parse(JSON.stringify(performance)), left: readdirSync(folder) };
  } finally {
    for (const [name, value] of Object.entries({ TMPDIR, TMP, TEMP }))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** First words of `ladder demo` with these flags; it is then stopped. */
export async function opening(until: string, ...flags: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
  const child = spawn(process.execPath, [program, 'demo', ...flags], {
    env: { ...process.env, TMPDIR: folder, TMP: folder, TEMP: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.on('close', done));
  let said = '';
  for await (const data of child.stdout) {
    said += String(data);
    if (said.includes(until)) child.kill();
  }
  await ended;
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  return said;
}

/** Runs the built program with a folder of its own for temporary files. */
export function runDemo(...flags: readonly string[]): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'demo', ...flags], {
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: folder, TMP: folder, TEMP: folder },
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: status, stdout, stderr, left: readdirSync(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
