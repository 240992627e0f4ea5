import { label } from '../aggregates/account.ts';
import { isSuppressed, type PersonState, type SuppressionReason } from '../aggregates/suppressed-person.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { reading } from '../command/input-reader.ts';
import type { PersonFile, PersonKey } from '../command/world.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import { emailAddress } from '../identity/email-address.ts';
import { linkedinProfile } from '../identity/linkedin-profile.ts';
import { markOf, suppressTied } from '../people/tied-identities.ts';
import { openTask } from '../tasks/tasks.ts';
import { faulty, type Refusal, refuse } from '../vocabulary/refusal.ts';
import { lift, staysText } from './void.ts';

export interface SuppressArgs {
  readonly contact: string;
  readonly reason: SuppressionReason;
  readonly note?: string | undefined;
  /** What it is taken from, such as a list and its column: no words of a person. */
  readonly source?: string | undefined;
}

interface Input {
  readonly reason: SuppressionReason;
  readonly note: string | undefined;
  readonly source: string | undefined;
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
    const { reason, source } = args;
    return read.refusal ?? { keys: { person: key.key }, input: { reason, note, source } };
  },
  decide(input, { person }, context) {
    if (!person) return noSuchPerson();
    return suppress(person, input, context);
  },
};

/** L13: what a list's row ties to a suppressed person, though the row itself was refused. */
export const suppressRow: Command<{ readonly identities: readonly string[] }, readonly PersonKey[], object> = {
  name: 'import',
  clause: '3.5',
  prepare({ identities }) {
    const keys = identities.flatMap((each) => {
      const read = personKey(each);
      return 'refused' in read ? [] : [read.key];
    });
    return { keys: { people: keys }, input: keys };
  },
  decide(keys, { identities }) {
    const outcome = suppressTied(identities(keys)) ? 'done' : 'exists';
    return { outcome, summary: 'what the row ties to a suppressed person is suppressed', checks: [], extra: {} };
  },
};

function suppress(
  person: PersonFile,
  { reason, note, source }: Input,
  context: Context,
): Decided<{ accounts: readonly string[] }> {
  const contexts = reason === 'hostile' ? ['sales', 'marketing'] : ['sales'];
  const lacks = (state: PersonState | null) =>
    !isSuppressed(state) || contexts.some((each) => !state?.contexts.includes(each));
  const news = person.drafts.some(({ before }) => lacks(before));
  const [named] = person.named;
  for (const draft of person.drafts) {
    const by = draft === named || named === undefined ? undefined : markOf(named);
    // What came by another address is named itself now, and stays when the other is lifted.
    if (!lacks(draft.before) && (by !== undefined || draft.before?.by === undefined)) continue;
    draft.emit({ type: 'person_suppressed', reason, contexts, ...given({ by, source }) });
  }
  for (const { account, contact } of news ? person.contacts : []) {
    const sealed = note ? { sealed: { person: contact, fields: { note } } } : {};
    account.emit({ type: 'contact_suppressed', contact, reason, ...sealed });
    if (reason === 'hostile') openTask(account, { kind: 'remove_everywhere', subject: contact }, context);
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

function given(fields: { readonly by: string | undefined; readonly source: string | undefined }) {
  const { by, source } = fields;
  return { ...(by === undefined ? {} : { by }), ...(source === undefined ? {} : { source }) };
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
    const lifted = lift(person, evidence, context);
    if ('refused' in lifted) return lifted;
    const [first] = person.contacts;
    const suppressed = new Set([...(first?.suppressed ?? [])].filter((each) => !lifted.freed.has(each)));
    const checks = first ? criteriaChecks({ state: first.account.state, suppressed }, context) : [];
    return {
      outcome: 'done',
      summary: `The suppression is voided; it had been entered for the wrong person. Both words stay in the ledger.${staysText(lifted)}`,
      checks,
      extra: { accounts: person.contacts.map(({ account }) => account.state.id) },
    };
  },
};
