/** One act: load, apply what is due, decide, append, answer. */

import type { Context, Moment } from '../../rules/command/context.ts';
import { tellingTied } from '../../rules/people/tied-identities.ts';
import {
  noticePolicy,
  offRecord,
  type PolicyStanding,
  putOnRecord,
  unrecorded,
} from '../../rules/policy-changes/policy-on-record.ts';
import { applyAccountTimers } from '../../rules/reactions/account-timers.ts';
import { applyDeskTimers } from '../../rules/reactions/desk-timers.ts';
import { addHours } from '../../rules/time/time.ts';
import { keptAnswers } from '../../rules/vocabulary/limits.ts';
import { type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import { noChanges, type Transaction, type Unit } from '../engine/engine.ts';
import { noticeRestored } from '../integrity/restored-backup.ts';
import type { ArgsIn, Call, Work } from '../port/ledger.ts';
import { policyStanding } from '../reading/policy-standing.ts';
import { actedOf, type TakenCommand } from './acted.ts';
import { Aggregates } from './aggregates.ts';
import { requestOf, streamOf } from './kept-answers.ts';
import { loadingOf } from './load.ts';
import type { Beginning } from './preconditions.ts';
import { asOfNow } from './preview-due.ts';
import { type AskedOf, appendRefusal, appendRefusedMails } from './record-refusal.ts';
import { type Append, Recording } from './recording.ts';
import { contextOf, readerFor, type Store } from './store.ts';
import { toldAfter } from './told-after.ts';

/** One act: everything it needs is read, decided, written and answered under one lock. */
export function execute<Args, Input, Extra extends object, Answer>(
  { store, moment }: Beginning,
  transaction: Transaction,
  work: Work<Args, Input, Extra, Answer>,
): Unit<Answer | Refusal> {
  return new Acting(store, transaction, work).unit(moment);
}

class Acting<Args, Input, Extra extends object, Answer> {
  readonly #store: Store;
  readonly #transaction: Transaction;
  readonly #work: Work<Args, Input, Extra, Answer>;
  #asked: AskedOf | undefined;

  constructor(store: Store, transaction: Transaction, work: Work<Args, Input, Extra, Answer>) {
    this.#store = store;
    this.#transaction = transaction;
    this.#work = work;
  }

  unit(moment: Moment): Unit<Answer | Refusal> {
    const { call } = this.#work;
    const { rows } = this.#transaction;
    const request = call.idempotencyKey === undefined ? null : requestOf(call);
    const since = addHours(moment.now, -24 * keptAnswers.days);
    const kept = request === null ? undefined : rows.kept.get(call.role, call.idempotencyKey ?? '', since);
    if (kept && kept.request === request) return unkept(JSON.parse(kept.answer));
    const { role, client, principal, key, dryRun: isTrial } = call;
    const by = { role, client, principal, key, now: moment.now, isTrial };
    const recording = new Recording(this.#store, this.#transaction, by);
    const standing = policyStanding(rows, this.#store.ruling);
    const stale = offRecord(standing, call.role);
    if (stale) return unkept(stale);
    const context = contextOf(moment, call, this.#work.command.name);
    const found = kept ? keyTaken(call) : this.#found(moment);
    const taken = 'refused' in found ? found : this.#decide(found.args, context, standing);
    const unmet = this.#unmet(taken);
    if (unmet) return unkept(unmet);
    if ('refused' in found) return this.#refuse(found, [], standing, recording);
    if ('refused' in taken) return this.#refuse(taken, this.#despite(found.args, context), standing, recording);
    recording.policy(standing);
    const answer = this.#write(taken, recording, moment, found.args);
    if (request !== null && !call.dryRun) this.#keep(request, answer, taken, moment);
    this.#store.step('answered');
    return { value: answer, keep: !call.dryRun, erases: taken.aggregates.erases() };
  }

  #found(moment: Moment): { readonly args: Args } | Refusal {
    const { args } = this.#work;
    return isFound(args) ? args(asOfNow(this.#store, this.#transaction, moment), moment) : { args };
  }

  /** T6: due timers come first, so that no answer depends on who swept. */
  #decide(args: Args, context: Context, standing: PolicyStanding): TakenCommand<Extra> | Refusal {
    const { command } = this.#work;
    const prepared = command.prepare(args, context);
    if ('refused' in prepared) return prepared;
    const aggregates = this.#aggregates(context);
    const world = aggregates.world(prepared.keys);
    applyDeskTimers(world.desk, context);
    noticeRestored(world.desk, this.#store.restored, context);
    const beside = aggregates.single;
    for (const { draft, suppressed } of aggregates.accounts()) applyAccountTimers(draft, suppressed, beside, context);
    const deskTasks = world.desk.state.tasks;
    const decided = command.decide(prepared.input, world, context);
    const done = new Map(aggregates.accounts().map(({ draft }) => [draft, draft.pending.length]));
    if (!('refused' in decided)) noticePolicy(world.desk, standing, context);
    const lists = 'refused' in decided ? '' : aggregates.afterCommand(context);
    this.#store.step('decided');
    if ('refused' in decided) {
      const on = world.account?.state;
      const asked = on && command.asked?.(prepared.input, on);
      if (asked) this.#asked = { account: on.id, asked };
      return decided;
    }
    const told = putOnRecord(standing, this.#work.call.dryRun);
    const followed = toldAfter(aggregates.accounts(), done);
    const summary = `${decided.summary}${lists}${followed.text}${told ? ` ${told}` : ''}`;
    return {
      decided: { ...decided, summary },
      aggregates,
      named: followed.named,
      deskTasks,
      waits: aggregates.waits.touched(),
    };
  }

  /** A refusal, and what stands though the call is refused. */
  #refuse(refusal: Refusal, despite: readonly Append[], standing: PolicyStanding, recording: Recording): Unit<Refusal> {
    const { tool, dryRun } = this.#work.call;
    if (unrecorded(standing) !== null) return unkept(refusal);
    const value = despite.some(({ after }) => after.kind === 'person') ? tellingTied(refusal, dryRun) : refusal;
    if (dryRun) return unkept(value);
    appendRefusal(tool, refusal, recording, this.#asked);
    for (const change of despite) recording.append(change);
    this.#transaction.write(recording.take());
    return { value, keep: true };
  }

  #despite(args: Args, context: Context): readonly Append[] {
    const { command } = this.#work;
    const prepared = command.despite ? command.prepare(args, context) : null;
    if (!prepared || 'refused' in prepared) return [];
    const aggregates = this.#aggregates(context);
    command.despite?.(prepared.input, aggregates.world(prepared.keys));
    aggregates.followUnmatched();
    if (aggregates.accounts().some(({ draft }) => draft.pending.length > 0)) aggregates.afterCommand(context);
    return aggregates.changes();
  }

  /** The reason why nothing is written, where that depends on the changes of the act. */
  #unmet(taken: TakenCommand<Extra> | Refusal): Refusal | null {
    const { provided } = this.#work;
    if (!provided) return null;
    if ('refused' in taken) return taken;
    const { main } = taken.aggregates;
    const [change, another] = taken.aggregates.changes();
    const isMet = main !== null && change?.stream === main.draft.stream && !another && provided(main.draft);
    return isMet ? null : unmet;
  }

  #aggregates(context: Context): Aggregates {
    return new Aggregates(loadingOf(this.#store, this.#transaction, context));
  }

  #write(taken: TakenCommand<Extra>, recording: Recording, moment: Moment, args: Args): Answer {
    const changes = taken.aggregates.changes();
    for (const change of changes) recording.append(change);
    appendRefusedMails(taken.decided.mails ?? [], recording);
    this.#transaction.write(recording.take());
    return this.#work.answer(
      actedOf(taken, changes),
      readerFor(this.#store, this.#transaction, recording),
      moment,
      args,
    );
  }

  #keep(request: string, answer: Answer, { aggregates, named, waits }: TakenCommand<Extra>, { now: at }: Moment): void {
    const { role, idempotencyKey: key = '' } = this.#work.call;
    const about = [...aggregates.met(), ...named, ...waits.map(({ id }) => id)].join(' ');
    const kept = { role, key, request, answer: JSON.stringify(answer), stream: streamOf(aggregates, waits), about, at };
    this.#transaction.write({ ...noChanges, kept: [kept] });
  }
}

function isFound<Args>(args: Args | ArgsIn<Args>): args is ArgsIn<Args> {
  return typeof args === 'function';
}

function unkept<T>(value: T): Unit<T> {
  return { value, keep: false };
}

const unmet = refuse('CONFLICT', {
  found: 'more comes of it than it is provided for',
  next: 'act without the provision, a part at a time',
});

function keyTaken({ role }: Call): Refusal {
  return refuse('CONFLICT', {
    found: `this \`idempotency_key\` was used by ${role} for another call`,
    next: 'repeat that call with its own arguments, or take a new key',
  });
}
