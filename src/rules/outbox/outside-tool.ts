/** A call of a tool outside, as that tool takes it (A13), and whom it concerns. */
export interface OutsideCall {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, string | number | readonly string[]>>;
  readonly account?: string;
  /** The item of the board, where it is known. */
  readonly item?: string;
  readonly channel?: string;
  /** The ledger's id of the person whom the intent concerns. */
  readonly contact?: string;
  readonly stage?: string;
  readonly review?: string;
  /** Arguments that the caller has to add, and how to find them. */
  readonly missing?: Readonly<Record<string, string>>;
}
