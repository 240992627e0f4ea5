import type { External, OutsideIds } from '../aggregates/account.ts';
import { emailAddress } from '../identity/email-address.ts';
import { cleanText, firstNameOf } from '../identity/free-text.ts';
import { linkedinProfile } from '../identity/linkedin-profile.ts';
import { type CalendarDate, type Instant, parseInstant } from '../time/time.ts';
import { writtenIn } from '../time/written-date.ts';
import { faulty, invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { Context } from './context.ts';
import type { PersonKey } from './world.ts';

/** Gathers the fields of one call; the first fault found is the answer, so that nothing half-read goes on. */
export interface InputReader {
  text(field: string, given: string | undefined, limit: 'name' | 'reference' | 'quote'): string | undefined;
  required(field: string, given: string | undefined, limit: 'name' | 'reference' | 'quote'): string;
  past(field: string, given: string): Instant;
  /** A date stands for its first instant. */
  pastOrDay(field: string, given: string): Instant;
  pastDate(field: string, given: string): CalendarDate;
  fault(refusal: Refusal): void;
  /** First parts of addresses that nobody reads (A2). */
  readonly unreadMailboxes: readonly string[];
  readonly refusal: Refusal | null;
}

export function inputReader({ policy, calendar, now, today }: Context): InputReader {
  let refusal: Refusal | null = null;
  const fault = (found: Refusal) => {
    refusal ??= found;
  };
  const text: InputReader['text'] = (field, given, limit) => {
    if (given === undefined) return undefined;
    const read = cleanText(given, policy.limits[limit].value);
    if ('text' in read && !(limit !== 'quote' && /[\n\t]/.test(read.text))) return read.text;
    fault(faulty(field, 'problem' in read ? read.problem : 'holds a line break or a tab; one line is wanted'));
    return undefined;
  };
  const past: InputReader['past'] = (field, given) => {
    const read = parseInstant(given);
    if ('problem' in read) fault(faulty(field, read.problem));
    else if (read.instant > now) fault(future(field, read.instant, now));
    return 'problem' in read ? now : read.instant;
  };
  return {
    text,
    required(field, given, limit) {
      const read = text(field, given, limit);
      if (read === '' || given === undefined) fault(invalid(field, given, 'a text that says it'));
      return read ?? '';
    },
    past,
    pastOrDay(field, given) {
      const written = writtenIn(given.trim());
      if (!written || written.timed) return past(field, given);
      if (written.date > today) fault(future(field, written.date, today));
      return calendar.startOf(written.date);
    },
    pastDate(field, given) {
      const written = writtenIn(given.trim());
      const isTimed = written ? written.timed : /^\d{4}-\d{2}-\d{2}T/.test(given);
      if (!written && !isTimed) fault(invalid(field, given, 'a date such as 2026-04-20'));
      if (isTimed) return calendar.dateOf(past(field, given));
      if (written && written.date > today) fault(future(field, written.date, today));
      return written?.date ?? today;
    },
    fault,
    unreadMailboxes: policy.account.unread_mailboxes.value,
    get refusal() {
      return refusal;
    },
  };
}

function future(field: string, given: string, now: string): Refusal {
  return refuse('INVALID_INPUT', {
    ruling: 'T7',
    found: `\`${field}\` is ${given}, which lies ahead: it is ${now} now`,
    next: `give the time at which it happened; what has not happened yet is not filed`,
  });
}

export interface PersonInput {
  readonly name?: string | undefined;
  readonly first_name?: string | undefined;
  readonly email?: string | undefined;
  readonly linkedin_url?: string | undefined;
  readonly title?: string | undefined;
  /** Ids of other systems (A13). */
  readonly external?: External | undefined;
}

/** A person as read: the words that get sealed, and what the rules may know. */
export interface PersonRead {
  readonly fields: Readonly<Record<string, string>>;
  readonly email_domain: string | null;
  readonly has_profile: boolean;
  readonly has_name: boolean;
  readonly keys: readonly PersonKey[];
}

/** A2: one address and one profile at most. */
export function readPerson(field: string, given: PersonInput, read: InputReader): PersonRead {
  const fields: Record<string, string> = {};
  const keys: PersonKey[] = [];
  let email_domain: string | null = null;
  const name = read.text(`${field}.name`, given.name, 'name');
  const first = read.text(`${field}.first_name`, given.first_name, 'name') || (name ? firstNameOf(name) : undefined);
  const title = read.text(`${field}.title`, given.title, 'name');
  if (name) fields.name = name;
  if (first) fields.first_name = first;
  if (title) fields.title = title;
  Object.assign(fields, readExternal(given.external ?? {}, read, `${field}.`));
  if (given.email !== undefined) {
    const address = emailAddress(given.email);
    if ('problem' in address) read.fault(faulty(`${field}.email`, address.problem));
    else {
      if (isUnread(address.email, read)) read.fault(nobodyReads(`${field}.email`, address.email));
      fields.email = address.email;
      email_domain = address.registrable;
      keys.push({ email: address.email });
    }
  }
  if (given.linkedin_url !== undefined) {
    const profile = linkedinProfile(given.linkedin_url);
    if ('problem' in profile) read.fault(faulty(`${field}.linkedin_url`, profile.problem));
    else {
      fields.linkedin_url = profile.url;
      keys.push({ profile: profile.url });
    }
  }
  return {
    fields,
    email_domain,
    has_profile: fields.linkedin_url !== undefined,
    has_name: fields.first_name !== undefined,
    keys,
  };
}

/** A13: an id is a word of the other system's: kept as given, in one line. */
export function readExternal(given: External, read: InputReader, of = ''): OutsideIds {
  const words = Object.entries(given).flatMap(([system, id]) => {
    const word = read.text(`${of}external.${system}`, id === undefined ? undefined : String(id), 'name');
    return word ? [[system, word] as const] : [];
  });
  return Object.fromEntries(words);
}

function isUnread(email: string, { unreadMailboxes }: InputReader): boolean {
  const local = email.slice(0, email.lastIndexOf('@')).split('+', 1)[0] ?? '';
  return unreadMailboxes.includes(local);
}

function nobodyReads(field: string, email: string): Refusal {
  return refuse('RULE_REFUSED', {
    clause: '3.1',
    ruling: 'A2',
    found: `\`${field}\` is ${email}: machines write from there and nobody reads it, so it is no contact's`,
    next: 'give the address or the LinkedIn profile of the person who acted; if a machine wrote, there is nothing to file',
  });
}

/** A2: a person is known by one of the two. */
export function neitherGiven(field: string): Refusal {
  return refuse('INVALID_INPUT', {
    ruling: 'A2',
    found: `\`${field}\` has neither \`email\` nor \`linkedin_url\``,
    next: 'give one of the two, it is how a contact is known',
  });
}
