import type { Applied } from '../../rules/aggregates/event-stamp.ts';
import type { Context } from '../../rules/command/context.ts';
import {
  type Draw,
  drawDue,
  findingId,
  lapseSamples,
  noteDrawn,
  openSample,
} from '../../rules/tasks/evidence-sample.ts';
import type { Rows } from '../engine/rows.ts';
import { sha256 } from '../events/canonical-json.ts';
import { nameOf } from '../events/streams.ts';
import { bodyOf } from '../projections/replay.ts';
import { lastBefore } from '../reading/last-before.ts';
import type { Aggregates } from './aggregates.ts';

/**
 * S-7: draws the week's evidence to be looked up. The hash of the last event before the audit orders it, which nobody
 * could know while filing; whoever sweeps first draws the same.
 */
export function drawSample(aggregates: Aggregates, rows: Rows, context: Context): readonly Applied[] {
  const desk = aggregates.single.desk;
  const applied: Applied[] = [];
  let open: ReadonlySet<string> | null = null;
  for (;;) {
    const draw = drawDue(desk.state, context);
    if (!draw) return applied;
    for (const account of open ?? sampledIn(rows)) {
      const loaded = aggregates.account(account);
      if (loaded) lapseSamples(loaded.draft, draw);
    }
    open = opened(draw, aggregates, { rows, context });
    noteDrawn(desk, draw);
    if (open.size > 0) applied.push({ kind: 'evidence_drawn', due_at: draw.until, noticed_at: context.now });
  }
}

/** Open tasks of the role that are looked at for samples of weeks before, and candidates ranked at a time. */
const most = 1000;

/** Events read at a time: few enough to be let go young, for what lives longer fills a server's memory. */
const page = 100;

/** Accounts that hold a sample. */
function sampledIn({ openTasksOfRole }: Rows): ReadonlySet<string> {
  const tasks = openTasksOfRole.all({ role: 'chief.staff', due_at: '', id: '', limit: most });
  return new Set(tasks.filter(({ kind }) => kind === 'evidence_sample').map(({ account }) => account));
}

/** Accounts on which the draw opened something. */
function opened(
  draw: Draw,
  aggregates: Aggregates,
  { rows, context }: { readonly rows: Rows; readonly context: Context },
): ReadonlySet<string> {
  const found: string[] = [];
  for (const { account, id } of inOrder(rows, draw)) {
    if (found.length >= context.policy.audit.sample.value) break;
    const loaded = aggregates.account(account);
    if (loaded && openSample(loaded.draft, id, draw.until, context)) found.push(account);
  }
  return new Set(found);
}

interface Candidate {
  readonly account: string;
  readonly id: string;
}

function inOrder(rows: Rows, { from, until }: Draw): Iterable<Candidate> {
  const last = lastBefore(until, rows);
  const first = lastBefore(from, rows)?.seq ?? 0;
  return last ? byRank(() => candidates(rows, first, last.seq), last.hash, most) : [];
}

function* candidates({ evidenceBetween }: Rows, first: number, last: number): Generator<Candidate> {
  for (let after = first; ; ) {
    const found = evidenceBetween.all(after, last, page);
    for (const row of found) for (const id of itemsOf(bodyOf(row).body)) yield { account: nameOf(row.stream), id };
    const end = found.at(-1);
    if (!end || found.length < page) return;
    after = end.seq;
  }
}

function itemsOf(body: Readonly<Record<string, unknown>>): readonly string[] {
  const { fact, signal, dossier } = body;
  const one = idIn(fact) ?? idIn(signal);
  if (one !== null) return [one];
  const id = idIn(dossier);
  const scores: unknown = id === null ? [] : Reflect.get(Object(dossier), 'scores');
  if (id === null || !Array.isArray(scores)) return [];
  return scores.flatMap((scored: { readonly signal: string; readonly findings: readonly unknown[] }) =>
    scored.findings.map((_, n) => findingId(id, scored.signal, n + 1)),
  );
}

function idIn(part: unknown): string | null {
  const id: unknown = typeof part === 'object' && part !== null ? Reflect.get(part, 'id') : undefined;
  return typeof id === 'string' ? id : null;
}

interface Ranked<Of> {
  readonly of: Of;
  readonly rank: string;
}

/** In the order that a hash with `salt` gives; no more than twice `room` are held at a time, however many there are. */
export function* byRank<Of extends { readonly id: string }>(
  all: () => Iterable<Of>,
  salt: string,
  room: number,
): Generator<Of> {
  for (let after = ''; ; ) {
    const some = leastAbove(after, salt, all(), room);
    for (const { of } of some) yield of;
    const end = some.at(-1);
    if (!end || some.length < room) return;
    after = end.rank;
  }
}

function leastAbove<Of extends { readonly id: string }>(
  after: string,
  salt: string,
  all: Iterable<Of>,
  room: number,
): readonly Ranked<Of>[] {
  let least: Ranked<Of>[] = [];
  /** The highest rank that may still be drawn: enough lower ones are known. */
  let bound: string | undefined;
  const cut = () => least.sort((a, b) => (a.rank < b.rank ? -1 : 1)).slice(0, room);
  for (const of of all) {
    const rank = sha256(`${salt} ${of.id}`);
    if (rank > after && (bound === undefined || rank < bound)) least.push({ of, rank });
    if (least.length < 2 * room) continue;
    least = cut();
    bound = least.at(-1)?.rank;
  }
  return cut();
}
