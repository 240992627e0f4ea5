import type { Scalar } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import { nearest } from '../language/edit-distance.ts';

type WithPolicy = Pick<Context, 'policy'>;

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** G-3: the fact that a gate reads and a name stands for, by its synonyms or nearly; null for one of its own. */
export function factMeant(name: string, { policy }: WithPolicy): string | null {
  const known = Object.keys(policy.facts);
  if (known.includes(name) || name.startsWith('x_')) return null;
  const named = Object.entries(policy.facts).find(([fact, { also = [] }]) =>
    [fact, ...also].some((each) => plain(each) === plain(name)),
  );
  return named?.[0] ?? nearest(name.toLowerCase(), known) ?? null;
}

/** G-3: the listed industry that differs in case, blanks, hyphens or &/and alone, else the value as given. */
export function industryAs(value: string, context: WithPolicy): string {
  return listed(context).find((each) => alike(each) === alike(value)) ?? value;
}

/** G-3: one that is near a listed one is another, and is told. */
export function industryRemark(fact: string, value: Scalar, context: WithPolicy): string {
  if (fact !== 'industry' || typeof value !== 'string' || listed(context).includes(value)) return '';
  const near = nearest(alike(value), listed(context).map(alike));
  const meant = listed(context).find((each) => alike(each) === near);
  return meant
    ? ` The industry ${JSON.stringify(value)} is recorded as given; it is not ${JSON.stringify(meant)}, which the list of gate facts holds: correct it if that was meant.`
    : '';
}

function listed({ policy }: WithPolicy): readonly string[] {
  return policy.gates.flatMap(({ fact, value }) => (fact === 'industry' && Array.isArray(value) ? value : []));
}

function alike(industry: string): string {
  return industry
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[\s\-\u2010-\u2015]/g, '');
}
