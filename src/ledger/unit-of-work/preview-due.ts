import type { Applied } from '../../rules/aggregates/event-stamp.ts';
import type { Moment } from '../../rules/command/context.ts';
import type { CopyDraft } from '../../rules/command/world.ts';
import { applyAccountTimers } from '../../rules/reactions/account-timers.ts';
import { inOrderOfDue } from '../../rules/reactions/brought.ts';
import { raiseFlags, restsOnCriteria } from '../../rules/reactions/flags.ts';
import { takeEffect } from '../../rules/reactions/policy-effect.ts';
import type { Instant } from '../../rules/time/time.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import type { Transaction } from '../engine/engine.ts';
import type { Snapshot } from '../port/ledger.ts';
import type { TemplateRecord } from '../port/records.ts';
import type { copyReader } from '../reading/templates.ts';
import { Aggregates } from './aggregates.ts';
import { applyTimers } from './apply-due.ts';
import { drawSample } from './draw-sample.ts';
import { loadingOf } from './load.ts';
import { readerFor, type Store } from './store.ts';

/** The rows that are looked at, by a reader or in a unit of work. */
type Looked = Pick<Transaction, 'rows'> & Partial<Pick<Transaction, 'once'>>;

/** T6: due changes as a sweep would bring them in; nothing is written. */
function previewDue(
  store: Store,
  looked: Looked,
  { limit, ...moment }: Moment & { readonly limit: number },
): readonly Applied[] {
  const { rows } = looked;
  const { aggregates, context } = unkept(store, looked, moment);
  const streams = new Set(rows.due.all(context.now, limit).map(({ stream }) => stream));
  const passed = [...streams].flatMap((stream) => applyTimers(stream, aggregates, context));
  return inOrderOfDue([...passed, ...drawSample(aggregates, rows, context)]).slice(0, limit);
}

/** T6: shows an account, and copy, as time has made it by now, whether or not anybody has swept since. */
export function asOfNow(store: Store, looked: Looked, moment: Moment): Snapshot {
  const reader = readerFor(store, looked);
  const changed = once(() => unlookedSince(store, looked, moment));
  const copy = once(() => {
    const isOver = reader.copy().flags?.some(({ until }) => until <= moment.now) === true;
    return isOver ? unkept(store, looked, moment).aggregates.single.copy() : null;
  });
  const asOf: Pick<Snapshot, 'due' | 'account' | keyof ReturnType<typeof copyReader>> = {
    due: (limit) => previewDue(store, looked, { ...moment, limit }),
    copy: () => copy()?.state ?? reader.copy(),
    template(id) {
      const record = reader.template(id);
      return record && retiredNow(record, copy());
    },
    templatesOf(key, paging) {
      const listed = reader.templatesOf(key, paging);
      return isRefusal(listed) ? listed : { ...listed, items: listed.items.map((each) => retiredNow(each, copy())) };
    },
    account(ref) {
      const record = reader.account(ref);
      if (record === null) return record;
      const { alarm } = record.state;
      const changedAt = restsOnCriteria(record.state) ? changed() : null;
      if (changedAt === null && (alarm === null || alarm > moment.now)) return record;
      const { aggregates, context } = unkept(store, looked, moment);
      const loaded = aggregates.account(record.state.id);
      if (!loaded) return record;
      applyAccountTimers(loaded.draft, loaded.suppressed, aggregates.single, context);
      if (changedAt !== null) raiseFlags(loaded.draft, loaded.suppressed, context, changedAt);
      aggregates.afterCommand(context);
      return { ...loaded.record(), version: record.version };
    },
  };
  return Object.assign(Object.create(reader), asOf);
}

/** P2: since when a change of the policy has been in force under which accounts are still to be looked at. */
function unlookedSince(store: Store, looked: Looked, moment: Moment): Instant | null {
  const { aggregates, context } = unkept(store, looked, moment);
  const changes = aggregates.single.policyChanges();
  takeEffect(changes, context);
  return changes.state.look?.at ?? null;
}

/** I1: a version whose flag lapsed since somebody last looked. */
function retiredNow(record: TemplateRecord, copy: CopyDraft | null): TemplateRecord {
  const found = copy?.pending.find(({ event }) => event.type === 'template_retired' && event.template === record.id);
  if (found?.event.type !== 'template_retired') return record;
  const { at, event } = found;
  const step = { seq: 0, state: 'retired', hash: '', at, role: 'time', because: event.because } as const;
  return { ...record, state: step.state, steps: [...record.steps, step] };
}

function once<Found>(find: () => Found): () => Found {
  let found: { readonly it: Found } | undefined;
  return () => {
    found ??= { it: find() };
    return found.it;
  };
}

/** Aggregates of which nothing is kept. */
function unkept(store: Store, { rows, once: kept = (ask) => ask() }: Looked, moment: Moment) {
  const context = { ...moment, role: 'viewer', command: null } as const;
  const aggregates = new Aggregates(loadingOf(store, { rows, once: kept }, context));
  return { aggregates, context };
}
