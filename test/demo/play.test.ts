import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { at, difference, resolved } from '../../src/demo/answer-paths.ts';
import { runDemo } from '../../src/demo/index.ts';
import { play } from '../../src/demo/play.ts';
import type { Sitting, Story } from '../../src/demo/story.ts';
import { paragraph } from '../../src/demo/terminal-layout.ts';
import { openOfficeHere } from './office-here.ts';
import { program } from './support.ts';

const silent = { sitting: () => undefined, routine: () => undefined, step: () => undefined, ended: () => undefined };

const story = (...sessions: readonly Sitting[]): Story => ({
  title: 'a short one',
  opening: [],
  zone: 'America/New_York',
  policy: { extends: 'handoff-0.2', version: 'short' },
  quiet: [],
  sessions,
  channels: [],
});

const registering = { says: 'on file', tool: 'save_account', with: { domain: 'acme.example', name: 'Acme' } };

describe('a play', () => {
  test('stops at the step that ends otherwise than the story expects, and names it', async () => {
    const wrong = {
      at: '2026-05-04T09:00',
      role: 'sales.ops',
      says: 'wrong',
      steps: [{ ...registering, expect: 'updated' }],
    } as const;
    const performance = await play(story(wrong), openOfficeHere, silent);
    expect(performance).toMatchObject({
      differs:
        'sales.ops, 2026-05-04T09:00: step 1, save_account (on file): `outcome` is "created", the story has "updated"',
    });
    expect(performance.steps.map(({ tool }) => tool)).toEqual(['session_sweep', 'save_account']);
  });

  test('a wrong expectation ends the command with exit 1', async () => {
    const wrong = {
      at: '2026-05-04T09:00',
      role: 'viewer',
      says: 'wrong',
      sweep: { 'tasks/length': 7 },
      steps: [],
    } as const;
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => said.mockRestore());
    expect(await runDemo(program, { json: true, full: false, story: story(wrong) })).toBe(1);
    expect(said.mock.calls.join()).toContain(
      'the play left the script. viewer, 2026-05-04T09:00: session_sweep: `tasks/length` is 0',
    );
  });

  test('stops where a refusal was expected and an answer came, and the other way round', async () => {
    const session = (step: Sitting['steps'][number]): Sitting => ({
      at: '2026-05-04T09:00',
      role: 'sales.ops',
      says: 'x',
      steps: [step],
    });
    const answered = await play(story(session({ ...registering, refused: 'CONFLICT' })), openOfficeHere, silent);
    expect(answered).toMatchObject({
      differs: expect.stringContaining('it was answered (created), the story has it refused as CONFLICT'),
    });
    const refused = await play(
      story(session({ says: 'nobody', tool: 'classify_mql', with: { account: 'nobody.example' }, expect: 'mql' })),
      openOfficeHere,
      silent,
    );
    expect(refused).toMatchObject({ differs: expect.stringContaining('it was refused: NOT_FOUND') });
  });

  test('hands a saved id to a later step of another role', async () => {
    const note = {
      account: 'acme.example',
      contact: { email: 'ann@acme.example', name: 'Ann Lee' },
      observed_at: '2026-05-04T08:00:00-04:00',
      source: 'LinkedIn',
      signal: { type: 'E1', interaction: 'comment', object: 'https://posts.example/1' },
    };
    const performance = await play(
      story(
        {
          at: '2026-05-04T09:00',
          role: 'mining.mind',
          says: 'a',
          steps: [{ says: 'b', tool: 'file_signal_note', with: note, expect: 'recorded', save: { note: 'signal/id' } }],
        },
        {
          at: '2026-05-04T10:00',
          role: 'sales.ops',
          says: 'c',
          steps: [
            {
              says: 'd',
              tool: 'retract_signal',
              with: { signal: { $: 'note' }, reason: 'a namesake' },
              expect: 'retracted',
            },
          ],
        },
      ),
      openOfficeHere,
      silent,
    );
    expect(performance).toMatchObject({ proof: { ok: true } });
  });
});

describe('captures', () => {
  const answer = {
    checks: [{ rule: 'pricing.gate', verdict: 'fail' }],
    opened: [{ kind: 'dossier', id: 'tsk_1' }],
    account: { stage: 'MQL' },
  };

  test('a path finds entries of a list by their number or by the name they bear', () => {
    expect(at(answer, 'checks/pricing.gate/verdict')).toBe('fail');
    expect(at(answer, 'opened/dossier/id')).toBe('tsk_1');
    expect(at(answer, 'opened/0/kind')).toBe('dossier');
    expect(at(answer, 'opened/length')).toBe(1);
    expect(at(answer, 'nothing/here')).toBeUndefined();
  });

  test('a difference names the path, what is there and what was to be', () => {
    expect(difference(answer, { 'account/stage': 'MQL', 'opened/classify/id': null })).toBeNull();
    expect(difference(answer, { 'account/stage': 'SQL' })).toBe('`account/stage` is "MQL", the story has "SQL"');
  });

  test('a reference to what was never saved is an error of the story', () => {
    expect(resolved({ a: [{ $: 'x' }, 1] }, new Map([['x', 'y']]))).toEqual({ a: ['y', 1] });
    expect(() => resolved({ $: 'x' }, new Map())).toThrow('`x`');
  });
});

describe('paper', () => {
  test('a paragraph hangs below its first line and never passes the margin', () => {
    const text = paragraph('  → ', `${'word '.repeat(40)}${'x'.repeat(150)}`);
    const lines = text.trimEnd().split('\n');
    expect(lines[0]?.startsWith('  → word')).toBe(true);
    expect(lines.slice(1).every((line) => line.startsWith('    '))).toBe(true);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
