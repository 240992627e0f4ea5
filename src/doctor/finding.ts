/** The checks of an installation: program, places, ledger, clients. */

const levels = ['ok', 'warn', 'fail'] as const;

/** One thing looked at: how it stands, and what to do about it. */
export interface InstallationFinding {
  readonly check:
    | 'node'
    | 'driver'
    | 'paths'
    | 'permissions'
    | 'network_drive'
    | 'keys'
    | 'clock'
    | 'policy'
    | 'lock'
    | 'events'
    | 'outside_ids'
    | 'clients'
    | 'hook'
    | 'leftovers'
    | 'spf'
    | 'dkim'
    | 'dmarc';
  readonly level: (typeof levels)[number];
  readonly path?: string;
  readonly because: string;
  readonly next: string;
}

type FindingWords = Omit<InstallationFinding, 'check' | 'level'>;

/** Findings of one check. */
export function findings(check: InstallationFinding['check']) {
  return {
    fail: (told: FindingWords): InstallationFinding => ({ check, level: 'fail', ...told }),
    warn: (told: FindingWords): InstallationFinding => ({ check, level: 'warn', ...told }),
    /** The findings, or where there are none, one that says what was looked at. */
    orOk: (found: readonly InstallationFinding[], because: string, path?: string): readonly InstallationFinding[] =>
      found.length > 0
        ? found
        : [{ check, level: 'ok', ...(path === undefined ? {} : { path }), because, next: 'nothing to do' }],
  };
}
