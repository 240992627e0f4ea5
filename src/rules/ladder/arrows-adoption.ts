import type { Arrow } from './arrow.ts';

const entry = {
  command: 'adopt',
  from: ['PROSPECT'],
  reviews: ['NONE'],
  review: 'NONE',
  guards: ['adoptable'],
  clause: '3',
} as const;

/** A starting team has a pipeline already: an account is taken over once, at the stage that a list states (A12). */
export const adoptionArrows = [
  { ...entry, id: 'adopt_mql', to: 'MQL', roles: ['sales.ops', 'cmo'], says: 'taken over as MQL from a list' },
  { ...entry, id: 'adopt_sql', to: 'SQL', roles: ['cro'], says: 'taken over as SQL from a list' },
  {
    ...entry,
    id: 'adopt_briefing_ready',
    to: 'BRIEFING_READY',
    roles: ['cro'],
    says: 'taken over from a list with its Briefing ahead',
  },
  {
    ...entry,
    id: 'adopt_assessment_qualified',
    to: 'ASSESSMENT_QUALIFIED',
    roles: ['cro'],
    says: 'taken over from a list with the Assessment taken up',
  },
  { ...entry, id: 'adopt_won', to: 'WON', roles: ['cro'], says: 'taken over from a list as won' },
  { ...entry, id: 'adopt_recycled', to: 'RECYCLED', roles: ['cro'], says: 'taken over from a list as a lost deal' },
  {
    ...entry,
    id: 'adopt_disqualified',
    to: 'DISQUALIFIED',
    roles: ['sales.ops', 'cmo', 'cro'],
    says: 'taken over from a list as disqualified',
  },
  {
    ...entry,
    id: 'adopt_archived',
    to: 'ARCHIVED',
    roles: ['sales.ops', 'cmo', 'cro'],
    says: 'taken over from a list as archived',
  },
] as const satisfies readonly Arrow[];
