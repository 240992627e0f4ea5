import type { KeptSuppression, KeyStore } from '../keys/key-store.ts';
import type { Row } from '../projections/tables.ts';
import type { Changes } from './engine.ts';

/** Tells the key store who was suppressed, and whose suppression was voided, once it is committed. */
export function suppressionsTold(keys: Pick<KeyStore, 'remember'>) {
  let told: { readonly mark: string; readonly is: KeptSuppression | null }[] = [];
  return {
    take({ removed, put }: Changes) {
      for (const { table, values } of removed)
        if (table === 'suppression') told.push({ mark: String(values[0]), is: null });
      for (const { table, values } of put) if (table === 'suppression') told.push(suppressionIn(values));
    },
    end(keep: boolean) {
      const last = new Map(told.map(({ mark, is }) => [mark, is]));
      told = [];
      if (!keep || last.size === 0) return;
      try {
        keys.remember(
          [...last.values()].filter((is) => is !== null),
          [...last].flatMap(([mark, is]) => (is === null ? [mark] : [])),
        );
      } catch {
        // The next opening sees that the counts differ.
      }
    },
  };
}

function suppressionIn(values: Row['values']) {
  const [mark = '', , reason, contexts, since] = values.map(String);
  return { mark, is: { mark, reason: reason ?? '', contexts: contexts ?? '', since: since ?? '' } };
}
