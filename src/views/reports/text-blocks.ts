import { plural } from '../../rules/vocabulary/amount-text.ts';

/** A part of a text: its lead, its rows, its end. */
export interface Block {
  readonly lead: readonly string[];
  readonly rows: readonly string[];
  readonly end?: string | undefined;
  /** Whether rows may be left out. */
  readonly gives: boolean;
}

/** Lines of one screen. */
const lines = 48;

/** Rows that a block keeps. */
const kept = 3;

/** How the rest is got, wherever the text stands. */
const rest = (n: number) => `${plural(n, 'more row')}: ask \`pipeline_report\` with detail full, or read the JSON.`;

interface Shown {
  readonly block: Block;
  readonly rows: number;
}

function linesOf({ block: { lead, rows: all, end }, rows }: Shown): readonly string[] {
  const left = all.length - rows;
  const told = [...(left > 0 ? [rest(left)] : []), ...(end === undefined ? [] : [end])].join(' ');
  return [...lead, ...all.slice(0, rows), ...(told === '' ? [] : ['', told])];
}

/** Blocks on one screen: the longest gives way first, and says how many rows it lost. */
export function onOneScreen(blocks: readonly Block[]): readonly string[] {
  const shown = blocks.map((block) => ({ block, rows: block.rows.length }));
  for (let all = shown.flatMap(linesOf); ; all = shown.flatMap(linesOf)) {
    const longest = shown
      .filter(({ block, rows }) => block.gives && rows > kept)
      .reduce<(typeof shown)[number] | undefined>(
        (most, each) => (most && most.rows >= each.rows ? most : each),
        undefined,
      );
    if (all.length <= lines || !longest) return all;
    longest.rows -= 1;
  }
}

/** Blocks with all of their rows. */
export function inFull(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block) => linesOf({ block, rows: block.rows.length }));
}
