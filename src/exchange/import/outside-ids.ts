import type { RowReading } from './import-list.ts';

export const ofCompany = { monday: 'monday', hubspot: 'hubspot', apollo: 'apollo' } as const;
export const ofPerson = {
  apollo: 'contact_apollo',
  hubspot: 'contact_hubspot',
  gmail_thread: 'gmail_thread',
} as const;

/** Columns of ids that other systems gave. */
export const outsideFields: readonly string[] = [...Object.values(ofCompany), ...Object.values(ofPerson)];

/** A13: ids under which other systems know the company or the person, each in its own column. */
export function outsideIn(text: RowReading['text'], columns: Readonly<Record<string, string>>) {
  const ids = Object.entries(columns).flatMap(([system, field]) => {
    const id = text(field);
    return id === undefined ? [] : [[system, id] as const];
  });
  return ids.length > 0 ? { external: Object.fromEntries(ids) } : {};
}
