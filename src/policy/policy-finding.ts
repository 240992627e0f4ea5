/** Something in the policy that does not fit, or is missing. */
export interface PolicyFinding {
  readonly kind: string;
  readonly clause: string;
  readonly because: string;
}
