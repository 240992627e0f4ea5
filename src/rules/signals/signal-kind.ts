import type { PolicyValues } from '../policy/policy.ts';
import { type ActKind, isFurther, signalTypesIn } from '../policy/signals.ts';
import {
  catalogue,
  type FiledType,
  filedTypes,
  type NotedType,
  type SignalInput,
  type SignalKind,
} from './catalogue.ts';

type Engagement = Pick<PolicyValues, 'engagement'>;

/** P6: the SOP's own type of each kind of act. */
const ownOf = {
  post: 'E1',
  subscription: 'E2',
  question: 'E3',
  request: 'E4',
  download: 'E5',
  event: 'E6',
  referral: 'E7',
  introduction: 'E10',
} as const satisfies Readonly<Record<ActKind, FiledType>>;

/** A type of an older policy: what is on file of it stands, and nothing new qualifies by it. */
const gone: SignalKind = {
  gloss: 'of no type of this policy',
  needs: [],
  sameBy: 'day',
  quality: () => ({ qualifies: false, is_act: true, because: 'the policy has no such type of signal' }),
};

/** All that the rules on notes ask of a type, the SOP's own or one that the policy adds (P6). */
export function kindOf(type: NotedType, { engagement }: Engagement): SignalKind {
  if (!isFurther(type)) return catalogue[type];
  const rule = engagement.signals[type];
  if (rule === undefined) return gone;
  const kind = catalogue[ownOf[rule.act]];
  return {
    ...kind,
    gloss: rule.says,
    needs: [...new Set([...kind.needs, ...(rule.needs ?? [])])],
    // Likes are counted among those of E1 alone (A4).
    ...(rule.act === 'post' ? { takes: { interaction: ['comment', 'share', 'save'] } } : {}),
  };
}

/** The types that a note may be of under a policy. */
export function notedTypesIn(policy: Engagement): readonly NotedType[] {
  return signalTypesIn(policy).flatMap((type) => (type === 'E8' ? [] : [type]));
}

/** The policy's own types whose notes need a field. */
export function furtherThatNeed(field: Exclude<keyof SignalInput, 'type'>, policy: Engagement): readonly NotedType[] {
  const own: readonly NotedType[] = filedTypes;
  return notedTypesIn(policy).filter((type) => !own.includes(type) && kindOf(type, policy).needs.includes(field));
}
