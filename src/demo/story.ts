import type { Code } from '../rules/vocabulary/refusal.ts';
import type { Role } from '../rules/vocabulary/roles.ts';
import type { Tampering } from './tamper.ts';

/** An argument as the story gives it: `{ $: 'name' }` stands for what an earlier answer was saved under. */
export type StoryValue =
  | string
  | number
  | boolean
  | { readonly $: string }
  | readonly StoryValue[]
  | { readonly [name: string]: StoryValue };

/** Values that an answer must show, by path: `signal/qualifies`, `checks/G1/verdict`, `opened/cro_review`. See `at`. */
export type Shown = Readonly<Record<string, string | number | boolean | null>>;

interface Narrated {
  /** The narrator's line: the role, and why it acts now. Never the answer itself. */
  readonly says: string;
  /** A step like many others: played, and not told. */
  readonly untold?: true;
}

interface Doing extends Narrated {
  readonly tool: string;
  readonly with: Readonly<Record<string, StoryValue>>;
  readonly shows?: Shown;
  /** Names for parts of the answer that later steps refer to. */
  readonly save?: Readonly<Record<string, string>>;
}

/** One call and how it must end: by an outcome, by a refusal's code, or answered where the tool has no outcomes. */
export type CallStep = Doing & ({ readonly expect: string } | { readonly refused: Code } | { readonly answers: true });

/** A command of the command line, run beside the agents; what it prints with `--json` is its answer. */
export interface CommandStep extends Narrated {
  readonly runs: readonly string[];
  readonly shows?: Shown;
  readonly save?: Readonly<Record<string, string>>;
}

export type StoryStep = CallStep | CommandStep;

/** The acts of one role in one sitting. The sweep that opens it is the player's, not the story's. */
export interface Sitting {
  /** Wall time in the story's zone: `2026-05-04T09:05`. */
  readonly at: string;
  readonly role: Role;
  readonly says: string;
  /** The heading of the part of the story that begins here. */
  readonly chapter?: string;
  /** Values that the opening sweep must show. */
  readonly sweep?: Shown;
  /** Names for parts of the sweep that the steps refer to. */
  readonly save?: Readonly<Record<string, string>>;
  /** Kinds of lines of the sweep's `watch` that are read out: things that the role looks at rather than does. */
  readonly reads?: readonly string[];
  /** Duties that come back, by their kinds; the note closes those that no tool does. */
  readonly routine?: { readonly kinds: readonly string[]; readonly note: string };
  readonly steps: readonly StoryStep[];
}

export interface Story {
  readonly title: string;
  readonly opening: readonly string[];
  readonly zone: string;
  /** The deployment's own policy, laid over the shipped one. */
  readonly policy: Readonly<Record<string, unknown>>;
  readonly sessions: readonly Sitting[];
  /** Changes that time brings every day and the narrator leaves out. */
  readonly quiet: readonly string[];
  readonly channels: readonly string[];
  /** A change of the file at the end; the ledger is then verified once more. */
  readonly tampering?: Tampering;
}
