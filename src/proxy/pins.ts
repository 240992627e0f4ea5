import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { ListedTool } from './mail-server-tools.ts';

const Pinned = z.strictObject({
  title: z.string().optional(),
  description: z.string().optional(),
  inputSchema: z.record(z.string(), z.unknown()),
  outputSchema: z.record(z.string(), z.unknown()).optional(),
  annotations: z.record(z.string(), z.unknown()).optional(),
});

const Tools = z.record(z.string(), Pinned);

const PinFile = z.strictObject({
  /** As they were first listed, or confirmed since. */
  tools: Tools,
  /** As they were last listed, where that differs. */
  seen: Tools.optional(),
});

type Pinned = z.infer<typeof Pinned>;

type Tools = Readonly<Record<string, Pinned>>;

/** How a tool stands to what was pinned. */
export interface ToolChange {
  readonly tool: string;
  readonly change: 'new' | 'changed' | 'gone';
  /** The parts that differ, and the descriptions where they do. */
  readonly what: readonly string[];
  readonly was?: string;
  readonly is?: string;
}

/** The pins can't be read: nothing is taken for confirmed. */
export class UnreadablePins extends Error {}

/** The tools of one mail server as they were shown first: what differs is refused until somebody confirms it. */
export class Pins {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** The first list is pinned; of a later one it is kept what differs. Answers the tools that differ. */
  compare(listed: readonly ListedTool[]): ReadonlySet<string> {
    const seen = Object.fromEntries(listed.map((tool) => [tool.name, pinned(tool)]));
    const file = this.#read();
    if (file === null) {
      this.#write({ tools: seen });
      return new Set();
    }
    const differing = changes(file.tools, seen).filter(({ change }) => change !== 'gone');
    const isNews = differing.length > 0 && !isDeepStrictEqual(file.seen, seen);
    if (isNews) this.#write({ tools: file.tools, seen });
    return new Set(differing.map(({ tool }) => tool));
  }

  /** Changes that wait for a confirmation. */
  waiting(): readonly ToolChange[] {
    const file = this.#read();
    return file?.seen ? changes(file.tools, file.seen) : [];
  }

  /** From now on the tools as they were last listed are those that are shown. */
  confirm(): readonly ToolChange[] {
    const found = this.waiting();
    const seen = this.#read()?.seen;
    if (seen) this.#write({ tools: seen });
    return found;
  }

  #read(): z.infer<typeof PinFile> | null {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw new UnreadablePins(`${this.path} can't be read`);
    }
    try {
      return PinFile.parse(JSON.parse(text));
    } catch {
      throw new UnreadablePins(`${this.path} holds no pins`);
    }
  }

  #write(file: z.infer<typeof PinFile>): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const whole = `${this.path}.${process.pid}.tmp`;
    writeFileSync(whole, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
    renameSync(whole, this.path);
  }
}

/** Through JSON, so that a key that is undefined is as one that is missing. */
function pinned({ title, description, inputSchema, outputSchema, annotations }: ListedTool): Pinned {
  return Pinned.parse(JSON.parse(JSON.stringify({ title, description, inputSchema, outputSchema, annotations })));
}

function changes(before: Tools, after: Tools): readonly ToolChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return names.flatMap((tool): readonly ToolChange[] => {
    const [was, is] = [before[tool], after[tool]];
    if (!was) return [{ tool, change: 'new', what: [], ...(is?.description ? { is: is.description } : {}) }];
    if (!is) return [{ tool, change: 'gone', what: [] }];
    const what = (['title', 'description', 'inputSchema', 'outputSchema', 'annotations'] as const).filter(
      (key) => !isDeepStrictEqual(was[key], is[key]),
    );
    if (what.length === 0) return [];
    const words = what.includes('description') ? { was: was.description ?? '', is: is.description ?? '' } : {};
    return [{ tool, change: 'changed', what, ...words }];
  });
}
