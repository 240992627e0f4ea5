import { isSuppressed } from '../aggregates/suppressed-person.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import type { AccountDraft, PersonDraft, PersonFile } from '../command/world.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import { fingerprintOf, suppressBy } from '../people/tied-identities.ts';
import { foundText, lookAnew } from '../signals/counts-again.ts';
import { openHeldBack, reopenWriting } from '../tasks/answer-tasks.ts';
import { overtaken } from '../tasks/closing.ts';
import { openTasks } from '../tasks/tasks.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { noSuchPerson, personKey } from './person-ref.ts';

export interface VoidArgs {
  readonly contact: string;
  readonly evidence: string;
}

/** L14: a suppression entered for the wrong person is voided by legal.exec, with evidence. */
export const voidSuppression: Command<VoidArgs, { readonly evidence: string }, { accounts: readonly string[] }> = {
  name: 'void_suppression',
  clause: '3.5',
  prepare(args, context) {
    const key = personKey(args.contact, context);
    if ('refused' in key) return key;
    const read = inputReader(context);
    const evidence = read.required('evidence', args.evidence, 'quote');
    return read.refusal ?? { keys: { person: key.key }, input: { evidence } };
  },
  decide({ evidence }, { person }, context) {
    if (!person) return noSuchPerson();
    const drafts = [...new Set(person.contacts.map(({ account }) => account))];
    const known = new Set(drafts.flatMap(({ state }) => state.signals.map(({ id }) => id)));
    const lifted = lift(person, evidence, context);
    if ('refused' in lifted) return lifted;
    const [first] = person.contacts;
    const suppressed = new Set([...(first?.suppressed ?? [])].filter((each) => !lifted.freed.has(each)));
    const checks = first ? criteriaChecks({ state: first.account.state, suppressed }, context) : [];
    return {
      outcome: 'done',
      summary: `The suppression is voided; it had been entered for the wrong person. Both words stay in the ledger.${staysText(lifted)}${drafts.map((draft) => foundText(draft, known)).join('')}`,
      checks,
      extra: { accounts: [...new Set(person.contacts.map(({ account }) => account.state.id))] },
    };
  },
};

export interface Lifted {
  /** Contacts that may be written to again. */
  readonly freed: ReadonlySet<string>;
  /** How many contacts stay suppressed, for another address or profile of theirs. */
  readonly stay: number;
}

/** L14: lifts what is named and what came by it (L13); what another suppression of the person holds is held on by that. */
function lift(person: PersonFile, evidence: string, context: Context): Lifted | Refusal {
  const held = person.drafts.filter(({ before }) => isSuppressed(before));
  const named = new Set(person.named.filter((each) => held.includes(each)));
  if (named.size === 0) return nothingToVoid(held.length > 0);
  const { lifted, heldBy } = liftedWith(named, held, person.contacts);
  for (const draft of lifted) {
    const apart = named.has(draft) && draft.before?.by !== undefined ? { apart: true as const } : {};
    draft.emit({ type: 'suppression_voided', ...apart });
  }
  for (const [draft, by] of heldBy) suppressBy(draft, by);
  const gone = new Set([...lifted].map(({ stream }) => stream));
  const remain = new Set(held.filter((each) => !lifted.has(each)).map(({ stream }) => stream));
  const freed = new Set<string>();
  let stay = 0;
  for (const { account, contact, streams, suppressed } of person.contacts) {
    if (!streams.some((each) => gone.has(each))) continue;
    if (streams.some((each) => remain.has(each))) {
      stay += 1;
      continue;
    }
    account.emit({ type: 'suppression_voided', contact, sealed: { person: contact, fields: { evidence } } });
    freed.add(contact);
    const still = new Set([...suppressed].filter((each) => !freed.has(each)));
    restoreDuties(account, contact, still, context);
  }
  return { freed, stay };
}

function nothingToVoid(others: boolean): Refusal {
  return refuse('RULE_REFUSED', {
    clause: '3.5',
    ruling: 'L14',
    found: others
      ? 'what is named is not suppressed, another address or profile of the person is'
      : 'that person is not suppressed',
    next: others ? 'name the one that was suppressed' : 'nothing is to void',
  });
}

interface Lifting {
  readonly lifted: ReadonlySet<PersonDraft>;
  /** Suppressions that came by a lifted one and stay, each with its ground from now on. */
  readonly heldBy: ReadonlyMap<PersonDraft, PersonDraft>;
}

function liftedWith(
  named: ReadonlySet<PersonDraft>,
  held: readonly PersonDraft[],
  contacts: PersonFile['contacts'],
): Lifting {
  const lifted = new Set(named);
  const byMark = new Map(held.map((each) => [fingerprintOf(each), each]));
  const cameBy = (draft: PersonDraft) => byMark.get(draft.before?.by ?? '');
  // A set grows while it is walked.
  for (const one of lifted) for (const each of held) if (cameBy(each) === one) lifted.add(each);
  const heldBy = new Map<PersonDraft, PersonDraft>();
  const beside = (draft: PersonDraft) => {
    const own = contacts.filter(({ streams }) => streams.includes(draft.stream));
    return held.find((other) => !lifted.has(other) && own.some(({ streams }) => streams.includes(other.stream)));
  };
  const stays = (draft: PersonDraft): boolean => {
    const by = cameBy(draft);
    if (named.has(draft) || !by) return false;
    if (!lifted.has(by)) return lifted.delete(draft);
    const other = beside(draft);
    if (other) heldBy.set(draft, other);
    return other !== undefined && lifted.delete(draft);
  };
  // A suppression that stays may keep others.
  while ([...lifted].some(stays));
  return { lifted, heldBy };
}

export function staysText({ stay }: Lifted): string {
  if (stay === 0) return '';
  const who = stay === 1 ? 'One contact stays' : `${stay} contacts stay`;
  return ` ${who} suppressed: another address or profile of theirs is.`;
}

/** Tasks that only a suppression opens. */
const owedToSuppressed: readonly string[] = ['look_at_returned', 'remove_everywhere', 'see_to_hostility'];

/** Ends the tasks that the mistake opened about this person, opens again those that it ended, due as they were, and opens those that it held back (L2, L3). */
function restoreDuties(
  account: AccountDraft,
  contact: string,
  suppressed: ReadonlySet<string>,
  context: Context,
): void {
  for (const { id, kind, subject } of openTasks(account.state))
    if (subject === contact && owedToSuppressed.includes(kind))
      account.emit({ type: 'task_closed', task: id, ...overtaken('the suppression was voided') });
  reopenWriting(account, contact, context);
  openHeldBack(account, contact, context);
  lookAnew(account, contact, suppressed, context);
}
