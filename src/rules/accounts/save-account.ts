/** Companies on file: facts, aliases, moves of contacts, accounts adopted and absorbed (§3.1, A1, A12). */

import { type External, titled } from '../aggregates/account.ts';
import { type AccountRef, accountKey, isAccountId, noSuchAccount } from '../command/account-ref.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader, neitherGiven, type PersonInput, readExternal, readPerson } from '../command/input-reader.ts';
import type { AccountDraft, NearAccount, World } from '../command/world.ts';
import { standingOf } from '../criteria/engagement.ts';
import { gateChecks } from '../criteria/gates.ts';
import { criteriaChecks, owesClassification } from '../criteria/mql-criteria.ts';
import { isWithdrawn } from '../criteria/withdrawal.ts';
import { registrableDomain } from '../identity/domain-name.ts';
import { namedPerson } from '../people/match-contact.ts';
import { barredDomain, barredPage, lacksName, register } from '../people/register-account.ts';
import { keysOf, type PersonEntry, type SavedContacts, takePeople, tiePeople } from '../people/save-contacts.ts';
import { lookAtCorrected } from '../signals/counts-again.ts';
import { placedText, placeNotes } from '../signals/place-notes.ts';
import { backText, bringBackSaved } from '../signals/reopen.ts';
import { done } from '../tasks/closing.ts';
import { closeTasks, openTask } from '../tasks/tasks.ts';
import { holds } from '../vocabulary/check.ts';
import { faulty, invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';
import { nearText, nearTo, takeAliases } from './aliases.ts';
import { industryRemark } from './fact-names.ts';
import { type FactInput, type FactRead, readFact, type TakenFact, takeFacts } from './facts.ts';
import { joinedText } from './joined-text.ts';
import { takeExternal } from './outside-ids.ts';

interface ContactInput extends PersonInput {
  /** A contact that stands already, by id or e-mail, to correct, or to move here. */
  readonly contact?: string | undefined;
  /** Another contact of the account, by id or e-mail, who is the same person (A2). */
  readonly same_as?: string | undefined;
}

export interface SaveArgs {
  readonly domain: AccountRef;
  readonly name?: string | undefined;
  readonly facts?: readonly FactInput[] | undefined;
  readonly contacts?: readonly ContactInput[] | undefined;
  readonly aliases?: readonly string[] | undefined;
  /** Its ids in other systems (A13). */
  readonly external?: External | undefined;
}

interface Save {
  readonly account: string;
  readonly name: string | undefined;
  readonly facts: readonly FactRead[];
  readonly people: readonly PersonEntry[];
  readonly aliases: readonly string[];
  readonly external: External;
}

export interface Saved {
  readonly account: string;
  readonly near: readonly Omit<NearAccount, 'id'>[];
  /** Ids of the facts given, in the order given. */
  readonly facts: readonly TakenFact[];
  readonly contacts: readonly { readonly id: string; readonly suppressed?: true }[];
  /** Notes that waited for an account, with the signals they became here. */
  readonly placed?: readonly { readonly waiting: string; readonly signal: string }[];
}

/** §3.1: registers an account, and keeps its name, facts and contacts in order (A1, A2, G-3). */
export const saveAccount: Command<SaveArgs, Save, Saved> = {
  name: 'save_account',
  clause: '3.1',
  prepare(args, context) {
    if (context.role !== 'sales.ops' && (args.name ?? args.contacts ?? args.aliases ?? args.external) !== undefined)
      return notYours('a name, a contact or an alias', context);
    const account = accountKey(args.domain, 'domain');
    if ('refused' in account) return account;
    const page = barredPage(args.domain, context);
    if (page) return page;
    const input = readSave(args, account.key, context);
    if ('refused' in input) return input;
    const people = input.people.flatMap(keysOf);
    const { name } = input;
    return { keys: { account: account.key, people, domains: input.aliases, ...(name ? { name } : {}) }, input };
  },
  decide(input, world, context) {
    if (world.account) return save(world.account, input, world, context);
    if (isAccountId(input.account)) return noSuchAccount();
    if (context.role !== 'sales.ops') return notYours('registering an account', context);
    const barred = barredDomain(input.account, context);
    if (barred) return barred;
    const name = input.name ?? null;
    if (lacksName({ name }, context))
      return refuse('INVALID_INPUT', {
        clause: '3.1',
        ruling: 'A1',
        found: `\`name\` is missing, and ${input.account} is no account yet`,
        next: 'give the company name',
      });
    return save(register(input.account, name, world), input, world, context);
  },
  despite({ people }, world) {
    tiePeople(people, world);
  },
};

function notYours(what: string, { role }: Context): Refusal {
  return refuse('NOT_PERMITTED', {
    clause: '3.1',
    ruling: 'A1',
    found: `${what} is not ${role}'s: it may add facts alone`,
    next: 'hand it to sales.ops',
  });
}

function readSave(args: SaveArgs, account: string, context: Context): Save | Refusal {
  const read = inputReader(context);
  const name = args.name === undefined ? undefined : read.required('name', args.name, 'name');
  const facts = (args.facts ?? []).map((fact, n) => readFact(`facts[${n}]`, fact, context, read));
  const people = (args.contacts ?? []).map((given, n) => readEntry(`contacts[${n}]`, given, read));
  const aliases = (args.aliases ?? []).map((alias, n) => {
    const found = registrableDomain(alias);
    if ('problem' in found) read.fault(faulty(`aliases[${n}]`, found.problem));
    return 'problem' in found ? '' : found.domain;
  });
  const external = readExternal(args.external ?? {}, read);
  return read.refusal ?? { account, name, facts, people, aliases, external };
}

function readEntry(field: string, given: ContactInput, read: ReturnType<typeof inputReader>): PersonEntry {
  const named = given.contact === undefined ? null : namedPerson(given.contact);
  const sameAs = given.same_as === undefined ? null : namedPerson(given.same_as);
  if (sameAs && !named)
    read.fault(
      invalid(`${field}.contact`, given.contact, 'the id or e-mail of the contact that stays, beside `same_as`'),
    );
  const person = readPerson(field, given, read);
  if (!named && person.keys.length === 0) read.fault(neitherGiven(field));
  return { named, sameAs, person };
}

function save(draft: AccountDraft, input: Save, world: World, context: Context): Decided<Saved> | Refusal {
  const heldBefore = holds(gateChecks(draft.state, context));
  const from = draft.pending.length;
  if (isWithdrawn(draft.state)) bringBackSaved(draft, world, context);
  const kept = nameIt(draft, input.name);
  const facts = takeFacts(draft, input.facts);
  if ('refused' in facts) return facts;
  const people = takePeople(draft, input.people, world);
  if ('refused' in people) return people;
  const joins = joinedText(draft, people.joined, world, context);
  const aliases = takeAliases(draft, input.aliases, world, context);
  if ('refused' in aliases) return aliases;
  const other = takeExternal(draft, input.external, world);
  if (other) return other;
  const placed = people.named.flatMap((each) => placeNotes(draft, each, world, context));
  const changed = draft.pending.length > from || placed.length > 0;
  const anew = lookAtCorrected(draft, world, context);
  updateTasks(draft, heldBefore, world, context);
  const isNamed = draft.pending.some(({ event }) => event.type === 'account_named');
  const near = draft.before === null || isNamed ? nearTo(draft, world) : [];
  const outcome = draft.before === null ? 'created' : changed ? 'updated' : 'exists';
  const checks = criteriaChecks(standingOf(draft, world), context);
  const remarks = input.facts.map(({ fact, value }) => industryRemark(fact, value, context)).join('');
  const what = {
    created: 'is registered as PROSPECT',
    updated: 'is brought up to date',
    exists: 'is on file already; nothing new was given',
  }[outcome];
  return {
    outcome,
    summary: `${titled(draft.state)} ${what}.${backText(draft)}${kept}${peopleText(people, world)}${joins}${anew}${aliases.told}${placedText(draft, placed)}${nearText(near)}${remarks}`,
    checks,
    extra: {
      account: draft.state.id,
      near: near.map(({ domain, name, stage }) => ({ domain, name, stage })),
      facts,
      contacts: people.named.map(({ contact: { id } }) => ({
        id,
        ...(world.suppressed.has(id) ? { suppressed: true as const } : {}),
      })),
      ...(placed.length > 0
        ? { placed: placed.map(({ note, signal }) => ({ waiting: note, signal: signal.id })) }
        : {}),
    },
  };
}

/** A1: the first name stands; a second registration brings no other. */
function nameIt(draft: AccountDraft, name: string | undefined): string {
  if (!name || draft.state.name === name) return '';
  if (draft.state.name !== null) return ` It keeps the name ${JSON.stringify(draft.state.name)}.`;
  draft.emit({ type: 'account_named', name });
  return '';
}

function peopleText({ from, kept, joined, named }: SavedContacts, { suppressed }: World): string {
  const count = from.length === 1 ? 'A contact moves' : `${from.length} contacts move`;
  const moved =
    from.length === 0 ? '' : ` ${count} here from ${[...new Set(from)].join(', ')}; what they did there stays there.`;
  const barred = new Set(named.flatMap(({ contact: { id } }) => (suppressed.has(id) ? [id] : [])));
  const who = named.length === 1 ? 'The person given is' : `${barred.size} of the people given are`;
  // A join tells it by itself.
  const told = barred.size === 0 || joined.length > 0 ? '' : ` ${who} suppressed: no mail goes to them.`;
  return kept
    ? `${moved}${told} A contact keeps what is on file; to correct it, name the contact by id or e-mail in \`contact\`.`
    : `${moved}${told}`;
}

/** Closes the tasks that better data ends, and opens the one it may need (§3.1, §4.2, L2). */
function updateTasks(draft: AccountDraft, heldBefore: boolean, world: World, context: Context): void {
  if (!lacksName(draft.state, context))
    closeTasks(draft, ['complete_account'], done('the minimum fields are complete'));
  const gates = gateChecks(draft.state, context);
  if (!gates.some((gate) => gate.verdict === 'unknown'))
    closeTasks(draft, ['research_gates'], done('every gate has its fact'));
  if (heldBefore || !holds(gates)) return;
  if (owesClassification(standingOf(draft, world), context)) openTask(draft, { kind: 'classify' }, context);
}
