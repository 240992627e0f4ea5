/** Words about a person: sealed under that person's key before anything is hashed. */
export interface Sealed {
  readonly person: string;
  readonly fields: Readonly<Record<string, string>>;
}
