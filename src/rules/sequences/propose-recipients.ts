import { isSuppressed } from '../aggregates/suppressed-person.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { PersonKey, World } from '../command/world.ts';
import { personKey } from '../suppression/person-ref.ts';
import { done } from '../tasks/closing.ts';
import { openDeskTask } from '../tasks/desk-tasks.ts';
import { closeTasks } from '../tasks/tasks.ts';
import { plural } from '../vocabulary/amount-text.ts';
import { invalid, isRefusal } from '../vocabulary/refusal.ts';
import { bindVersions, hasNoList, sequenceNamed } from './bind-versions.ts';
import { type LeftOutContact, nobodyLeft } from './eligibility.ts';
import { type NamedPerson, weigh } from './enrol.ts';
import { type ListNamed, leftOutText, listNamed, proposalTasks } from './lists.ts';

export interface ProposeListArgs {
  /** Touch 1 of the sequence, by id or key. */
  readonly template: string;
  readonly contacts: readonly string[];
}

/** A contact as the call names it, with the key to look it up by. */
interface Given {
  readonly given: string;
  readonly key: PersonKey | null;
}

interface Input {
  readonly template: string;
  readonly given: readonly Given[];
}

type UnknownContact = LeftOutContact & { readonly suppressed: boolean };

/** §5.4, Q4: sales.ops names exact contacts for one version of every touch; the cro reviews the list. */
export const proposeRecipients: Command<ProposeListArgs, Input, { list: ListNamed }> = {
  name: 'propose_recipients',
  clause: '5.4',
  prepare({ template, contacts }, context) {
    const most = context.policy.sequences.enrolling.list_contacts.value;
    if (contacts.length === 0 || contacts.length > most)
      return invalid('contacts', `${contacts.length} of them`, `1 to ${most} contacts, by id or e-mail`);
    const given = contacts.map((each) => {
      const read = personKey(each, context);
      return { given: each, key: 'refused' in read ? null : read.key };
    });
    return { keys: { people: given.flatMap(({ key }) => key ?? []) }, input: { template, given } };
  },
  decide({ template, given }, world, context) {
    const copy = world.copy().state;
    const named = sequenceNamed(template, copy, context);
    if ('refused' in named) return named;
    const { sequence } = named;
    const { found, unknown } = lookedUp(given, world);
    const { taken, refused } = weigh(sequence, found, context);
    const rows = inOrder(given, [...unknown, ...refused]);
    const nobody = taken.length === 0 ? nobodyLeft(sequence, rows) : null;
    if (nobody?.code === 'SUPPRESSED') return nobody;
    const versions = hasNoList(named) ?? bindVersions(named, copy);
    if (isRefusal(versions)) return versions;
    if (nobody) return nobody;
    return propose({ sequence, versions, taken, rows }, world, context);
  },
};

/** Persons on file among those named; for the others the reason why they aren't. */
function lookedUp(given: readonly Given[], world: World) {
  const keys = given.flatMap(({ key }) => key ?? []);
  const found: NamedPerson[] = [];
  const unknown: UnknownContact[] = [];
  for (const { given: text, key } of given) {
    const person = key && world.people[keys.indexOf(key)];
    if (person) found.push({ given: text, person });
    else unknown.push({ contact: text, ...whyUnknown(key, world) });
  }
  return { found, unknown };
}

function whyUnknown(key: PersonKey | null, world: World): Omit<UnknownContact, 'contact'> {
  if (key === null)
    return { because: 'a contact is named by its id, its e-mail address or its profile', suppressed: false };
  const [identity] = world.identities([key]);
  const suppressed = identity !== undefined && isSuppressed(identity.draft.before);
  const because = suppressed ? 'the person is suppressed' : 'no contact stands under it; save_account adds them';
  return { because, suppressed };
}

function inOrder(given: readonly Given[], rows: readonly UnknownContact[]): readonly UnknownContact[] {
  const place = new Map(given.map(({ given: text }, n) => [text, n]));
  return [...rows].sort((one, other) => (place.get(one.contact) ?? 0) - (place.get(other.contact) ?? 0));
}

interface Proposal {
  readonly sequence: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly taken: readonly NamedPerson[];
  readonly rows: readonly UnknownContact[];
}

function propose({ sequence, versions, taken, rows }: Proposal, world: World, context: Context) {
  const lists = world.lists();
  const id = `lst_copy_${lists.state.proposed + 1}`;
  const recipients = taken.map(({ person: { account, contact } }) => ({ account, contact }));
  lists.emit({ type: 'recipients_proposed', list: { id, sequence, versions, recipients } });
  openDeskTask(world.desk, { kind: 'review_recipients', subject: id }, context);
  const kind = proposalTasks[sequence];
  for (const { person } of kind ? taken : []) closeTasks(person.home, [kind ?? ''], done(`proposed with ${id}`));
  const accounts = new Set(recipients.map(({ account }) => account)).size;
  return {
    outcome: 'done',
    summary: `${id} is proposed for ${sequence}: ${plural(taken.length, 'contact')} of ${plural(accounts, 'account')}, bound to ${Object.values(versions).join(', ')}. The cro answers with review_recipients.${leftOutText(rows)}`,
    checks: [],
    extra: {
      list: listNamed(
        { id, sequence, versions },
        recipients.map(({ contact }) => contact),
        rows,
      ),
    },
  };
}
