import type { PolicyValues } from '../policy/policy.ts';
import type { Check } from '../vocabulary/check.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { Context } from './context.ts';

/** Two acts that one person should not do both (L16). */
export type Separated = keyof PolicyValues['separation'];

interface First {
  /** The first act and what it was about: `scored the dossier of Acme`. */
  readonly did: string;
  /** The principal who did it, where a role key proved it. */
  readonly principal?: string | undefined;
}

/** Whether the policy refuses the second act to who did the first (L16). */
export function isEnforced(pair: Separated, { separation }: Pick<PolicyValues, 'separation'>): boolean {
  return separation[pair].value === 'enforce';
}

/** L16: one principal in both acts is refused where the policy enforces, warned of where it tells, else left to the audit. */
export function separation(
  pair: Separated,
  { did, principal }: First,
  { policy, role, principal: own }: Pick<Context, 'policy' | 'role' | 'principal'>,
): Refusal | readonly Check[] {
  const rule = policy.separation[pair];
  if (own === undefined || own !== principal || rule.value === 'off') return [];
  const found = `${own} ${did}, and acts here as ${role}`;
  if (isEnforced(pair, policy))
    return refuse('NOT_PERMITTED', {
      clause: rule.clause,
      ruling: 'L16',
      found,
      next: `let somebody else who holds a key of ${role} do it (separation.${pair} of the policy)`,
    });
  return [
    {
      rule: `separation.${pair}`,
      clause: rule.clause,
      ruling: 'L16',
      verdict: 'warn',
      because: found,
      basis: rule.basis,
    },
  ];
}

/** A warning in the words of an answer; nothing where there is none. */
export function warned(checks: readonly Check[]): string {
  return checks.map(({ because }) => ` One person did both: ${because}.`).join('');
}
