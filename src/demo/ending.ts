import { at } from './answer-paths.ts';
import type { Pen } from './answers.ts';
import type { StoryEnding } from './play.ts';
import { paragraph, table } from './terminal-layout.ts';
import { type Account, Board, Channel, Proof } from './views.ts';

/** Channels with more posts than this are cut to their newest. */
const mostPosts = 12;

/** The board, what was posted, and whether the ledger holds. */
export function endingLines({ board, channels, proof }: StoryEnding, pen: Pen): string {
  const parts = [
    boardLines(board, pen),
    ...Object.entries(channels).map(([name, posts]) => channelLines(name, posts, pen)),
    proofLines(proof, pen),
  ];
  return `\n${parts.join('\n')}`;
}

function heading(text: string, { ink }: Pen): string {
  return `${ink.strong(`── ${text} ${'─'.repeat(Math.max(0, 96 - text.length))}`)}\n\n`;
}

function boardLines(board: unknown, pen: Pen): string {
  const { stages } = Board.parse(board);
  const filled = stages.filter(({ count }) => count > 0);
  const total = stages.reduce((sum, { count }) => sum + count, 0);
  const rows = filled.flatMap(({ stage, count, accounts }) =>
    accounts.map((account, n) => [n === 0 ? `${stage} (${count})` : '', ...rowOf(account, pen)]),
  );
  return `${heading(`The board: ${total} accounts`, pen)}${table(rows, '  ')}`;
}

function rowOf(
  { name, owner, stage_since, review, priority, flags, first_touch }: Account,
  { local }: Pen,
): readonly string[] {
  const remarks = [
    ...(first_touch ? [`first touch ${first_touch.type}`] : []),
    ...(review === 'NONE' ? [] : [review]),
    ...(priority === 'high' ? ['high priority'] : []),
    ...flags,
  ];
  return [name, owner, `since ${local.short(stage_since)}`, remarks.join(', ')];
}

function channelLines(name: string, channel: unknown, pen: Pen): string {
  const posts = [...Channel.parse(channel).posts].reverse();
  const shown = posts.slice(-mostPosts);
  const cut = shown.length < posts.length ? `, the newest ${shown.length}` : '';
  const lines = shown.map((post) => paragraph(`  ${pen.local.short(post.at).padEnd(16)}  `, pen.local.text(post.text)));
  return `${heading(`#${name}: ${posts.length} posts${cut}`, pen)}${lines.join('')}`;
}

function proofLines(proof: unknown, pen: Pen): string {
  const { ok, events, streams, checkpoints } = Proof.parse(proof);
  const fault = at(proof, 'fault/because');
  const text = ok
    ? `The ledger holds: ${events} events on ${streams} streams, each chained to the one before, under ${checkpoints} signed checkpoints.`
    : `The ledger is damaged: ${String(fault)}`;
  return `${heading('The proof', pen)}${paragraph('  ', text, ok ? pen.ink.good : pen.ink.bad)}\n`;
}
