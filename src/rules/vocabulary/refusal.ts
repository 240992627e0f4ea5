import type { Check } from './check.ts';

export const codes = [
  'NOT_PERMITTED',
  'INVALID_INPUT',
  'NOT_FOUND',
  'RULE_REFUSED',
  'SUPPRESSED',
  'CAP_REACHED',
  'NOT_CONFIGURED',
  'CONFLICT',
  'UNAVAILABLE',
] as const;

export type Code = (typeof codes)[number];

/** A mail that got no permit, without a word of it: what a replay asks again (P4). */
export interface RefusedMail {
  /** The account's id. */
  readonly account: string;
  readonly contact: string;
  /** The rendered mail; none for direct mail. */
  readonly email?: string;
  readonly code: Code;
  /** Everything that kept it back: code, clause and ruling of each, in order. */
  readonly hindrances: readonly string[];
  /** The address on file was another one than the mail names. */
  readonly other_address?: true;
  /** Permits that the same call granted after it. */
  readonly granted?: readonly string[];
}

/** An expected no: a value, never thrown. `found` says what was met with its numbers, `next` who or what goes on. */
export interface Refusal {
  readonly refused: true;
  readonly code: Code;
  readonly found: string;
  readonly next: string;
  readonly clause?: string;
  readonly ruling?: string;
  readonly checks?: readonly Check[];
  /** Contacts left out of a call that named several, each with the reason. */
  readonly left_out?: readonly { readonly contact: string; readonly because: string }[];
  /** Mails that got no permit in a call for permits. */
  readonly mails?: readonly RefusedMail[];
  /** Something that `found` names was changed though the call was refused (L13). */
  readonly changed?: true;
}

export function refuse(code: Code, words: Omit<Refusal, 'refused' | 'code'>): Refusal {
  return { refused: true, code, ...words };
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value && value.refused === true;
}

/** Bad input in the house's one form: the field, what was given, what is wanted. */
export function invalid(field: string, given: unknown, wanted: string): Refusal {
  return refuse('INVALID_INPUT', { found: `\`${field}\` is ${shown(given)}`, next: `give ${wanted}` });
}

/** Bad input whose fault needs words of its own. */
export function faulty(field: string, problem: string): Refusal {
  return refuse('INVALID_INPUT', {
    found: `\`${field}\`: ${problem}`,
    next: `correct \`${field}\` and call again; nothing was recorded`,
  });
}

function shown(given: unknown): string {
  if (given === undefined) return 'missing';
  const text = typeof given === 'string' ? given : (JSON.stringify(given) ?? String(given));
  const clean = text.replace(/[\p{C}\u2028\u2029`]/gu, '\uFFFD');
  return `\`${clean.length > 60 ? `${clean.slice(0, 57)}...` : clean}\``;
}

/** `CODE (§clause): what was found. Next: what to do.` */
export function refusalText(refusal: Refusal): string {
  const clause = refusal.clause ? ` (§${refusal.clause}${refusal.ruling ? `, ${refusal.ruling}` : ''})` : '';
  return `${refusal.code}${clause}: ${refusal.found}. Next: ${refusal.next}.`;
}
