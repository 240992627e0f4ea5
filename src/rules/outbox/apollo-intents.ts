import type { AccountState } from '../aggregates/account.ts';
import type { AccountEvent, AccountEventOf } from '../aggregates/account-events.ts';
import { isRunning } from '../aggregates/enrolment.ts';
import { type Intent, isOver, type WantedIntent } from '../aggregates/intent.ts';
import type { Context } from '../command/context.ts';
import type { Pending } from '../command/draft.ts';
import type { AccountDraft, StreamsBeside } from '../command/world.ts';
import { isAdoption } from '../ladder/arrows.ts';
import type { Instant } from '../time/time.ts';
import { isClaimed, newestLike, replaceStage } from './intent-owner.ts';

/** In Apollo's own words: out of its sequences, done with them, or held in them. */
type Mode = 'remove' | 'mark_as_finished' | 'stop';

interface Around {
  readonly suppressed: ReadonlySet<string>;
  readonly beside: Pick<StreamsBeside, 'apolloIdOf'>;
  readonly context: Context;
}

interface Raised {
  readonly wanted: WantedIntent;
  readonly at: Instant;
}

/** §5.5, M8: intents that changes of the ladder raise for people whom Apollo knows: their stage is their account's (M5), and a sequence stops. */
export function wantedInApollo(
  state: AccountState,
  pending: readonly Pending<AccountEvent>[],
  around: Around,
): readonly Raised[] {
  return [...stagesWanted(state, pending, around), ...stopsWanted(state, pending, around)];
}

function stagesWanted(
  { contacts, domain }: AccountState,
  pending: readonly Pending<AccountEvent>[],
  { beside, context }: Around,
): readonly Raised[] {
  const moves = pending.flatMap(({ event, at }) => (event.type === 'moved' ? [{ event, at }] : []));
  const [first, last] = [moves[0], moves.at(-1)];
  if (!first || !last || isAdoption(last.event.arrow) || first.event.from === last.event.to) return [];
  const stage = last.event.to;
  return contacts
    .filter((contact) => !contact.left && !contact.part_of && !contact.erased)
    .filter(({ id }) => beside.apolloIdOf(id) !== undefined)
    .slice(0, context.policy.boards.apollo_contacts?.value ?? 0)
    .map(({ id: contact }) => ({
      wanted: inApollo('set_contact_stage', { item: domain, contact, stage }),
      at: last.at,
    }));
}

function stopsWanted(
  state: AccountState,
  pending: readonly Pending<AccountEvent>[],
  { suppressed, beside }: Around,
): readonly Raised[] {
  const stops = new Map<string, Raised>();
  for (const { event, at } of pending) {
    const found = stopBy(event, state);
    if (!found || beside.apolloIdOf(found.contact) === undefined) continue;
    const { contact, sequence } = found;
    const mode: Mode = suppressed.has(contact) ? 'remove' : found.mode;
    const payload = { item: state.domain, contact, mode, ...(sequence && mode !== 'remove' ? { sequence } : {}) };
    const wanted = inApollo('stop_contact', payload);
    const isMore = stops.get(contact)?.wanted.payload.mode === 'remove';
    if (!isMore && !isAsked(wanted, state)) stops.set(contact, { wanted, at });
  }
  return [...stops.values()];
}

interface Stop {
  readonly contact: string;
  readonly mode: Mode;
  readonly sequence?: string;
}

/** The stop that an event asks for: for one contact, for ever or for now. */
function stopBy(event: AccountEvent, { enrolments = [] }: AccountState): Stop | null {
  if (event.type === 'contact_suppressed') return { contact: event.contact, mode: 'remove' };
  if (event.type !== 'enrolment_held' && !isEnd(event)) return null;
  const found = enrolments.find(({ id }) => id === event.enrolment);
  if (!found) return null;
  const mode = event.type === 'enrolment_held' ? 'stop' : 'mark_as_finished';
  return { contact: found.contact, mode, sequence: found.sequence };
}

/** An enrolment that ran to its last touch ends in Apollo by itself. */
function isEnd(event: AccountEvent): event is AccountEventOf<'enrolment_over'> {
  return event.type === 'enrolment_over' && event.as === 'ended';
}

/** Whether the same, or more, stands to be done already. */
function isAsked({ payload }: WantedIntent, { intents }: AccountState): boolean {
  return intents.some(
    (each) =>
      each.action === 'stop_contact' &&
      !isOver(each) &&
      each.payload.contact === payload.contact &&
      (each.payload.mode === 'remove' ||
        (each.payload.mode === payload.mode && each.payload.sequence === payload.sequence)),
  );
}

function inApollo(action: 'set_contact_stage' | 'stop_contact', payload: WantedIntent['payload']): WantedIntent {
  return { role: 'sales.ops', target: 'apollo', action, payload };
}

/** Withdraws intents that a newer one replaces, that concern an erased person, or that stop a sequence which goes on again. */
export function withdrawFromApollo(draft: AccountDraft, context: Context): void {
  const { intents, contacts } = draft.state;
  for (const intent of intents) {
    if (intent.target !== 'apollo' || intent.settled || isClaimed(intent, context)) continue;
    const { id, payload } = intent;
    const withdraw = (because: string) => draft.emit({ type: 'intent_withdrawn', intent: id, because });
    const contact = contacts.find((each) => each.id === payload.contact);
    const newer = newestLike(intent, draft.state.intents);
    if (contact?.erased) withdraw('the person was erased');
    else if (newer && newer.id !== id) replace(draft, id, newer);
    else if (payload.mode === 'stop' && goesOn(payload, draft.state)) withdraw('the sequence goes on');
  }
}

function replace(draft: AccountDraft, intent: string, { id, action }: Intent): void {
  if (action === 'set_contact_stage') replaceStage(draft, intent, id);
  else
    draft.emit({ type: 'intent_withdrawn', intent, because: 'what came since stands in its place', replaced_by: id });
}

function goesOn({ contact, sequence }: Readonly<Record<string, string>>, { enrolments = [] }: AccountState): boolean {
  const own = enrolments.filter((each) => each.contact === contact && each.sequence === sequence && isRunning(each));
  return own.some(({ holds }) => holds.length === 0);
}
