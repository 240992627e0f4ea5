import type { Moment } from '../../rules/command/context.ts';
import type { FirstAct } from '../../rules/command/first-act.ts';
import { separation } from '../../rules/command/separation.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';

/** L16: the principal behind a sweep, where a role key proves it. */
export interface Hand {
  readonly role: Role;
  readonly principal: string;
  /** Other principals who hold a key of the role. */
  readonly others: readonly string[];
}

/** The reason why the caller may not take the second act as well, and who may; null where nothing is in the way. */
export function ownFirst(first: FirstAct | null, hand: Hand | undefined, { policy }: Moment): string | null {
  if (!first || !hand) return null;
  const { pair, did, by } = first;
  const { role, principal, others } = hand;
  const both = separation(pair, { did, principal: by.find((each) => each === principal) }, { policy, role, principal });
  if (!isRefusal(both)) return null;
  const may = others.filter((each) => !by.includes(each));
  const who =
    may.length > 0
      ? `${may.slice(0, shown).join(' or ')} may, with a key of ${role}`
      : `nobody else holds a key of ${role}: \`ladder key add --role ${role} --principal ID\` makes one`;
  return `${both.found}, which separation.${pair} refuses; ${who}`;
}

/** Principals named in one line. */
const shown = 3;
