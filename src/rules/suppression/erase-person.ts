import { isSuppressed } from '../aggregates/suppressed-person.ts';
import type { Command } from '../command/command.ts';
import { inputReader } from '../command/input-reader.ts';
import type { Traces } from '../command/world.ts';
import { standingOf } from '../criteria/engagement.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import { plural } from '../vocabulary/amount-text.ts';
import { noSuchPerson, personKey } from './person-ref.ts';

export interface EraseArgs {
  readonly contact: string;
  readonly basis: string;
}

export interface Erased {
  readonly accounts: readonly string[];
  /** Counts of deleted data: records of contacts, notes with text (waiting ones too), kept answers, copies that were left behind. */
  readonly erased: { readonly records: number } & Traces;
}

/** Forgets a person: their words become unreadable for ever, what was decided stays, and a suppression survives. */
export const erasePerson: Command<EraseArgs, { readonly basis: string }, Erased> = {
  name: 'erase_person',
  clause: '3.5',
  prepare(args, context) {
    const key = personKey(args.contact, context);
    if ('refused' in key) return key;
    const read = inputReader(context);
    const basis = read.required('basis', args.basis, 'reference');
    return read.refusal ?? { keys: { person: key.key }, input: { basis } };
  },
  decide({ basis }, { person }, context) {
    const contacts = person?.contacts.filter(({ current }) => current) ?? [];
    if (!person || contacts.length + person.waiting.length === 0) return noSuchPerson();
    const { notes, kept_answers, copies } = person.traces;
    const erased = { records: contacts.length, notes, kept_answers, copies };
    // L13: with the addresses goes what told that they are suppressed; the contact keeps a word of its own.
    const reason = person.drafts.find(({ before }) => isSuppressed(before))?.before?.reason ?? 'other';
    for (const { account, contact, suppressed } of contacts) {
      if (suppressed.has(contact)) account.emit({ type: 'contact_suppressed', contact, reason });
      account.emit({ type: 'person_erased', contact, basis });
    }
    for (const wait of person.waiting) wait.emit({ type: 'wait_ended', why: 'erased', note: basis });
    const [first] = contacts;
    const checks = first ? criteriaChecks(standingOf(first.account, first), context) : [];
    const accounts = [...new Set(contacts.map(({ account }) => account.state.id))];
    return { outcome: 'done', summary: erasedText(erased, accounts.length), checks, extra: { accounts, erased } };
  },
};

/** In a dry run `would` says what an erasure would do. */
export function erasedText(
  { records, notes, kept_answers, copies }: Erased['erased'],
  accounts: number,
  would = false,
) {
  const where = accounts === 0 ? 'the unmatched people' : plural(accounts, 'account');
  const what = [
    plural(records, 'record'),
    plural(notes, 'note'),
    plural(kept_answers, 'kept answer'),
    plural(copies, 'copy that a killed process left', 'copies that killed processes left'),
  ].join(', ');
  return would
    ? `dry run: nothing was written. The person would be erased from ${where}: name, addresses and words could not be read any more. It would take ${what}. The decisions would stay, and so would a suppression.`
    : `The person is erased from ${where}: name, addresses and words can't be read any more. With them went ${what}. The decisions stay, and so does a suppression.`;
}
