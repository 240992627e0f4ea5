/** A file's text with our entries in it, or why it was left alone. */
export type Merged = { readonly text: string } | { readonly problem: string; readonly next?: string };
