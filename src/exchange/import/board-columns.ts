import { plainHeader, type Vendor } from './columns.ts';

/**
 * Headings of a board or an account list, as vendors write them: of two that fill one field the first named counts first.
 * A last activity, contact or touch may be ours, and is no engagement (A10).
 */
const headings = {
  stage: [
    'stage',
    'ladder stage',
    'deal stage',
    'account stage',
    'pipeline stage',
    'sales stage',
    'opportunity stage',
    'funnel stage',
    'company stage',
    'contact stage',
    'lifecycle stage',
    'lead status',
    'status',
  ],
  stage_since: [
    'stage since',
    'in stage since',
    'date entered stage',
    'date entered current stage',
    'stage entered',
    'stage date',
    'stage changed at',
    'stage changed on',
    'stage last changed',
    'last stage change',
  ],
  last_engagement: [
    'last engagement',
    'last engagement date',
    'date of last engagement',
    'last reply',
    'last reply date',
    'last replied',
    'last replied at',
    'recent sales email replied date',
  ],
  briefing_at: [
    'briefing at',
    'briefing on',
    'briefing date',
    'date of briefing',
    'briefing',
    'briefing scheduled',
    'meeting date',
    'next meeting',
    'next meeting date',
  ],
  monday: ['monday', 'monday id', 'monday item id', 'item id', 'item id auto generated', 'pulse id'],
  hubspot: [
    'hubspot',
    'hubspot id',
    'hubspot company id',
    'associated company ids',
    'primary associated company id',
    'company record id',
    'company id',
    'record id',
    'hs object id',
  ],
  apollo: ['apollo', 'apollo id', 'apollo account id', 'account id'],
  company: ['item', 'item name', 'prospect', 'client'],
  name: ['contact', 'contact person', 'primary contact', 'main contact'],
} satisfies Readonly<Record<string, readonly string[]>>;

/** Fields that a list of accounts and their stages has beside those of other lists. */
export const boardFields: readonly string[] = [
  'stage',
  'stage_since',
  'last_engagement',
  'briefing_at',
  'monday',
  'hubspot',
  'apollo',
];

const byHeading = new Map(Object.entries(headings).flatMap(([field, names]) => names.map((name) => [name, field])));

/** In a list of people HubSpot's own id of a row is the person's. */
export function recordField(cell: string, vendor: Vendor, all: ReadonlySet<string>): string | undefined {
  const plain = plainHeader(cell);
  if (vendor !== 'HubSpot' || (plain !== 'record id' && plain !== 'hs object id')) return undefined;
  const isOfPeople = all.has('email') && (all.has('first name') || !all.has('company domain name'));
  return isOfPeople ? 'contact_hubspot' : 'hubspot';
}

export function boardField(cell: string, vendor: Vendor, all: ReadonlySet<string>): string | undefined {
  return recordField(cell, vendor, all) ?? byHeading.get(plainHeader(cell));
}

/** How exactly a heading says what is meant; undefined for a field of every list. */
export function boardVagueness(field: string, cell: string): number | undefined {
  const names = Object.entries(headings).find(([name]) => name === field)?.[1];
  const at = names?.indexOf(plainHeader(cell)) ?? -1;
  return at < 0 ? undefined : at;
}
