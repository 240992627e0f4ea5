import type { CommandStep, StoryStep, StoryValue } from '../story.ts';

/** Instants of May 2026 are four hours behind UTC in New York. */
export const on = (wall: string): string => `${wall}:00-04:00`;

/** Duties that come back by the calendar. */
export const recurring = [
  'daily_check_in',
  'weekly_close',
  'sla_audit',
  'board_audit',
  'take_in_replies',
  'reconcile_stages',
] as const;

/** A session that also does what recurs, and says so. */
export const routine = (note: string, ...more: readonly string[]) => ({
  routine: { kinds: [...recurring, ...more], note },
});

interface Person {
  readonly name: string;
  readonly email: string;
  readonly title: string;
}

export interface StoryCompany {
  readonly domain: string;
  readonly name: string;
  readonly person: Person;
  /** Facts that sales.ops finds out about it, by the names that the gates read. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

const sources: Readonly<Record<string, readonly [source: string, evidence: string]>> = {
  employees: ['company profile', 'headcount on the public profile'],
  has_ecosystem_motion: ['partner page', 'a named alliances team and a partner programme'],
  arr_usd: ['press release', 'recurring revenue as the company states it'],
  industry: ['company site', 'how the company describes itself'],
  gate_g5: ['account research', 'attested after a look at the leadership page'],
};

export function factsOf({ facts }: Pick<StoryCompany, 'facts'>, as_of: string): StoryValue {
  return Object.entries(facts).map(([fact, value]) => {
    const [source, evidence] = sources[fact] ?? ['account research', 'read on the company site'];
    return { fact, value, source, evidence, as_of };
  });
}

/** sales.ops registers a company with what it found out. */
export function registers(company: StoryCompany, as_of: string, says: string): StoryStep {
  const { domain, name, person } = company;
  const given = { domain, name, facts: factsOf(company, as_of), contacts: [{ ...person }] };
  return { says, tool: 'save_account', with: given, expect: 'created' };
}

/** The part of a signal note that says whose act it is, and when it was seen. */
export function seen(
  { domain, person }: StoryCompany,
  wall: string,
  source: string,
): { readonly [name: string]: StoryValue } {
  return {
    account: domain,
    contact: { name: person.name, email: person.email, title: person.title },
    observed_at: on(wall),
    source,
  };
}

export const newswire = 'newswire.example';
export const linkedin = 'LinkedIn, company page';
export const post = (slug: string): string => `https://linkedin.example/posts/${slug}`;

interface FindingGiven {
  readonly route: string;
  readonly value?: number;
  readonly date: string;
  readonly shows: string;
  /** A domain; the company's own where none is given. */
  readonly from?: string;
}

type Scored = readonly [score: string, ...findings: readonly FindingGiven[]];

interface DossierGiven {
  readonly of: StoryCompany;
  readonly accessibility?: number;
  readonly S1: Scored;
  readonly S2: Scored;
  readonly S3: Scored;
  readonly S4: Scored;
}

/** S1 to S4, each with its score and what it rests on: every finding refers to a page of where it is from. */
export function dossier({ of, accessibility, ...signals }: DossierGiven): { readonly [name: string]: StoryValue } {
  const scores = Object.entries(signals).map(([signal, [score, ...findings]]) => ({
    signal,
    score,
    findings: findings.map(({ from = of.domain, ...finding }) => ({
      ...finding,
      source: from,
      reference: `https://${from}/${finding.route.replaceAll('_', '-')}`,
    })),
  }));
  return { account: of.domain, scores, ...(accessibility === undefined ? {} : { accessibility }) };
}

/** The sender sends what is permitted: one mail. */
export const sends = (says: string, save: Readonly<Record<string, string>>): CommandStep => ({
  says,
  runs: ['send', '--once'],
  shows: { 'mails/length': 1, 'mails/0/result': 'sent' },
  save,
});
