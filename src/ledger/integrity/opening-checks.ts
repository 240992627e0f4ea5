import type { Engine } from '../engine/engine.ts';
import type { Rows } from '../engine/rows.ts';
import type { Box } from '../events/sealed-fields.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { LedgerUnusable } from '../port/unusable.ts';
import { bringKeysBack, lostKeys } from './projection-drift.ts';

/** How far back the newest sealed words are looked at. */
const recent = 500;

/** Throws LedgerUnusable where the key store lacks the keys of the newest people. */
export async function refuseWithoutKeys(engine: Engine): Promise<void> {
  const { keys, name } = engine;
  const lost = await engine.read((rows) => lostPeople(rows, keys));
  if (lost.length > 0) throw new LedgerUnusable(`${name}: ${lostKeys(lost, keys.folder)}`, bringKeysBack);
}

function lostPeople(rows: Rows, keys: KeyStore): readonly string[] {
  const newest = rows.newest.get()?.seq ?? 0;
  const sealed = rows.newestSealed.all(newest - recent).flatMap(({ body }) => personIn(body));
  const missing = [...new Set(sealed)].filter((person) => keys.hasLost(person));
  if (missing.length === 0) return [];
  const erased = new Set(rows.erasures.all().map(({ contact }) => contact));
  return missing.filter((person) => !erased.has(person));
}

/** A body that was tampered with is for `verify` to name. */
function personIn(body: string): readonly string[] {
  try {
    const { sealed }: { readonly sealed?: Box } = JSON.parse(body);
    return sealed ? [sealed.person] : [];
  } catch {
    return [];
  }
}
