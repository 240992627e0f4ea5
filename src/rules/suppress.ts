import { type Command, type Context, type Decided, label, type PersonFile, type PersonKey } from './command.ts';
import { criteriaChecks } from './criteria.ts';
import { emailAddress, linkedinProfile } from './identity.ts';
import { reading } from './input.ts';
import { isSuppressed, type SuppressionReason } from './person.ts';
import { faulty, type Refusal, refuse } from './refusal.ts';
import { openTask } from './tasks.ts';
import { restoreDuties, tooLate } from './void.ts';

export interface SuppressArgs {
  readonly contact: string;
  readonly reason: SuppressionReason;
  readonly note?: string | undefined;
}

interface Input {
  readonly reason: SuppressionReason;
  readonly note: string | undefined;
}

/** A person as anyone names one: a contact's id, an e-mail address, or a profile. */
export function personKey(ref: string): { readonly key: PersonKey } | Refusal {
  const text = ref.trim();
  if (/^con_[a-z0-9]+_\d+$/.test(text)) return { key: { id: text } };
  if (text.includes('@')) {
    const read = emailAddress(text);
    return 'problem' in read ? faulty('contact', read.problem) : { key: { email: read.email } };
  }
  const profile = linkedinProfile(text);
  return 'problem' in profile
    ? faulty('contact', 'a contact id (con_...), an e-mail address or a LinkedIn profile is wanted')
    : { key: { profile: profile.url } };
}

export function noSuchPerson(): Refusal {
  return refuse('NOT_FOUND', {
    clause: '3.5',
    ruling: 'L13',
    found: 'no contact stands under that id or address',
    next: 'take the id from explain_account, or give the e-mail address',
  });
}

/** §3.5, L13: nobody writes to this person again, from any account, by any hand. */
export const suppressContact: Command<SuppressArgs, Input, { accounts: readonly string[] }> = {
  name: 'suppress_contact',
  clause: '3.5',
  prepare(args, context) {
    const key = personKey(args.contact);
    if ('refused' in key) return key;
    const read = reading(context);
    const note = read.text('note', args.note, 'quote');
    return read.refusal ?? { keys: { person: key.key }, input: { reason: args.reason, note } };
  },
  decide(input, { person }, context) {
    if (!person) return noSuchPerson();
    return suppress(person, input, context);
  },
};

function suppress(
  person: PersonFile,
  { reason, note }: Input,
  context: Context,
): Decided<{ accounts: readonly string[] }> {
  const contexts = reason === 'hostile' ? ['sales', 'marketing'] : ['sales'];
  const news = person.drafts.some(
    ({ before }) => !isSuppressed(before) || contexts.some((each) => !before?.contexts.includes(each)),
  );
  if (news) {
    for (const draft of person.drafts) draft.emit({ type: 'person_suppressed', reason, contexts });
    for (const { account, contact } of person.contacts) {
      account.emit({
        type: 'contact_suppressed',
        contact,
        reason,
        ...(note ? { sealed: { person: contact, fields: { note } } } : {}),
      });
      if (reason === 'hostile') openTask(account, { kind: 'remove_everywhere', subject: contact }, context);
    }
  }
  const names = person.contacts.map(({ account }) => label(account.state));
  const where =
    names.length > 0
      ? ` It holds at ${[...new Set(names)].join(', ')} and wherever the person turns up.`
      : ' The person is no contact yet; it holds wherever they turn up.';
  const [first] = person.contacts;
  return {
    outcome: 'done',
    summary: news
      ? `The person is suppressed (${reason}): no mail goes to them again.${where}`
      : `The person is suppressed already.${where}`,
    checks: first
      ? criteriaChecks(
          { state: first.account.state, suppressed: new Set([...first.suppressed, first.contact]) },
          context,
        )
      : [],
    extra: { accounts: person.contacts.map(({ account }) => account.state.id) },
  };
}

export interface VoidArgs {
  readonly contact: string;
  readonly evidence: string;
}

/** L14: a suppression entered for the wrong person is voided by legal.exec, with evidence. */
export const voidSuppression: Command<VoidArgs, { readonly evidence: string }, { accounts: readonly string[] }> = {
  name: 'void_suppression',
  clause: '3.5',
  prepare(args, context) {
    const key = personKey(args.contact);
    if ('refused' in key) return key;
    const read = reading(context);
    const evidence = read.required('evidence', args.evidence, 'quote');
    return read.refusal ?? { keys: { person: key.key }, input: { evidence } };
  },
  decide({ evidence }, { person }, context) {
    if (!person) return noSuchPerson();
    const held = person.drafts.filter(({ before }) => isSuppressed(before));
    if (held.length === 0) {
      return refuse('RULE_REFUSED', {
        clause: '3.5',
        ruling: 'L14',
        found: 'that person is not suppressed',
        next: 'nothing is to void',
      });
    }
    const late = tooLate(held, context);
    if (late) return late;
    for (const draft of held) draft.emit({ type: 'suppression_voided' });
    for (const { account, contact } of person.contacts) {
      account.emit({ type: 'suppression_voided', contact, sealed: { person: contact, fields: { evidence } } });
      restoreDuties(account, contact, context);
    }
    const [first] = person.contacts;
    const checks = first
      ? criteriaChecks(
          {
            state: first.account.state,
            suppressed: new Set([...first.suppressed].filter((each) => each !== first.contact)),
          },
          context,
        )
      : [];
    return {
      outcome: 'done',
      summary: 'The suppression is voided; it had been entered for the wrong person. Both words stay in the ledger.',
      checks,
      extra: { accounts: person.contacts.map(({ account }) => account.state.id) },
    };
  },
};

export interface EraseArgs {
  readonly contact: string;
  readonly basis: string;
}

/** Forgets a person: their words become unreadable for ever, what was decided stays, and a suppression survives. */
export const erasePerson: Command<EraseArgs, { readonly basis: string }, { accounts: readonly string[] }> = {
  name: 'erase_person',
  clause: '3.5',
  prepare(args, context) {
    const key = personKey(args.contact);
    if ('refused' in key) return key;
    const read = reading(context);
    const basis = read.required('basis', args.basis, 'reference');
    return read.refusal ?? { keys: { person: key.key }, input: { basis } };
  },
  decide({ basis }, { person }, context) {
    const contacts = person?.contacts.filter(({ current }) => current) ?? [];
    if (!person || contacts.length + person.waiting.length === 0) return noSuchPerson();
    // L13: with the addresses goes what told that they are suppressed; the contact keeps a word of its own.
    const reason = person.drafts.find(({ before }) => isSuppressed(before))?.before?.reason ?? 'other';
    for (const { account, contact, suppressed } of contacts) {
      if (suppressed.has(contact)) account.emit({ type: 'contact_suppressed', contact, reason });
      account.emit({ type: 'person_erased', contact, basis });
    }
    for (const wait of person.waiting) wait.emit({ type: 'wait_ended', why: 'erased', note: basis });
    const [first] = contacts;
    const checks = first ? criteriaChecks({ state: first.account.state, suppressed: first.suppressed }, context) : [];
    const count = contacts.length;
    const where = count === 0 ? 'the unmatched people' : `${count} ${count === 1 ? 'account' : 'accounts'}`;
    return {
      outcome: 'done',
      summary: `The person is erased from ${where}: name, addresses and words can't be read any more. The decisions stay, and so does a suppression.`,
      checks,
      extra: { accounts: contacts.map(({ account }) => account.state.id) },
    };
  },
};
