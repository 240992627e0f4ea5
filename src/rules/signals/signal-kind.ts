import type { PolicyValues } from '../policy/policy.ts';
import type { SignalKind } from '../vocabulary/signal-catalogue.ts';
import { filedKinds, isFurther, type NotedType } from '../vocabulary/signal-types.ts';

/** P6: the SOP's own type of each kind of act. */
const ownOf = new Map(Object.values(filedKinds).map((kind) => [kind.act, kind]));

/** A type of an older policy: signals on file stand, and nothing new qualifies by it. */
const gone: SignalKind = {
  gloss: 'of no type of this policy',
  needs: [],
  sameBy: 'day',
  quality: () => ({ qualifies: false, is_act: true, because: 'the policy has no such type of signal' }),
};

/** All that the rules on notes ask of a type, the SOP's own or one that the policy adds (P6). */
export function kindOf(type: NotedType, { engagement }: Pick<PolicyValues, 'engagement'>): SignalKind {
  if (!isFurther(type)) return filedKinds[type];
  const rule = engagement.signals[type];
  const kind = rule && ownOf.get(rule.act);
  if (!kind) return gone;
  return {
    ...kind,
    gloss: rule.says,
    needs: [...new Set([...kind.needs, ...(rule.needs ?? [])])],
    // Likes are counted among those of E1 alone (A4).
    ...(rule.act === 'post' ? { takes: { ...kind.takes, interaction: ['comment', 'share', 'save'] } } : {}),
  };
}
