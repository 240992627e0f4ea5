import type { PolicyValues } from '../policy/policy.ts';
import { type Both, type EffectFound, first, told } from './effect-found.ts';

type Rule = PolicyValues['sequences']['types'][string];

/** P6: each type of sequence, then each touch of it: who approves its copy, by whose rules, and on which day it goes out. */
export function ofSequences(both: Both): EffectFound | null {
  const types = [both.before, both.after].map(({ sequences }) => sequences.types);
  const names = [...new Set(types.flatMap((each) => Object.keys(each)))];
  return first(names, (sequence) => {
    const says = (of: (rule: Rule) => string) => (policy: PolicyValues) => {
      const rule = policy.sequences.types[sequence];
      return rule ? of(rule) : `there is no ${sequence}`;
    };
    const most = Math.max(...types.map((each) => each[sequence]?.touches ?? 0));
    const touches = Array.from({ length: most }, (_, n) => n + 1);
    return (
      told({ sequence }, says(copyOf), both) ??
      first(touches, (touch) => told({ sequence, touch }, says(dayOf(touch)), both))
    );
  });
}

function copyOf({ approved_by, checked_as, beside_review }: Rule): string {
  const beside = beside_review ? ', its lists beside that' : '';
  return `its copy is checked as ${checked_as} and approved by ${approved_by.join(', then ')}${beside}`;
}

const dayOf =
  (touch: number) =>
  ({ touches, days }: Rule): string => {
    if (touch > touches) return 'there is no such touch';
    const day = days?.value[touch - 1];
    return day === undefined ? 'it goes out by hand' : `it is due on day ${day}`;
  };
