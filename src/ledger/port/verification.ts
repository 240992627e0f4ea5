export type Damage = 'altered' | 'unlinked' | 'gap' | 'truncated' | 'checkpoint_mismatch' | 'projection_drift';

/** The first thing found wrong, in the order of the kinds' severity. */
export interface Fault {
  readonly kind: Damage;
  /** The number of the first bad event, where there is one. */
  readonly seq?: number;
  readonly stream?: string;
  readonly version?: number;
  readonly because: string;
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly events: number;
  readonly streams: number;
  readonly checkpoints: number;
  readonly fault: Fault | null;
}

export interface Rebuilt {
  readonly events: number;
  /** Rows that were not what the events say, by table and key; they are right now. */
  readonly drift: readonly string[];
}
