import { z } from 'zod';
import type { Trigger } from '../../src/rules/metrics/scaling.ts';
import { triggerRows } from '../../src/rules/metrics/scaling.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { firedNow } from '../../src/views/scaling-now.ts';
import { fileArrivals } from './arrivals.ts';
import { type Company, companyOf } from './companies.ts';
import { furnish } from './copy.ts';
import { advanceDeals, type Deal, nextStep } from './deals.ts';
import { Dice } from './dice.ts';
import { type Firm, Named, opening, partOf } from './firm.ts';
import { recordReplies, sendDue } from './mails.ts';
import { actOn, Task } from './tasks.ts';

const Tasks = z.array(Task);
const Taken = z.array(z.looseObject({ intent: z.string() }));
const Ids = z.array(Named);
const People = z.array(z.looseObject({ email: z.string().optional() }));
const msOfDay = 86_400_000;

/** Companies of one list: an import takes 200,000 characters at most. */
const listed = 2000;

/** A synthetic market and the roles of a firm that works it, a day at a time. */
export class Market {
  readonly firm: Firm;
  readonly accounts: number;
  readonly dice: Dice;
  /** The newest signal of a company that has any. */
  readonly signals = new Map<string, string>();
  /** Tasks that were met, with how often. */
  readonly tried = new Map<string, number>();
  /** Addresses that will answer. */
  readonly replies: string[] = [];
  /** The sent folder since it was last compared with the ledger. */
  readonly sent: object[] = [];
  readonly fired = new Map<Trigger['name'], number>();
  deals: Deal[] = [];
  /** Calendar days since the market opened. */
  day = 0;
  /** Companies of the list that were taken in. */
  listed = 0;
  readonly #seed: number;
  #lastWorked = -1;

  constructor(firm: Firm, { accounts, seed }: { readonly accounts: number; readonly seed: number }) {
    this.firm = firm;
    this.accounts = accounts;
    this.dice = Dice.of(seed, 'market');
    this.#seed = seed;
  }

  get now(): string {
    return this.firm.clock.now;
  }

  /** UTC's day: the market keeps to hours at which it is New York's too. */
  get today(): string {
    return this.now.slice(0, 10);
  }

  hoursAgo(hours: number): string {
    return new Date(Date.parse(this.now) - hours * 3_600_000).toISOString();
  }

  daysAgo(days: number): string {
    return this.hoursAgo(24 * days).slice(0, 10);
  }

  company(n: number): Company {
    return companyOf(this.#seed, n);
  }

  companyAt(domain: string | undefined): Company | undefined {
    const n = /^firm-(\d+)\.com$/.exec(domain ?? '')?.[1];
    return n === undefined ? undefined : this.company(Number(n));
  }

  /** An SQL: its deal begins. */
  sell(company: Company): void {
    this.deals.push(nextStep(company, 0, this));
  }

  /** Addresses of the account's people. */
  async contacts({ domain }: Company): Promise<readonly string[]> {
    const told = await this.firm.call('sales.ops', 'explain_account', { account: domain, detail: 'full' });
    return (partOf(told, 'contacts', People) ?? [])
      .flatMap(({ email }) => (email === undefined ? [] : [email]))
      .slice(0, 3);
  }

  /** Copy, and the list of all companies as a vendor gives it. */
  async open(): Promise<void> {
    await furnish(this.firm);
    for (let from = 0; from < this.accounts; from += listed) {
      const rows = Array.from({ length: Math.min(listed, this.accounts - from) }, (_, n) => {
        const { name, domain, facts } = this.company(from + n);
        return `${name},${domain},${facts.employees},${facts.industry}`;
      });
      const text = ['company,domain,employees,industry', ...rows].join('\n');
      this.listed += rows.length;
      await this.firm.done('sales.ops', 'import_list', { text, kind: 'companies', as_of: this.today });
    }
  }

  /** One calendar day: on a day off nobody works, and what happened is filed on the next. */
  async live(): Promise<void> {
    const weekday = new Date(Date.parse(opening) + this.day * msOfDay).getUTCDay();
    if (weekday >= 1 && weekday <= 5) await this.#work();
    this.day += 1;
  }

  async #work(): Promise<void> {
    const days = this.day - this.#lastWorked;
    this.#lastWorked = this.day;
    this.#at(13);
    await fileArrivals(this, days);
    await recordReplies(this);
    this.#at(14);
    await this.#desk('sales.ops');
    this.#at(15);
    await this.#desk('cro');
    await advanceDeals(this);
    this.#at(16);
    for (const role of ['mining.mind', 'category.positioning', 'cmo', 'chief.staff', 'customer.success'] as const)
      await this.#desk(role);
    await this.#desk('sales.ops');
    this.#at(18);
    await sendDue(this);
    await this.#lookAtTriggers();
  }

  #at(utcHour: number): void {
    this.firm.until(new Date(Date.parse(opening) + this.day * msOfDay + (utcHour - 13) * 3_600_000).toISOString());
  }

  /** A role's session: sweep, tasks, intents, until nothing new stands in the sweep. */
  async #desk(role: Role): Promise<void> {
    const { firm } = this;
    const done = new Set<string>();
    for (;;) {
      const swept = await firm.done(role, 'session_sweep', { limit: 100 });
      const tasks = (partOf(swept, 'tasks', Tasks) ?? []).filter(({ id }) => !done.has(id));
      for (const task of tasks) {
        done.add(task.id);
        await actOn(task, role, this);
      }
      const intents = (partOf(swept, 'intents', Ids) ?? []).map(({ id }) => id).filter((id) => !done.has(id));
      for (const id of intents) done.add(id);
      if (intents.length > 0) await this.#carryOut(role, intents);
      if (tasks.length + intents.length === 0) return;
    }
  }

  /** Items of the board have numbers. */
  async #carryOut(role: Role, wanted: readonly string[]): Promise<void> {
    const taken = await this.firm.call(role, 'take_intent', { intents: wanted });
    const intents = (partOf(taken, 'taken', Taken) ?? []).map(({ intent }) => intent);
    if (intents.length === 0) return;
    const references = intents.map((_, n) => String(this.firm.calls * 100 + n));
    await this.firm.call(role, 'confirm_intent', { intents, result: 'done', references });
  }

  /** 9: the day of the market on which each trigger fired first. */
  async #lookAtTriggers(): Promise<void> {
    const names = triggerRows.map(({ name }) => name).filter((name) => !this.fired.has(name));
    const fired = await this.firm.ledger.read((reader, moment) =>
      names.filter((name) => firedNow(name, reader, moment) !== null),
    );
    for (const name of fired) this.fired.set(name, this.day + 1);
  }
}
