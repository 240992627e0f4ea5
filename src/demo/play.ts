import { DateTime } from 'luxon';
import { at, resolved } from './answer-paths.ts';
import { mismatch } from './mismatch.ts';
import type { Office, OpensOffice } from './office.ts';
import type { Called } from './orders.ts';
import type { CallStep, CommandStep, Sitting, Story, StoryStep } from './story.ts';
import { Sweep, type TaskAnswer } from './views.ts';

/** One call as it was made, and its answer. */
export type Played = {
  readonly at: string;
  readonly role: string;
  readonly tool: string;
  readonly arguments: unknown;
} & Called;

export interface StoryEnding {
  readonly board: unknown;
  readonly channels: Readonly<Record<string, unknown>>;
  readonly proof: unknown;
  /** The answer of `ladder verify` after the file was tampered with. */
  readonly tampered?: unknown;
}

/** Receives the play as it goes on. */
export interface Audience {
  sitting(session: Sitting, sweep: Played): void;
  routine(tasks: readonly TaskAnswer[]): void;
  step(step: StoryStep, played: Played): void;
  ended(ending: StoryEnding): void;
}

export type Performance = { readonly steps: readonly Played[] } & (StoryEnding | { readonly differs: string });

interface Scene {
  readonly story: Story;
  readonly office: Office;
  readonly audience: Audience;
  readonly saved: Map<string, unknown>;
  readonly steps: Played[];
}

/** Plays a story on a fresh database until its end, or until an answer differs from what the story expects. */
export async function play(story: Story, open: OpensOffice, audience: Audience): Promise<Performance> {
  const office = await open(story.policy, mails(story));
  const interrupted = () => void office.leave().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const scene = { story, office, audience, saved: new Map<string, unknown>(), steps: [] };
    const differs = await sittings(scene);
    if (differs !== null) return { steps: scene.steps, differs };
    const ending = await endingOf(scene);
    audience.ended(ending);
    return { steps: scene.steps, ...ending };
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await office.leave();
  }
}

/** Whether a mail server is wanted. */
function mails({ sessions }: Story): boolean {
  return sessions.some(({ steps }) => steps.some((step) => 'runs' in step && step.runs[0] === 'send'));
}

/** How many servers start ahead of the session that is played: starting one takes longer than a session does. */
const ahead = 2;

async function sittings(scene: Scene): Promise<string | null> {
  const { story, office } = scene;
  const opened = new Map<number, Promise<void>>();
  const open = (n: number, { role, at }: Sitting) => {
    const opening = opened.get(n) ?? office.open(role, instantOf(at, story));
    opened.set(n, opening);
    return opening;
  };
  for (const [n, session] of story.sessions.entries()) {
    await open(n, session);
    const coming = story.sessions.slice(n, n + ahead + 1);
    for (const [m, next] of coming.entries()) {
      // A role has one session at a time.
      const isFree = !coming.slice(0, m).some(({ role }) => role === next.role);
      if (isFree) open(n + m, next).catch(() => undefined); // told when its turn comes
    }
    const differs = await sitting(session, instantOf(session.at, story), scene);
    if (differs !== null) return `${session.role}, ${session.at}: ${differs}`;
    await office.close(session.role);
  }
  return null;
}

async function sitting(session: Sitting, now: string, scene: Scene): Promise<string | null> {
  const { office, audience, steps, saved } = scene;
  const perform: Perform = async (tool: string, given: unknown): Promise<Played> => {
    const played = {
      at: now,
      role: session.role,
      tool,
      arguments: given,
      ...(await office.call(session.role, tool, Object(given))),
    };
    steps.push(played);
    return played;
  };
  const sweep = await perform('session_sweep', {});
  audience.sitting(session, sweep);
  const unexpected =
    mismatch({ answers: true, shows: session.sweep }, sweep) ?? (await routine(session, sweep, perform, audience));
  if (unexpected !== null) return `session_sweep: ${unexpected}`;
  keep(session.save, sweep, saved);
  for (const [n, step] of session.steps.entries()) {
    const differs =
      'runs' in step ? await run(step, { at: now, role: session.role }, scene) : await follow(step, perform, scene);
    if (differs !== null)
      return `step ${n + 1}, ${'runs' in step ? step.runs[0] : step.tool} (${step.says}): ${differs}`;
  }
  return null;
}

type Perform = (tool: string, given: unknown) => Promise<Played>;

async function routine(session: Sitting, sweep: Played, perform: Perform, audience: Audience): Promise<string | null> {
  if (!session.routine || 'refusal' in sweep) return null;
  const { kinds, note } = session.routine;
  const tasks = Sweep.parse(sweep.answer).tasks.filter(({ kind }) => kinds.includes(kind));
  for (const task of tasks) {
    const differs = mismatch({ answers: true }, await perform(task.tool, routineCall(task, note, sweep.at)));
    if (differs !== null) return `${task.kind}: ${differs}`;
  }
  if (tasks.length > 0) audience.routine(tasks);
  return null;
}

/** Arguments for the tool of a recurring duty, on a day without mails and without news from the boards. */
function routineCall({ id, kind, tool }: TaskAnswer, note: string, now: string): Readonly<Record<string, unknown>> {
  switch (tool) {
    case 'reconcile_sent':
      return { messages: [], until: now };
    case 'reconcile_stages':
      return { apollo: [], monday: [] };
    case 'pipeline_report':
      return { kind };
    default:
      return { task: id, note };
  }
}

async function run(
  step: CommandStep,
  { at, role }: Pick<Played, 'at' | 'role'>,
  { office, audience, steps, saved }: Scene,
): Promise<string | null> {
  const [command = '', ...args] = step.runs;
  const called = await office.run([command, ...args], at);
  const played = { at, role, tool: `ladder ${command}`, arguments: { words: args }, ...called };
  steps.push(played);
  audience.step(step, played);
  keep(step.save, played, saved);
  return mismatch({ answers: true, shows: step.shows }, played);
}

async function follow(step: CallStep, perform: Perform, { audience, saved }: Scene): Promise<string | null> {
  const played = await perform(step.tool, resolved(step.with, saved));
  audience.step(step, played);
  const differs = mismatch(step, played);
  if (differs !== null) return differs;
  keep(step.save, played, saved);
  return null;
}

function keep(names: CallStep['save'], called: Called, saved: Map<string, unknown>): void {
  if ('answer' in called)
    for (const [name, path] of Object.entries(names ?? {})) saved.set(name, at(called.answer, path));
}

/** The board, the channels and the proof, read by the read-only role after the last session. */
async function endingOf({ story, office }: Scene): Promise<StoryEnding> {
  const now = instantOf(story.sessions.at(-1)?.at ?? '', story);
  await office.open('viewer', now);
  const read = async (uri: string) => {
    const called = await office.call('viewer', 'read_ladder', { uri: `ladder://${uri}?format=json` });
    if ('refusal' in called) throw new Error(`${uri} can't be read: ${called.refusal.message}`);
    return at(called.answer, 'data');
  };
  const board = await read('board');
  const channels: [string, unknown][] = [];
  for (const name of story.channels) channels.push([name, await read(`channels/${name}`)]);
  await office.close('viewer');
  const ending = { board, channels: Object.fromEntries(channels), proof: await office.proof(now) };
  if (!story.tampering) return ending;
  office.tamper(story.tampering);
  return { ...ending, tampered: await office.proof(now) };
}

function instantOf(wall: string, { zone }: Story): string {
  const at = DateTime.fromISO(wall, { zone }).toISO({ suppressMilliseconds: true });
  if (at === null) throw new Error(`\`${wall}\` is no time of the story`);
  return at;
}
