import type { Moment } from '../command/context.ts';
import type { PolicyValues } from '../policy/policy.ts';
import { outcomeInWords } from '../vocabulary/outcome-words.ts';
import { type Both, type ChangeEffect, type EffectFound, first } from './effect-found.ts';
import { ofDuties, ofSpans } from './effect-on-clocks.ts';
import { ofActs, ofFacts } from './effect-on-criteria.ts';
import { ofCount, ofFindings } from './effect-on-dossiers.ts';
import { ofSequences } from './effect-on-sequences.ts';

type Search = (both: Both) => EffectFound | null;

/** Searches that likely find the account concerned, by the section that changes. */
const nearest: Readonly<Record<string, readonly Search[]>> = {
  gates: [ofFacts],
  facts: [ofFacts],
  engagement: [ofActs],
  buying: [ofFindings, ofCount],
  duties: [ofDuties],
  regression: [ofSpans],
  sequences: [ofSequences, ofSpans],
};

const searches: readonly Search[] = [ofFacts, ofActs, ofFindings, ofCount, ofSequences, ofSpans, ofDuties];

/**
 * P2: looks for the smallest account of which two policies make something else: the facts, acts, findings, spans and
 * touches at the boundaries of both, one departing from an account that qualifies at a time. The path says where to
 * look first, and nothing else.
 */
export function smallestChanged(before: PolicyValues, after: PolicyValues, moment: Moment, path = ''): EffectFound {
  const both: Both = { before, after, moment };
  const near = nearest[path.split('.')[0] ?? ''] ?? [];
  return first([...near, ...searches], (search) => search(both)) ?? { account: null, was: null, would: null };
}

export function effectText(effects: readonly ChangeEffect[]): string {
  return effects
    .map(({ path, account, was, would }) =>
      account === null
        ? `${path}: no account was found whose classification, dossier, clock or sequence it changes.`
        : `${path}: the smallest account that it changes has ${inWords(account)}: ${outcome(was)} until now, ${outcome(would)} then.`,
    )
    .join(' ');
}

const outcome = (said: string | null): string => (said === null ? 'nothing' : outcomeInWords(said));

/** Facts of an account as words, without the signs of JSON: `employees 200, industry B2B SaaS`. */
function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(inWords).join(' and ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name.replaceAll('_', ' ')} ${inWords(each)}`)
    .join(', ');
}
