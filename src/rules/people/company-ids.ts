import { type OutsideIds, outsideSystems } from '../aggregates/account.ts';

/** A13: ids of the company that a list's row names, among the words of who waits; a person's own stand under other names. */
export function asCompanyIds(ids: OutsideIds): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(ids).map(([system, id]) => [`company_${system}`, id]));
}

export function companyIds(words: Readonly<Record<string, string | undefined>>): OutsideIds {
  return Object.fromEntries(
    outsideSystems.flatMap((system) => {
      const id = words[`company_${system}`];
      return id === undefined ? [] : [[system, id]];
    }),
  );
}
