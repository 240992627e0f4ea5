import type { Reader } from '../ledger/port/ledger.ts';

const anId = /\b(?:acc_[a-z0-9]+|[a-z]{3}_(?:desk|copy|[a-z0-9]{6,})_\d+|[a-z][a-z_]*_\d+_v\d+)\b/g;

/** An answer without the ids that a trial gave out: nothing stands under them. What the caller named stays as it was given. */
export function withoutUnborn<Data extends Readonly<Record<string, unknown>>>(
  data: Data,
  reader: Reader,
  given: unknown = {},
): Data {
  const known = new Map(idsIn(given).map((id) => [id, false]));
  const isUnborn = (id: string): boolean => {
    const found = known.get(id) ?? isNew(id, reader);
    known.set(id, found);
    return found;
  };
  const stripped: Data = JSON.parse(JSON.stringify(data), (key, value: unknown) => {
    // A company may be named like an id; a name never is one.
    if (typeof value === 'string' && key !== 'name')
      return isUnbornAlone(value, isUnborn) ? undefined : plain(value, isUnborn);
    return Array.isArray(value) ? value.filter((each) => each !== undefined) : value;
  });
  return stripped;
}

function idsIn(given: unknown): readonly string[] {
  return (JSON.stringify(given) ?? '').toLowerCase().match(anId) ?? [];
}

/** The id by itself, or a claim on one, which a trial never makes. */
function isUnbornAlone(text: string, isUnborn: (id: string) => boolean): boolean {
  const [id] = text.match(anId) ?? [];
  return id !== undefined && ((text === id && isUnborn(id)) || text.startsWith(`${id}@`));
}

function plain(text: string, isUnborn: (id: string) => boolean): string {
  const unnamed = text.replace(/ \(([a-z]{3}_[a-z0-9_]+)\)/g, (all, id: string) => (isUnborn(id) ? '' : all));
  return unnamed.replace(anId, (id) => (isUnborn(id) ? 'a new one' : id));
}

/** How many ids of its kind copy has given out. */
function countOf(id: string, reader: Reader): number {
  if (id.startsWith('lst_')) return reader.lists().proposed;
  const { requested, flagged = 0 } = reader.copy();
  return id.startsWith('flg_') ? flagged : requested;
}

/** Ids are numbered on their stream in the order in which they are given out. */
function isNew(id: string, reader: Reader): boolean {
  if (id.startsWith('acc_')) return reader.account(id) === null;
  if (/_v\d+$/.test(id)) return reader.template(id) === null;
  const [, mark = '', number = ''] = id.split('_');
  if (mark === 'copy') return Number(number) > countOf(id, reader);
  if (mark === 'desk') return Number(number) > reader.desk().minted;
  if (id.startsWith('wtg_')) return !reader.waitingNotes(`wtg_${mark}`).some((note) => note.id === id);
  const state = reader.account(`acc_${mark}`)?.state;
  if (!state) return true;
  return state.id === `acc_${mark}` && Number(number) > state.minted;
}
