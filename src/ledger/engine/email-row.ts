/** A rendered mail without its words. */
export interface EmailRow {
  readonly id: string;
  readonly account: string;
  readonly contact: string;
  readonly hash: string;
  readonly template: string;
  readonly sequence: string;
  readonly touch: number;
  /** A list as JSON. */
  readonly failing: string;
  readonly names_price: number;
}
