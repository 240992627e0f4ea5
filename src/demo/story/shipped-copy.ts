import { shippedTemplates } from '../../library/shipped-templates.ts';
import type { CallStep } from '../story.ts';

/** Touches whose copy ships with the program, each brought from its request to live by the hands that the flow asks for. */
export interface StoryCopy {
  readonly requested: readonly CallStep[];
  readonly drafted: readonly CallStep[];
  approved(told: string, only?: string): readonly CallStep[];
  readonly loaded: readonly CallStep[];
}

/** The first of each is told, for all of them. */
export function shippedCopy(keys: readonly string[]): StoryCopy {
  const versions = keys.flatMap((key) => shippedTemplates().filter((each) => each.key === key));
  const toldOnce = (n: number) => (n === 0 ? {} : ({ untold: true } as const));
  return {
    requested: versions.map(({ key, sequence, touch }, n) => ({
      says: `Copy for ${versions.length} touches, half an hour each.`,
      tool: 'request_template',
      with: { sequence, touch, purpose: `touch ${touch} of ${sequence}`, estimate_hours: 0.5 },
      expect: 'queued',
      save: { [`request ${key}`]: 'request/id' },
      ...toldOnce(n),
    })),
    drafted: versions.map(({ key, subject, body, slots }, n) => ({
      says: 'The words that come with the program are a good start: submitted like all others.',
      tool: 'draft_template',
      with: {
        request: { $: `request ${key}` },
        subject,
        body,
        slots: slots.map((slot) => ({ ...slot })),
        submit: true,
      },
      expect: 'submitted',
      save: { [`version ${key}`]: 'template/id', [`hash ${key}`]: 'template/hash' },
      ...toldOnce(n),
    })),
    approved: (says, only) =>
      versions
        .filter(({ sequence }) => only === undefined || sequence === only)
        .map(({ key }, n) => ({
          says,
          tool: 'review_template',
          with: { template: { $: `version ${key}` }, hash: { $: `hash ${key}` }, decision: 'approve' },
          expect: 'approved',
          ...toldOnce(n),
        })),
    loaded: versions.map(({ key }, n) => ({
      says: 'Loaded, one after the other.',
      tool: 'load_template',
      with: { template: { $: `version ${key}` } },
      expect: 'live',
      ...toldOnce(n),
    })),
  };
}
