import type { AccountState, Signal } from '../aggregates/account.ts';
import { isRunning } from '../aggregates/enrolment.ts';
import { isOver } from '../aggregates/intent.ts';
import type { Sealed } from '../aggregates/sealed.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, Holdings, World } from '../command/world.ts';
import { standingOf } from '../criteria/engagement.ts';
import { owesClassification } from '../criteria/mql-criteria.ts';
import type { Joined } from '../people/join-contacts.ts';
import { isClosed, ordinal } from '../signals/acts.ts';
import { findInJoined } from '../signals/acts-of-joined.ts';
import { reopenByTaken } from '../signals/reopen.ts';
import { takeWithholdings } from '../tasks/carry-look.ts';
import { overtaken } from '../tasks/closing.ts';
import { closeTasks, openTask, openTasks } from '../tasks/tasks.ts';
import { plural } from '../vocabulary/amount-text.ts';
import { noteExternal } from './outside-ids.ts';

/** A1: moves facts, contacts, signals and the rest of the second account to the first, with their own days, filers and ids. */
export function absorbAccount(draft: AccountDraft, owner: AccountDraft, world: World, context: Context): string {
  const { state } = owner;
  const held = world.holdings(owner);
  const { id, domain, stage, aliases } = state;
  const into = draft.state;
  leaveBehind(owner, into);
  takeBackPermits(owner, world);
  owner.emit({ type: 'account_absorbed', into: into.id, domain: into.domain });
  for (const each of [domain, ...aliases]) draft.emit({ type: 'alias_added', domain: each });
  draft.emit({
    type: 'account_taken',
    ids: [id, ...(state.also ?? [])],
    domain,
    stage,
    facts: state.facts,
    tasks: openTasks(owner.state).filter(
      (task) => !openTasks(into, task.kind).some((each) => each.subject === task.subject),
    ),
    intents: state.intents.filter(
      (each) => !isOver(each) && each.action !== 'set_stage' && each.action !== 'set_contact_stage',
    ),
    dossier: state.dossier,
    no_ecosystem: state.no_ecosystem,
    ...(state.answered ? { answered: state.answered } : {}),
  });
  if (into.name === null && state.name !== null) draft.emit({ type: 'account_named', name: state.name });
  noteExternal(draft, { ...state.external, ...into.external });
  takePeople(draft, state, held);
  takeSignals(draft, state, held);
  takeMail(draft, owner.state);
  takeMailWords(draft, owner.state, held, world);
  takeWithholdings(draft, state);
  findInJoined(draft, returned(draft, held), world, context);
  reopenByTaken(draft, new Set(state.signals.map((each) => each.id)), world, context);
  const standing = standingOf(draft, world);
  if (owesClassification(standing, context)) openTask(draft, { kind: 'classify' }, context);
  const { contacts, facts, signals } = state;
  const running = (state.enrolments ?? []).filter(isRunning);
  const enrolled = running.length === 0 ? '' : ` So did ${plural(running.length, 'enrolment')} under way.`;
  return ` ${domain} (${stage}) is one account with it from now on: ${plural(contacts.length, 'contact')}, ${plural(facts.length, 'fact')} and ${plural(signals.length, 'signal')} came along.${enrolled}`;
}

/** Duties on the standing of the second account end with it; those towards people, and the answer to a Briefing request, go along. */
function leaveBehind(owner: AccountDraft, { domain }: AccountState): void {
  const because = `${domain} took the account over`;
  const { override } = owner.state;
  if (override) owner.emit({ type: 'override_fell', override: override.id, because });
  const left = openTasks(owner.state).filter(
    (task) => task.subject === undefined && task.kind !== 'answer_briefing_request',
  );
  closeTasks(
    owner,
    left.map(({ kind }) => kind),
    overtaken(because),
  );
}

/** M1: revokes the unused permits of an absorbed account; their places in the cap return. */
function takeBackPermits(owner: AccountDraft, { mailbox }: World): void {
  for (const { id: permit, contact, state } of owner.state.permits ?? []) {
    if (state !== 'open') continue;
    owner.emit({ type: 'permit_revoked', permit, contact, because: 'the account was taken over' });
    mailbox().emit({ type: 'slot_returned', permit });
  }
}

function sealedFor(person: string, fields: Readonly<Record<string, string>>): { readonly sealed?: Sealed } {
  const said = Object.fromEntries(Object.entries(fields).filter(([, word]) => word !== ''));
  return Object.keys(said).length > 0 ? { sealed: { person, fields: said } } : {};
}

function takePeople(draft: AccountDraft, { contacts }: AccountState, { person, suppressed }: Holdings): void {
  for (const contact of contacts) {
    draft.emit({
      type: 'contact_taken',
      contact,
      ...sealedFor(contact.id, person(contact.id)),
    });
    if (suppressed.has(contact.id))
      draft.emit({
        type: 'contact_suppressed',
        contact: contact.id,
        reason: 'suppressed before its account was absorbed',
      });
  }
}

/** L2, L9: signals keep whether they were spent, weighed, closed or below the floor. */
function takeSignals(draft: AccountDraft, state: AccountState, { note }: Holdings): void {
  const first = draft.state.minted;
  const before = (minted: number) => state.signals.filter((each) => ordinal(each) <= minted).length;
  for (const [n, signal] of state.signals.entries()) {
    const taken: Signal = {
      ...signal,
      nth: first + n + 1,
      ...(signal.spent ? { spent: { ...signal.spent, minted: first + before(signal.spent.minted) } } : {}),
      ...(isClosed(signal, state) ? { closed: true as const } : {}),
      ...(isBelowFloor(signal, state) ? { below_floor: true as const } : {}),
    };
    draft.emit({ type: 'signal_taken', signal: taken, ...sealedFor(signal.contact, note(signal.id)) });
  }
}

/** C4, M2: mails on their way, or of which nobody knows, are waited for here; what is over may be told of still. */
function takeMail(draft: AccountDraft, { enrolments = [], permits = [], over_permits = [] }: AccountState): void {
  for (const enrolment of enrolments) draft.emit({ type: 'enrolment_taken', enrolment });
  for (const permit of permits) draft.emit({ type: 'permit_taken', permit });
  for (const { permit, at, why } of over_permits) draft.emit({ type: 'permit_taken', permit, over: { at, why } });
}

/** M2, M7: the sent folder is compared with what was permitted, and a reply answered by what it says. */
function takeMailWords(
  draft: AccountDraft,
  { contacts, answered = {} }: AccountState,
  { note }: Holdings,
  { mail }: World,
): void {
  for (const { id: person } of contacts) {
    const granted = mail.stepsOfContact(person).filter(({ step }) => step === 'granted');
    const ids = [...granted.map(({ email, permit }) => email ?? permit), answered[person]?.reply];
    for (const of of new Set(ids)) {
      const taken = of ? sealedFor(person, note(of)).sealed : undefined;
      if (of && taken) draft.emit({ type: 'words_taken', of, sealed: taken });
    }
  }
}

function isBelowFloor(signal: Signal, { entry_floor }: AccountState): boolean {
  return signal.below_floor === true || signal.at <= (entry_floor ?? '');
}

/** A2: a contact who had moved from one of the two to the other becomes one contact there. */
function returned(draft: AccountDraft, { person }: Holdings): readonly Pick<Joined, 'contact'>[] {
  const { contacts } = draft.state;
  return contacts.flatMap(({ id, left, part_of }) => {
    const now = contacts.find((each) => each.id === left?.as && !each.erased);
    if (!now || part_of !== undefined) return [];
    const contact = now.part_of ?? now.id;
    const { known_as = '', tied_as = '' } = person(id);
    const sealed = { person: contact, fields: { known_as, tied_as } };
    draft.emit({ type: 'contacts_joined', contact, same_as: id, sealed });
    return [{ contact }];
  });
}
