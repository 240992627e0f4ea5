import type { Applied } from '../aggregates/event-stamp.ts';

/** Changes that time brought: how many, and the first of accounts and of the desk in the order of their due times. */
export interface Brought {
  readonly count: number;
  readonly first: readonly Applied[];
}

export const nothing: Brought = { count: 0, first: [] };

/** Adds changes to those that time brought; no more than `most` of either kind are held, however many there are. */
export function broughtToo({ count, first }: Brought, some: readonly Applied[], most: number): Brought {
  const inOrder = inOrderOfDue([...first, ...some]);
  const held = new Set(
    [true, false].flatMap((ofDesk) => inOrder.filter((each) => isOfDesk(each) === ofDesk).slice(0, most)),
  );
  return { count: count + some.length, first: inOrder.filter((each) => held.has(each)) };
}

export function inOrderOfDue(applied: readonly Applied[]): readonly Applied[] {
  return [...applied].sort((a, b) => (a.due_at < b.due_at ? -1 : a.due_at > b.due_at ? 1 : 0));
}

function isOfDesk({ account }: Applied): boolean {
  return account === undefined;
}
