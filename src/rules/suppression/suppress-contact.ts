/** Suppression, its void, and erasure (§3.5, L13, L14). */

import { label } from '../aggregates/account.ts';
import { isSuppressed, type PersonState, type SuppressionReason } from '../aggregates/suppressed-person.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import type { PersonFile, PersonKey } from '../command/world.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import { fingerprintOf, suppressTied } from '../people/tied-identities.ts';
import { done } from '../tasks/closing.ts';
import { openTask, openTasks } from '../tasks/tasks.ts';
import { noSuchPerson, personKey } from './person-ref.ts';

export interface SuppressArgs {
  readonly contact: string;
  readonly reason: SuppressionReason;
  readonly note?: string | undefined;
  /** The source, such as a list and its column: no personal data. */
  readonly source?: string | undefined;
}

export interface Suppressed {
  readonly accounts: readonly string[];
  /** Whether they were not suppressed already. */
  readonly news: boolean;
}

interface Input {
  readonly reason: SuppressionReason;
  readonly note: string | undefined;
  readonly source: string | undefined;
}

/** §3.5, L13: nobody writes to this person again, from any account, by any hand. */
export const suppressContact: Command<SuppressArgs, Input, Suppressed> = {
  name: 'suppress_contact',
  clause: '3.5',
  prepare(args, context) {
    const key = personKey(args.contact, context);
    if ('refused' in key) return key;
    const read = inputReader(context);
    const note = read.text('note', args.note, 'quote');
    const { reason, source } = args;
    return read.refusal ?? { keys: { person: key.key }, input: { reason, note, source } };
  },
  decide(input, { person }, context) {
    if (!person) return noSuchPerson();
    return suppress(person, input, context);
  },
};

/** L13: suppresses addresses and profiles that a row ties to a suppressed person, though the row itself was refused. */
export const suppressRow: Command<{ readonly identities: readonly string[] }, readonly PersonKey[], object> = {
  name: 'import',
  clause: '3.5',
  prepare({ identities }, context) {
    const keys = identities.flatMap((each) => {
      const read = personKey(each, context);
      return 'refused' in read ? [] : [read.key];
    });
    return { keys: { people: keys }, input: keys };
  },
  decide(keys, { identities }) {
    const outcome = suppressTied(identities(keys)) ? 'done' : 'exists';
    return { outcome, summary: 'what the row ties to a suppressed person is suppressed', checks: [], extra: {} };
  },
};

export function suppress(person: PersonFile, { reason, note, source }: Input, context: Context): Decided<Suppressed> {
  const contexts = reason === 'hostile' ? ['sales', 'marketing'] : ['sales'];
  const lacks = (state: PersonState | null) =>
    !isSuppressed(state) || contexts.some((each) => !state?.contexts.includes(each));
  const news = person.drafts.some(({ before }) => lacks(before));
  const [named] = person.named;
  for (const draft of person.drafts) {
    const by = draft === named || named === undefined ? undefined : fingerprintOf(named);
    // A person who was suppressed by another address is named themselves now, and stays so when the other is lifted.
    if (!lacks(draft.before) && (by !== undefined || draft.before?.by === undefined)) continue;
    draft.emit({ type: 'person_suppressed', reason, contexts, ...given({ by, source }) });
  }
  for (const { account, contact } of news ? person.contacts : []) {
    const sealed = note ? { sealed: { person: contact, fields: { note } } } : {};
    account.emit({ type: 'contact_suppressed', contact, reason, ...sealed });
    const isPart = account.state.contacts.some((each) => each.id === contact && each.part_of !== undefined);
    if (reason === 'hostile' && !isPart) openTask(account, { kind: 'remove_everywhere', subject: contact }, context);
  }
  closeLooks(person);
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
    extra: { accounts: [...new Set(person.contacts.map(({ account }) => account.state.id))], news },
  };
}

/** A9: closes the tasks to look at a person who asked to stop: no mail goes to them any more. */
function closeLooks({ contacts }: PersonFile): void {
  for (const { account, contact } of contacts) {
    for (const { id, subject } of openTasks(account.state, 'look_at_stop'))
      if (subject === contact) account.emit({ type: 'task_closed', task: id, ...done('the person is suppressed') });
  }
}

function given(fields: { readonly by: string | undefined; readonly source: string | undefined }) {
  const { by, source } = fields;
  return { ...(by === undefined ? {} : { by }), ...(source === undefined ? {} : { source }) };
}
