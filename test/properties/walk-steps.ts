import { isDeepStrictEqual } from 'node:util';
import type { AccountRecord } from '../../src/ledger/port/records.ts';
import type { AccountEvent } from '../../src/rules/aggregates/account-events.ts';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import { tools } from '../../src/tools/index.ts';
import { dutiesWrong, movesWrong } from './exhaustive-checks.ts';
import { type Made, make } from './walk-calls.ts';
import { patient } from './walk-copy.ts';
import type { WalkHouse } from './walk-house.ts';
import { type Drawn, pauseOf } from './walk-maker.ts';
import { permitsWrong, reportWrong } from './walk-sent.ts';

const codes: readonly string[] = [
  'NOT_PERMITTED',
  'INVALID_INPUT',
  'NOT_FOUND',
  'RULE_REFUSED',
  'SUPPRESSED',
  'CAP_REACHED',
  'NOT_CONFIGURED',
  'CONFLICT',
];
/** Streams that a refused call may add to: its own record, and the policy it was judged under. */
const aside: readonly string[] = ['refusals', 'policy'];

export interface Step extends Made {
  readonly now: string;
  readonly outcome: string;
  readonly wrong: readonly string[];
}

interface Sent {
  readonly refused: boolean;
  readonly text: string;
  readonly code: string;
  readonly data: unknown;
}

interface Looked {
  readonly head: number;
  readonly record: AccountRecord | null;
}

/** Ids that a later call needs stand in the text too; a step names a tool that its role has and fields that the tool takes. */
function stepsWrong({ role, tool, args }: Made, { refused, data, text }: Sent): readonly string[] {
  if (refused || typeof data !== 'object' || data === null) return [];
  const rows = (name: string): readonly Readonly<Record<string, unknown>>[] => {
    const list: unknown = Reflect.get(data, name);
    return Array.isArray(list) ? list : [];
  };
  const named = ['tasks', 'watch', 'alerts', 'intents'].flatMap((name) =>
    tool === 'session_sweep' ? rows(name).flatMap((row) => stepWrong(role, row)) : [],
  );
  const opened = rows('opened').flatMap((row) => stepWrong(String(row.role), row));
  // Grounds of an account and its checks stand in explain_account; an account that is closed asks for nothing.
  const aside = new Set(['account', 'checks', 'closed']);
  const answered = Object.fromEntries(Object.entries(data).filter(([name]) => !aside.has(name)));
  const ids = JSON.stringify(answered).match(/\b(?:tsk|sig|int|prm|eml|tpl|rcp|req|wtg|flg|chg|inc)_[\w@.]*\w/g) ?? [];
  const lost = writes.has(tool) ? [...new Set(ids)].filter((id) => !text.includes(id)) : [];
  return [
    ...named,
    ...opened,
    ...lost.map((id) => `${tool} ${JSON.stringify(args).slice(0, 200)}: ${id} is in no text`),
  ];
}

const writes: ReadonlySet<string> = new Set(tools.flatMap(({ name, effect }) => (effect.readOnly ? [] : [name])));

function stepWrong(role: string, { tool: name, call, kind, summary }: Readonly<Record<string, unknown>>): string[] {
  if (name === undefined) return [];
  const of = `${role} ${kind} ${summary ?? ''}: ${name} ${JSON.stringify(call)}`;
  const tool = tools.find((each) => each.name === name);
  if (!tool) return [`no such tool: ${of}`];
  const fields = typeof call === 'object' && call !== null ? Object.keys(call) : [];
  return [
    ...(tool.callers.some((each) => each === role) ? [] : [`a tool that the role lacks: ${of}`]),
    ...fields.filter((field) => !(field in tool.input.shape)).map((field) => `no field ${field}: ${of}`),
  ];
}

/** Makes calls one after another and looks at each. */
export class Walker {
  readonly house: WalkHouse;
  readonly counts = new Map<string, number>();
  readonly arrows = new Map<string, number>();
  #number = 0;
  #met: string[] = [];

  constructor(house: WalkHouse) {
    this.house = house;
  }

  get number(): number {
    return this.#number;
  }

  async step(drawn: Drawn): Promise<Step> {
    const { clock, ledger } = this.house;
    clock.now = new Date(Date.parse(clock.now) + Math.round(pauseOf(drawn) * 3_600_000)).toISOString();
    const made = await ledger.read((reader) =>
      make(drawn, { now: clock.now, number: this.#number, reader, met: this.#met }),
    );
    this.#number += 1;
    const before = await this.#look(made.domain);
    const sent = await this.#send(made);
    const after = await this.#look(made.domain);
    const wrong = [
      ...this.#form(made, sent),
      ...(await this.#effect(made, sent, before, after)),
      ...(await this.#again(made, sent)),
      ...(await this.#mail(made, sent)),
      ...stepsWrong(made, sent),
    ];
    const outcome = sent.refused ? sent.code : 'done';
    const key = `${made.tool} ${outcome}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    return { ...made, now: clock.now, outcome, wrong };
  }

  #look(domain: string): Promise<Looked> {
    return this.house.ledger.read((reader) => ({ head: reader.head(), record: reader.account(domain) }));
  }

  async #send({ role, tool, args }: Made): Promise<Sent> {
    const client = await this.house.as(role);
    const result = await client.callTool({ name: tool, arguments: { ...args } }, patient);
    const block = Array.isArray(result.content) ? result.content[0] : undefined;
    const text = block?.type === 'text' ? block.text : '';
    const error: unknown = result._meta?.['ladder/error'];
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    return { refused: result.isError === true, text, code, data: result.structuredContent };
  }

  /** How an answer must look, whatever it says. */
  #form(made: Made, sent: Sent): readonly string[] {
    const wrong: string[] = [];
    if (this.house.log.length > 0 || sent.text.includes('a fault of ours'))
      wrong.push(`inv6 a defect: ${this.house.log.join(' ').slice(0, 1500) || sent.text}`);
    if (sent.refused) {
      if (!codes.includes(sent.code)) wrong.push(`inv6 refused with the code "${sent.code}"`);
      if (!/^[A-Z_]+( \(§[^)]+\))?: .+\. Next: .+\.$/s.test(sent.text.split('\nRefused: ')[0]?.split('\n- ')[0] ?? ''))
        wrong.push(`inv6 a refusal without a next step: ${sent.text.slice(0, 300)}`);
      return wrong;
    }
    const tool = tools.find((each) => each.name === made.tool);
    const parsed = tool?.output.safeParse(sent.data);
    if (!parsed?.success) wrong.push(`inv6 an answer against its schema: ${parsed?.error.message.slice(0, 400)}`);
    if (!tool?.callers.includes(made.role)) wrong.push(`inv3 ${made.role} was let through`);
    this.#remember(sent.data);
    return wrong;
  }

  #remember(data: unknown): void {
    const text = JSON.stringify(data) ?? '';
    for (const id of text.match(/\b(?:(?:tsk|int)_desk_\d+|eml_[0-9a-f]{16}|prm_[a-z2-7]{10}_\d+)/g) ?? [])
      if (!this.#met.includes(id)) this.#met.push(id);
    this.#met = this.#met.slice(-40);
  }

  async #effect(made: Made, sent: Sent, before: Looked, after: Looked): Promise<readonly string[]> {
    const readOnly = tools.find((each) => each.name === made.tool)?.effect.readOnly === true;
    const quiet = !sent.refused && (readOnly || made.args.dry_run === true);
    if (quiet && after.head !== before.head) return [`inv6 ${made.tool} wrote, though it may not`];
    if (sent.refused) return this.#untouched(made, before, after);
    if (
      !after.record ||
      after.record.version === before.record?.version ||
      after.record.state.absorbed_into !== undefined
    )
      return [];
    return this.#moved(made, before.record, after.record);
  }

  async #untouched({ tool }: Made, before: Looked, after: Looked): Promise<readonly string[]> {
    const { clock, ledger } = this.house;
    const { streams, isWithheld } = await ledger.read((reader) => {
      const changed = reader.changedSince(before.head).filter((each) => !aside.includes(each));
      const accounts = changed.map((each) => reader.account(each.replace('account:', '')));
      return { streams: changed, isWithheld: accounts.some((each) => isWithheldAt(each, clock.now)) };
    });
    // A reply that withholds its writer takes back on other streams too: a permit returns its place of the day.
    if (tool === 'record_response' && isWithheld) return [];
    if (streams.length > 0) return [`inv6 a refusal wrote on ${streams}`];
    return isDeepStrictEqual(before.record, after.record) ? [] : ['inv6 a refusal changed the account'];
  }

  /** Invariants 1 and 5 on permits and mails, whatever was called. */
  #mail({ tool, args, domain }: Made, { refused, data }: Sent): Promise<readonly string[]> {
    const { ledger, clock, policy } = this.house;
    const granted = tool === 'authorize_send' && !refused && args.dry_run !== true;
    const to = typeof args.to === 'string' ? args.to : undefined;
    return ledger.read((reader) => [
      ...permitsWrong({ record: reader.account(domain), reader, policy, now: clock.now, granted }),
      ...(refused || args.dry_run === true ? [] : reportWrong({ tool, data, reader, to })),
    ]);
  }

  /** Invariants 2, 3 and 8 on the account as it is read back. */
  async #moved({ tool, role }: Made, before: AccountRecord | null, after: AccountRecord): Promise<readonly string[]> {
    const { ledger, clock, policy } = this.house;
    const news = await ledger.read((reader) =>
      reader.timeline(after.state.id, { limit: Math.min(100, after.version - (before?.version ?? 0)) }),
    );
    if (isRefusal(news)) return [`inv8 the timeline is refused: ${news.found}`];
    const events = [...news.items].reverse().map(({ type, body }) => ({ type, ...body }) as unknown as AccountEvent);
    for (const event of events)
      if (event.type === 'moved') this.arrows.set(event.arrow, (this.arrows.get(event.arrow) ?? 0) + 1);
    const seen = (record: AccountRecord) => ({ state: record.state, suppressed: record.suppressed, now: clock.now });
    const was = before
      ? seen(before)
      : seen({ ...after, state: { ...after.state, stage: 'PROSPECT', review: 'NONE' } });
    const taken = { tool, role, before: was, after: seen(after), events };
    return [
      ...sentByItself({ tool, events }),
      ...movesWrong(taken),
      ...dutiesWrong(seen(after), { tool }, policy.values),
    ];
  }

  /** A call repeated under its key gives its first answer and writes nothing. */
  async #again(made: Made, sent: Sent): Promise<readonly string[]> {
    if (sent.refused || made.args.dry_run === true || typeof made.args.idempotency_key !== 'string') return [];
    // An empty key is none.
    if (made.args.idempotency_key === '') return [];
    const { head } = await this.#look(made.domain);
    const again = await this.#send(made);
    const same = !again.refused && isDeepStrictEqual(again.data, sent.data);
    return same && (await this.#look(made.domain)).head === head
      ? []
      : [`inv6 repeated under its key, it answers ${again.text.slice(0, 200)}`];
  }

  /** Invariants 6 and 7 on the whole ledger. */
  async prove(): Promise<readonly string[]> {
    const report = await this.house.ledger.verify();
    const rebuilt = await this.house.ledger.rebuild();
    return [
      ...(report.ok ? [] : [`inv6 verify: ${JSON.stringify(report.fault)}`]),
      ...('refused' in rebuilt
        ? [`inv7 rebuild refused: ${rebuilt.found}`]
        : rebuilt.drift.length > 0
          ? [`inv7 rebuild found drift: ${rebuilt.drift.slice(0, 5)}`]
          : []),
    ];
  }
}

/** Y2: the record of a refused reply withholds its author, wherever they are on file, and who was withheld gets nothing more. */
function isWithheldAt(record: AccountRecord | null, now: string): boolean {
  return record?.state.withheld?.some(({ at }) => at === now) === true;
}

/** Invariant 9: what may let a mail out, or tell that one went. */
const senders: Readonly<Record<string, readonly string[]>> = {
  permit_granted: ['authorize_send'],
  delivery_recorded: ['record_delivery', 'reconcile_sent'],
};

function sentByItself({ tool, events }: { readonly tool: string; readonly events: readonly AccountEvent[] }) {
  return events.flatMap(({ type }) => {
    const by = senders[type];
    return by && !by.includes(tool) ? [`inv9 ${tool} recorded ${type}`] : [];
  });
}
