import { isDeepStrictEqual } from 'node:util';
import type { AccountState } from '../../src/rules/aggregates/account.ts';
import { type WaitingState, waitingNotes } from '../../src/rules/aggregates/unmatched-person.ts';
import { age } from './exhaustive-facts.ts';

export type Waits = ReadonlyMap<string, WaitingState>;

interface OnFile {
  readonly account: AccountState;
  readonly suppressed: ReadonlySet<string>;
  readonly waiting: Waits;
}

/** State that decisions read of those who wait, and of addresses that are suppressed. */
export function peopleOnFile({
  waiting,
  stopped,
  now,
}: {
  readonly waiting: Waits;
  readonly stopped: string;
  readonly now: string;
}): string {
  const waits = [...waiting].flatMap(([stream, state]) => {
    const notes = waitingNotes(state).map(
      ({ signal, observed_at }) => `${signal.type}${age(observed_at.slice(0, 10), { now }) > 90 ? 'o' : ''}`,
    );
    // A person who waits no more is as one who never did.
    return state.ended === null ? [`${stream}:${[...new Set(notes)].sort()}`] : [];
  });
  return `${waits.sort().join(';')} ${stopped}`;
}

/** A2, L13: a note that waits counts nowhere and is one duty; whoever is one person is suppressed as one. */
export function waitsWrong(before: OnFile, after: OnFile, outcome: string): readonly string[] {
  return [
    ...(outcome === 'waiting' && !isDeepStrictEqual(told(before.account), told(after.account))
      ? ['A2 a note that waits counts at an account']
      : []),
    ...[...after.waiting.values()].flatMap((each) => waitWrong(each, after.account)),
    ...joinsWrong(after),
  ];
}

/** State that a note may not touch before it is placed; time's own work at the account it touches is another matter (T6). */
function told({ signals, contacts, stage, review }: AccountState): object {
  return { signals, contacts, stage, review };
}

function waitWrong(state: WaitingState, { signals }: AccountState): readonly string[] {
  const { task, notes = [], ended } = state;
  const waits = waitingNotes(state).length > 0;
  const isOpen = task !== undefined && task.closed_at === undefined;
  const lost = notes.filter(({ ended: end }) => end?.why === 'placed' && !signals.some(({ id }) => id === end.as));
  return [
    ...(waits === isOpen ? [] : [`A2 ${waits ? 'notes wait and are nobody’s task' : 'a task to place nothing'}`]),
    ...(ended !== null || waits || notes.length === 0 ? [] : ['A2 a wait goes on without a note']),
    ...lost.map(({ id }) => `A2 ${id} was placed as a signal that is not on file`),
  ];
}

function joinsWrong({ account: { contacts, signals }, suppressed }: OnFile): readonly string[] {
  return contacts.flatMap(({ id, part_of }) => {
    if (part_of === undefined) return [];
    const whole = contacts.find((each) => each.id === part_of);
    return [
      ...(whole && whole.part_of === undefined ? [] : [`A2 ${id} is part of somebody who is no whole`]),
      ...(suppressed.has(id) === suppressed.has(part_of) ? [] : ['L13 a part is suppressed without the whole']),
      ...(signals.some((each) => each.contact === id && !each.gone) ? ['A2 an act stands at a part'] : []),
    ];
  });
}
