import { sha256 } from '../events/canonical-json.ts';

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
  const cut = () => least.sort((a, b) => (a.rank < b.rank ? -1 : 1)).slice(0, room);
  for (const of of all) {
    const rank = sha256(`${salt} ${of.id}`);
    if (rank > after) least.push({ of, rank });
    if (least.length === 2 * room) least = cut();
  }
  return cut();
}
