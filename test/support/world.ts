import type { AccountState } from '../../src/rules/aggregates/account.ts';
import type { AccountEvent } from '../../src/rules/aggregates/account-events.ts';
import { type DeskEvent, type DeskState, emptyDesk } from '../../src/rules/aggregates/desk.ts';
import { evolveAccount } from '../../src/rules/aggregates/evolve-account.ts';
import { evolveDesk } from '../../src/rules/aggregates/evolve-desk.ts';
import { evolvePiece, type PieceState } from '../../src/rules/aggregates/published-piece.ts';
import { evolvePerson, type PersonState } from '../../src/rules/aggregates/suppressed-person.ts';
import type { Task } from '../../src/rules/aggregates/task.ts';
import { evolveWaiting, type WaitingState } from '../../src/rules/aggregates/unmatched-person.ts';
import type { Command, Decided } from '../../src/rules/command/command.ts';
import type { Context } from '../../src/rules/command/context.ts';
import { draftOf } from '../../src/rules/command/draft.ts';
import type {
  AccountDraft,
  Identity,
  Keys,
  PersonAt,
  PersonDraft,
  PersonFile,
  PersonKey,
  WaitingDraft,
  World,
} from '../../src/rules/command/world.ts';
import { nameKey } from '../../src/rules/identity/company-name.ts';
import { suppressionKey } from '../../src/rules/identity/email-address.ts';
import { isWaiting } from '../../src/rules/people/queue-unmatched.ts';
import { passAccount } from '../../src/rules/reactions/account-timers.ts';
import { settle } from '../../src/rules/reactions/after-command.ts';
import { passDuties, setDeskAlarm } from '../../src/rules/reactions/desk-timers.ts';
import type { CalendarDate, Instant } from '../../src/rules/time/time.ts';
import { isRefusal, type Refusal } from '../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { testPolicy } from './policy.ts';

interface Person {
  readonly account: string;
  readonly fields: Readonly<Record<string, string>>;
}

export type Ran<Extra> = Decided<Extra> & {
  readonly opened: readonly Task[];
  readonly closed: readonly Task[];
  readonly events: readonly AccountEvent[];
};

/** The engine alone, in memory: the same decide functions over plain state, with a clock that the test moves. */
export class TestWorld {
  now: Instant;
  readonly accounts = new Map<string, AccountState>();
  readonly people = new Map<string, Person>();
  readonly suppressed = new Set<string>();
  readonly pieces = new Map<string, PieceState>();
  readonly persons = new Map<string, PersonState>();
  /** By `waiting:` and the address or profile. */
  readonly waiting = new Map<string, WaitingState>();
  readonly events: { readonly stream: string; readonly event: unknown; readonly at: Instant; readonly by: Role }[] = [];
  desk: DeskState = emptyDesk;
  readonly #policy;

  constructor(now: Instant, policy = testPolicy()) {
    this.now = now;
    this.#policy = policy;
  }

  context(role: Role, command: string | null = null): Context {
    const { values, calendar } = this.#policy;
    return {
      policy: values,
      calendar,
      now: this.now,
      today: this.today,
      role,
      command,
      fingerprint: (text) => `fp:${text}`,
    };
  }

  get today(): CalendarDate {
    return this.#policy.calendar.dateOf(this.now);
  }

  account(domain: string): AccountState {
    const found = this.#standing().find((state) => state.domain === domain || state.aliases.includes(domain));
    if (!found) throw new Error(`no account ${domain}`);
    return found;
  }

  /** Runs a command and expects a decision. */
  run<Args, Input, Extra extends object>(role: Role, command: Command<Args, Input, Extra>, args: Args): Ran<Extra> {
    const answer = this.try(role, command, args);
    if (isRefusal(answer)) throw new Error(`refused: ${answer.code} ${answer.found}. Next: ${answer.next}`);
    return answer;
  }

  /** Runs a command and expects a refusal. */
  refused<Args, Input, Extra extends object>(role: Role, command: Command<Args, Input, Extra>, args: Args): Refusal {
    const answer = this.try(role, command, args);
    if (!isRefusal(answer)) throw new Error(`not refused: ${answer.summary}`);
    return answer;
  }

  try<Args, Input, Extra extends object>(
    role: Role,
    command: Command<Args, Input, Extra>,
    args: Args,
  ): Ran<Extra> | Refusal {
    const context = this.context(role, command.name);
    const prepared = command.prepare(args, context);
    if (isRefusal(prepared)) return prepared;
    const { keys, input } = prepared;
    const drafts: { readonly stream: string; commit(): void }[] = [];
    const accountDrafts: AccountDraft[] = [];
    const known = new Map<string, AccountDraft>();
    const accountDraft = (before: AccountState | null, domain: string): AccountDraft => {
      const id =
        before?.id ??
        `acc_${domain
          .replace(/[^a-z2-7]/g, 'a')
          .padEnd(10, 'a')
          .slice(0, 10)}`;
      const drafted = known.get(id);
      if (drafted) return drafted;
      const evolve = (state: AccountState | null, event: AccountEvent, at: Instant) =>
        evolveAccount(state, event, { at, by: role });
      const draft = draftOf({ kind: 'account', stream: `account:${id}`, before, now: this.now, evolve });
      known.set(id, draft);
      drafts.push({ stream: draft.stream, commit: () => draft.pending.length > 0 && this.#commit(id, draft, role) });
      accountDrafts.push(draft);
      return draft;
    };
    const state = this.#find(keys.account, keys.owned);
    const account = state ? accountDraft(state, state.domain) : null;
    const desk = draftOf({
      kind: 'desk',
      stream: 'desk',
      before: this.desk,
      now: this.now,
      evolve: (state: DeskState | null, event: DeskEvent, at: Instant) => evolveDesk(state, event, { at, by: role }),
    });
    passDuties(desk, context);
    if (account) passAccount(account, this.suppressed, desk, context);
    const person = keys.person ? this.#personFile(keys.person, accountDraft) : null;
    const world: World = {
      account,
      found: (domain) => accountDraft(null, domain),
      suppressed: this.suppressed,
      people: (keys.people ?? []).map((key) => this.#personAt(key, accountDraft)),
      identities: (given) => this.#identities(given, drafts),
      near: this.#near(keys),
      waiting: keys.waiting ? this.#waitOf(keys.waiting) : null,
      domains: (keys.domains ?? []).map((domain) => {
        const other = this.#find(domain, undefined);
        return other ? accountDraft(other, other.domain) : null;
      }),
      person,
      piece: keys.piece ? (this.pieces.get(keys.piece) ?? null) : null,
      logged: (piece) => {
        const draft = draftOf({
          kind: 'piece',
          stream: `piece:${piece}`,
          before: this.pieces.get(piece) ?? null,
          now: this.now,
          evolve: evolvePiece,
        });
        drafts.push({
          stream: draft.stream,
          commit: () => draft.pending.length > 0 && this.pieces.set(piece, draft.state),
        });
        return draft;
      },
      desk,
    };
    const answer = command.decide(input, world, context);
    if (isRefusal(answer)) return answer;
    this.#keepPersons(accountDrafts, world);
    for (const draft of accountDrafts) settle(draft, this.suppressed, desk, context);
    setDeskAlarm(desk, context);
    for (const draft of drafts) draft.commit();
    this.desk = desk.state;
    for (const { event, at } of desk.pending) this.events.push({ stream: 'desk', event, at, by: role });
    const before = state?.tasks ?? [];
    const after = state
      ? (this.accounts.get(state.id)?.tasks ?? [])
      : ([...this.accounts.values()].at(-1)?.tasks ?? []);
    return {
      ...answer,
      opened: after.filter((task) => !before.some((each) => each.id === task.id)),
      closed: after.filter((task) => task.closed_at && !before.find((each) => each.id === task.id)?.closed_at),
      events: accountDrafts.flatMap((draft) => draft.pending.map(({ event }) => event)),
    };
  }

  #keepPersons(accounts: readonly AccountDraft[], { waiting, person }: World): void {
    for (const { event } of accounts.flatMap((draft) => draft.pending)) {
      if (event.type === 'contact_suppressed') this.suppressed.add(event.contact);
      if (event.type === 'suppression_voided') this.suppressed.delete(event.contact);
    }
    for (const wait of [waiting, ...(person?.waiting ?? [])])
      if (wait && wait.pending.length > 0) this.waiting.set(wait.stream, wait.state);
    for (const draft of person?.drafts ?? [])
      this.persons.set(draft.stream, draft.pending.length > 0 ? draft.state : (draft.before ?? emptyPerson));
  }

  #commit(id: string, draft: AccountDraft, by: Role): void {
    this.accounts.set(id, draft.state);
    for (const { event, at } of draft.pending) {
      this.events.push({ stream: draft.stream, event, at, by });
      if (event.type === 'contact_left') {
        const known = this.people.get(event.contact)?.fields ?? {};
        const { email: _email, linkedin_url: _profile, ...fields } = known;
        this.people.set(event.contact, { account: id, fields: { ...fields, known_as: marksOf(known).join(' ') } });
      }
      if (event.type !== 'contact_added' && event.type !== 'contact_changed') continue;
      const known = this.people.get(event.contact.id);
      this.people.set(event.contact.id, { account: id, fields: { ...known?.fields, ...event.sealed.fields } });
      for (const wait of this.#waitsOf(event.sealed.fields).filter(isWaiting)) {
        wait.emit({ type: 'wait_ended', why: 'matched', account: id });
        this.waiting.set(wait.stream, wait.state);
      }
    }
  }

  /** The same person at every account, by e-mail as L13 folds it, and by profile. */
  #personFile(key: PersonKey, draftFor: (before: AccountState, domain: string) => AccountDraft): PersonFile | null {
    const known = [...this.people].find(
      ([contact, { fields }]) =>
        key.id === contact || marksOf(fields).some((mark) => marksOf(asFields(key)).includes(mark)),
    );
    if (!known && key.id) return null;
    const marks = [...new Set([...(known ? marksOf(known[1].fields) : []), ...marksOf(asFields(key))])];
    const twins = [...this.people].filter(([, { fields }]) => marksOf(fields).some((mark) => marks.includes(mark)));
    const contacts = twins.flatMap(([contact, { account }]) => {
      const state = this.accounts.get(account);
      return state
        ? [
            {
              account: draftFor(state, state.domain),
              contact,
              suppressed: this.suppressed,
              current: true,
              streams: marksOf(this.people.get(contact)?.fields ?? {}),
            },
          ]
        : [];
    });
    const drafts = marks.map((mark) => this.#personDraft(mark));
    const named = key.id === undefined ? marksOf(asFields(key)) : marksOf(known?.[1].fields ?? {});
    const waiting = this.#waitsOf({ ...known?.[1].fields, ...asFields(key) }).filter(isWaiting);
    const traces = { notes: 0, kept_answers: 0, copies: 0 };
    return { drafts, named: drafts.filter(({ stream }) => named.includes(stream)), contacts, waiting, traces };
  }

  #personDraft(stream: string): PersonDraft {
    const before = this.persons.get(stream) ?? null;
    return draftOf({ kind: 'person', stream, before, now: this.now, evolve: evolvePerson });
  }

  #identities(given: readonly PersonKey[], drafts: { readonly stream: string; commit(): void }[]): readonly Identity[] {
    return given.flatMap((key) =>
      marksOf(asFields(key)).map((mark) => {
        const draft = this.#personDraft(mark);
        drafts.push({ stream: mark, commit: () => draft.pending.length > 0 && this.persons.set(mark, draft.state) });
        const [open] = [...this.people].filter(
          ([contact, { fields }]) => marksOf(fields).includes(mark) && !this.suppressed.has(contact),
        );
        const at = open && this.accounts.get(open[1].account);
        return {
          key,
          draft,
          open: open && at ? { contact: open[0], account: at.id, domain: at.domain } : null,
          waits: this.#waitsOf(asFields(key)).map(({ stream }) => stream),
        };
      }),
    );
  }

  #find(ref: string | undefined, owned: string | undefined): AccountState | null {
    const id = owned?.split('_')[1];
    for (const state of this.#standing()) {
      if (ref !== undefined && (state.id === ref || state.domain === ref || state.aliases.includes(ref))) return state;
      if (id !== undefined && state.id === `acc_${id}`) return state;
    }
    return null;
  }

  #standing(): readonly AccountState[] {
    return [...this.accounts.values()].filter((state) => state.absorbed_into === undefined);
  }

  #near({ name }: Keys) {
    if (name === undefined) return [];
    const near = this.#standing().filter((state) => state.name !== null && nameKey(state.name) === nameKey(name));
    return near.map(({ id, domain, name: known, stage }) => ({ id, domain, name: known ?? domain, stage }));
  }

  #waitsOf({ email, linkedin_url }: Readonly<Record<string, string>>): readonly WaitingDraft[] {
    return [email, linkedin_url].flatMap((each) => (each ? [this.#wait(`waiting:${each}`)] : []));
  }

  #waitOf(key: PersonKey): WaitingDraft | null {
    const stream = key.id?.replace(/^wtg_/, 'waiting:');
    if (stream !== undefined) return this.waiting.has(stream) ? this.#wait(stream) : null;
    return this.#waitsOf(asFields(key))[0] ?? null;
  }

  #wait(stream: string): WaitingDraft {
    const before = this.waiting.get(stream) ?? null;
    return draftOf({ kind: 'waiting', stream, before, now: this.now, evolve: evolveWaiting });
  }

  #personAt(key: PersonKey, draftFor: (before: AccountState, domain: string) => AccountDraft): PersonAt | null {
    const found = this.#person(key);
    const state = found && this.accounts.get(found.account);
    if (!found || !state) return null;
    const fields = this.people.get(found.contact)?.fields ?? {};
    const words = { ...fields, known_as: marksOf(fields).join(' ') };
    const bears = (given: PersonKey) => marksOf(asFields(given)).every((each) => marksOf(fields).includes(each));
    return { ...found, home: draftFor(state, state.domain), suppressed: this.suppressed, words, bears };
  }

  #person(key: PersonKey) {
    for (const [contact, { account, fields }] of this.people) {
      const hit =
        key.id === contact ||
        (key.email !== undefined && fields.email === key.email) ||
        (key.profile !== undefined && fields.linkedin_url === key.profile);
      if (hit) return { account, domain: this.accounts.get(account)?.domain ?? '', contact };
    }
    return null;
  }
}

const emptyPerson: PersonState = { reason: 'other', contexts: [], since: '', voided_at: '' };

function asFields({ email, profile }: PersonKey): Readonly<Record<string, string>> {
  return { ...(email ? { email } : {}), ...(profile ? { linkedin_url: profile } : {}) };
}

function marksOf({ email, linkedin_url, known_as }: Readonly<Record<string, string>>): readonly string[] {
  return [
    ...(email ? [`person:email:${suppressionKey(email)}`] : []),
    ...(linkedin_url ? [`person:profile:${linkedin_url}`] : []),
    ...(known_as ? known_as.split(' ') : []),
  ];
}
