import type { External } from '../aggregates/account.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader, neitherGiven, type PersonInput, readExternal, readPerson } from '../command/input-reader.ts';
import type { PersonIdentity, PersonKey, WaitingDraft } from '../command/world.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { Role } from '../vocabulary/roles.ts';
import { asCompanyIds } from './company-ids.ts';
import { mayTie, suppressTied } from './tied-identities.ts';

export interface WaitArgs {
  readonly person: PersonInput;
  readonly origin: string;
  readonly because: string;
  /** The company's name as the list gives it. */
  readonly company?: string | undefined;
  /** Ids under which other systems know that company (A13). */
  readonly company_ids?: External | undefined;
  /** The act that the list tells of. */
  readonly did?: string | undefined;
}

interface Wait {
  readonly origin: string;
  readonly because: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly keys: readonly PersonKey[];
}

/** A1, A2: a person without an account is neither guessed at nor lost: sales.ops finds the company, or lets it be. */
export const queueUnmatched: Command<WaitArgs, Wait, { waiting: string }> = {
  name: 'import',
  clause: '3.1',
  prepare(args, context) {
    const refusal = notAnImporter(context);
    if (refusal) return refusal;
    const read = inputReader(context);
    const person = readPerson('contact', args.person, read);
    const company = read.text('company', args.company, 'name');
    const ids = asCompanyIds(readExternal(args.company_ids ?? {}, read, 'company.'));
    const did = read.text('signal', args.did, 'reference');
    const origin = read.required('origin', args.origin, 'reference');
    if (read.refusal) return read.refusal;
    if (person.keys.length === 0) return neitherGiven('contact');
    const fields = { ...person.fields, ...(company ? { company } : {}), ...ids, ...(did ? { did } : {}) };
    const { keys } = person;
    return { keys: { waiting: keys, people: keys }, input: { origin, because: args.because, fields, keys } };
  },
  decide({ origin, because, fields, keys }, { waiting, identities }) {
    if (!waiting) throw new Error('the wait of an address was not loaded');
    const given = identities(keys);
    const tied = mayTie({ contact: null, isSuppressed: false, bears: () => false }, given);
    if (tied) return tied;
    suppressTied(given);
    const { before } = waiting;
    const id = waiting.stream.replace(/^waiting:/, 'wtg_');
    const answer = (outcome: string, summary: string) => ({ outcome, summary, checks: [], extra: { waiting: id } });
    if (before?.ended === null) {
      const fresh = given.filter(({ waits }) => !waits.includes(waiting.stream));
      if (fresh.length > 0) waiting.emit({ type: 'wait_tied', sealed: { person: id, fields: addressesOf(fresh) } });
      return answer('duplicate', `waits already, since ${before.since}`);
    }
    if (before?.ended?.why === 'dismissed') return answer('duplicate', `was dismissed by hand at ${before.ended.at}`);
    waiting.emit({ type: 'person_waits', id, origin, because, sealed: { person: id, fields } });
    return answer('unmatched', `waits for sales.ops: ${because}`);
  },
};

function addressesOf(given: readonly PersonIdentity[]): Record<string, string> {
  return Object.fromEntries(
    given.flatMap(({ key: { email, profile } }) => [
      ...(email === undefined ? [] : [['email', email]]),
      ...(profile === undefined ? [] : [['linkedin_url', profile]]),
    ]),
  );
}

function notAnImporter({ policy, role }: Context): Refusal | null {
  const filers: readonly Role[] = Object.values(policy.engagement.signals).flatMap((rule) => rule?.filed_by ?? []);
  if (role === 'sales.ops' || filers.includes(role)) return null;
  return refuse('NOT_PERMITTED', {
    clause: '3.1',
    ruling: 'A9',
    found: `${role} neither registers accounts nor files signals`,
    next: 'hand it to sales.ops',
  });
}

export function isWaiting(draft: WaitingDraft): boolean {
  return (draft.pending.length > 0 ? draft.state : draft.before)?.ended === null;
}
