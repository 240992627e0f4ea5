/** A file's text with our entries in it, or why it was left alone. */
export type Merged = { readonly text: string } | { readonly problem: string; readonly next?: string };

export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
