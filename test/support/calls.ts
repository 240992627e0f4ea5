import type { JsonSchemaType } from '@modelcontextprotocol/client';
import { expect, test } from 'vitest';
import { connect } from '../../src/ledger/sqlite/connection.ts';
import { withoutWords } from '../../src/ledger/unit-of-work/kept-answers.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { schemaValidator } from './schemas.ts';
import { type Era, eventsIn, type House, headOf, openHouse, rowsIn } from './server.ts';

// biome-ignore lint/suspicious/noExplicitAny: an answer as a client gets it, held against its output schema
export type Data = Readonly<Record<string, any>>;
export type Args = Readonly<Record<string, unknown>>;

interface ErrorMeta {
  readonly code: string;
  readonly message: string;
  readonly clause?: string;
  readonly ruling?: string;
  readonly remedy?: string;
  readonly checks?: readonly unknown[];
}

interface Refused {
  readonly text: string;
  readonly error: ErrorMeta;
}

/** One call as it went over the wire. */
async function send(house: House, role: Role, tool: string, args: Args = {}, era: Era = 'modern') {
  const client = await house.as(role, era);
  return client.callTool({ name: tool, arguments: { ...args } });
}

function textOf(result: Awaited<ReturnType<typeof send>>): string {
  expect(result.content).toHaveLength(1);
  const [block] = result.content;
  if (block?.type !== 'text') throw new Error('no text block');
  return block.text;
}

/** Tools that take an idempotency key. */
const keyed = new Set<string>();
const validators = new Map<string, ReturnType<typeof schemaValidator.getValidator>>();

/** Data against the tool's output schema, as a client holds it that has listed the tools; compiled once a process. */
async function keepsItsSchema(house: House, role: Role, name: string, data: Args): Promise<void> {
  if (!validators.has(name)) {
    const { tools } = await (await house.as(role)).listTools();
    const { inputSchema, outputSchema } = tools.find((each) => each.name === name) ?? {};
    if (outputSchema === undefined) throw new Error(`${name} has no output schema`);
    if (inputSchema?.properties?.idempotency_key !== undefined) keyed.add(name);
    validators.set(name, schemaValidator.getValidator(outputSchema as JsonSchemaType));
  }
  const held = (what: string, value: unknown) => {
    const told = validators.get(name)?.(value);
    if (!told?.valid) throw new Error(`${name} as ${role} ${what} its output schema: ${told?.errorMessage}`);
  };
  held('breaks', data);
  if (keyed.has(name)) held('breaks, once its words are erased,', erasedOf(data));
}

/** The answer as it would be given again under its key once somebody of whom it tells was erased; nobody's words are left in it. */
function erasedOf(data: Args): Args {
  const erased: Args = JSON.parse(withoutWords(JSON.stringify(data)));
  const { summary, policy, ...rest } = erased;
  expect([summary, policy]).toEqual(['done already; its words are erased', data.policy]);
  const texts: string[] = [];
  JSON.stringify(rest, (_, value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  const said = texts.map((each) => each.replace(/^\d{4}-\d\d-\d\dT[\d:]+\.\d{3}Z$/, ''));
  expect(said.filter((each) => /[^\w-]/.test(each))).toEqual([]);
  return erased;
}

/** A call repeated under its key when the words of its first answer are erased. */
export async function repeatedErased(house: House, role: Role, tool: string, args: Args): Promise<void> {
  const db = connect(house.path);
  const { answer: kept } = db.prepare('SELECT answer FROM idempotency').get() as { answer: string };
  db.prepare('UPDATE idempotency SET answer = ?').run(withoutWords(kept));
  db.close();
  const { data, text } = await answer(house, role, tool, args);
  expect(data).toEqual(erasedOf(JSON.parse(kept)));
  expect(text.split('\n')[0]).toBe('done already; its words are erased');
  expect(idsIn(data).filter((id) => !text.includes(id))).toEqual([]);
  expect(text).not.toMatch(/""|: *$|undefined/m);
}

/** A call that must succeed: its data, held against the output schema, and the text block beside it. */
export async function answer(house: House, role: Role, tool: string, args: Args = {}, era: Era = 'modern') {
  const result = await send(house, role, tool, args, era);
  const text = textOf(result);
  if (result.isError) throw new Error(`${tool} as ${role}: ${text}`);
  expect(text.trim()).not.toBe('');
  if (result.structuredContent === undefined) throw new Error(`${tool} gave no structured content`);
  await keepsItsSchema(house, role, tool, result.structuredContent as Args);
  return { text, data: result.structuredContent as Data };
}

export async function ok(house: House, role: Role, tool: string, args: Args = {}): Promise<Data> {
  return (await answer(house, role, tool, args)).data;
}

const kept = /(`[^`]*`|"[^"\n]*"|\{[^\n]*\})/;
const times = /(?<![\w@/.=:-])\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}\.\d{3}Z)?(?![\w@/-])/g;

/** T7: instants and dates as people say them in New York; what somebody gave stays as it is. */
function spokenIn(text: string): string {
  const parts = text.split(kept);
  return parts.map((part, n) => (n % 2 === 1 ? part : part.replace(times, spokenAt))).join('');
}

function spokenAt(time: string): string {
  const isDate = time.length === 10;
  const zone = isDate ? 'UTC' : 'America/New_York';
  const said = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(new Date(time));
  const month = new Intl.DateTimeFormat('en-US', { timeZone: zone, month: 'short' }).format(new Date(time));
  const day = `${said({ weekday: 'short' })} ${said({ day: 'numeric' })} ${month} ${said({ year: 'numeric' })}`;
  return isDate ? day : `${day}, ${said({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`;
}

/** A call that must be refused, in the form that every refusal has. */
export async function no(house: House, role: Role, tool: string, args: Args = {}, era: Era = 'modern') {
  const result = await send(house, role, tool, args, era);
  if (!result.isError)
    throw new Error(`${tool} as ${role} was not refused: ${JSON.stringify(result.structuredContent)}`);
  expect(result.structuredContent).toBeUndefined();
  const error = result._meta?.['ladder/error'] as ErrorMeta | undefined;
  if (!error) throw new Error('no ladder/error');
  const text = textOf(result);
  const clause = error.clause ? ` (§${error.clause}${error.ruling ? `, ${error.ruling}` : ''})` : '';
  const told = `${error.code}${clause}: ${error.message}. Next: ${error.remedy}.`;
  expect(text.split('\n')[0]).toBe(error.code === 'INVALID_INPUT' ? told : spokenIn(told));
  const other = / is suppressed with them$/.test(error.message) ? 'else ' : '';
  expect(text.split('\n').at(-1)).toBe(`Refused: ${tool}. Nothing ${other}was changed.`);
  return { text, error } satisfies Refused;
}

/** The first line of a refusal: what it is known by. */
export async function refusal(house: House, role: Role, tool: string, args: Args = {}): Promise<string> {
  const { text } = await no(house, role, tool, args);
  return text.split('\n')[0] ?? '';
}

/** Nothing but the refusal's own record is written by `act`; gives that record. */
export async function recordOnly(house: House, role: Role, tool: string, args: Args) {
  const before = await headOf(house);
  const rows = rowsIn(house);
  const refused = await no(house, role, tool, args);
  const events = eventsIn(house, before)
    .filter(({ stream }) => stream !== 'policy')
    .map(({ seq: _, ...event }) => event);
  const after = rowsIn(house);
  for (const table of Object.keys(rows)) {
    if (['events', 'streams', 'refusals', 'policies', 'sqlite_sequence'].includes(table)) continue;
    expect(after[table], table).toEqual(rows[table]);
  }
  return { ...refused, events };
}

/** Runs a call that must not write, and proves it row by row. */
export async function untouched<T>(house: House, call: () => Promise<T>): Promise<T> {
  const before = rowsIn(house);
  const result = await call();
  expect(rowsIn(house)).toEqual(before);
  return result;
}

/** The shape of an answer: every field's name and kind, lists by their first item. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? [shapeOf(value[0])] : [];
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, shapeOf(each)]),
  );
}

/** Every writing tool answers at least this. */
function expectWritten(data: Data, outcome: string): void {
  expect(data.outcome).toBe(outcome);
  expect(typeof data.summary).toBe('string');
  expect(Array.isArray(data.checks) && Array.isArray(data.opened) && Array.isArray(data.closed)).toBe(true);
  expect(data.policy).toEqual({ version: 'handoff-0.2', status: 'draft' });
}

const fact = (name: string, value: string | number | boolean) => ({
  fact: name,
  value,
  source: 'annual report',
  evidence: 'page 4',
  as_of: '2026-04-01',
});

/** Facts on which all five gates hold. */
export const goodFacts = [
  fact('employees', 900),
  fact('has_ecosystem_motion', true),
  fact('arr_usd', 80_000_000),
  fact('industry', 'B2B SaaS'),
  fact('gate_g5', true),
];

export const acme = { domain: 'acme.com', name: 'Acme Corp', facts: goodFacts };
export const ana = { name: 'Ana Ruiz', email: 'ana@acme.com', title: 'VP Partnerships' };

/** A comment of Ana's of the day before, unless told otherwise. */
export const comment = (more: Args = {}) => ({
  account: 'acme.com',
  contact: ana,
  observed_at: '2026-04-20T09:30:00-04:00',
  source: 'linkedin export',
  signal: { type: 'E1', interaction: 'comment', object: 'https://www.linkedin.com/posts/1' },
  ...more,
});

const finding = (route: string, value?: number) => ({
  route,
  ...(value === undefined ? {} : { value }),
  date: '2026-04-01',
  source: 'annual report',
  reference: `https://acme.example/${route}`,
  shows: 'what it says',
});

/** Three buying signals with findings that carry them. */
export const threeHigh = {
  account: 'acme.com',
  scores: [
    { signal: 'S1', score: 'CONFIRMED', findings: [finding('partner_influenced_pct', 35)] },
    { signal: 'S2', score: 'LIKELY', findings: [finding('exec_hire')] },
    { signal: 'S3', score: 'CONFIRMED', findings: [finding('aws'), finding('co_sell'), finding('marketplace')] },
    { signal: 'S4', score: 'NOT_PRESENT' },
  ],
};

export const twoHigh = {
  account: 'acme.com',
  scores: [
    ...threeHigh.scores.slice(0, 2),
    { signal: 'S3', score: 'UNVERIFIED' },
    { signal: 'S4', score: 'NOT_PRESENT' },
  ],
};

/** Acme with passing gates and a comment of yesterday. */
export async function seedNoted(house: House): Promise<Data> {
  await ok(house, 'sales.ops', 'save_account', acme);
  return ok(house, 'mining.mind', 'file_signal_note', comment());
}

/** ... classified: MQL with its dossier due. */
export async function seedMql(house: House): Promise<Data> {
  await seedNoted(house);
  return ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
}

/** ... scored with three buying signals: before the CRO. */
export async function seedPending(house: House): Promise<Data> {
  await seedMql(house);
  return ok(house, 'sales.ops', 'score_dossier', threeHigh);
}

/** ... confirmed: SQL. */
export async function seedSql(house: House): Promise<Data> {
  await seedPending(house);
  return ok(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
}

export interface Writing {
  readonly tool: string;
  /** The role that calls; one of those allowed. */
  readonly by: Role;
  /** Everybody else's refusal, word for word but for their name. */
  readonly clause: string;
  readonly who: string;
  readonly callers: readonly Role[];
  readonly outcome: string;
  /** Brings the house to where the call is lawful, and gives its arguments. */
  prepare(house: House): Promise<Args>;
  /** The text of a dry run, where it differs. */
  readonly would?: string;
  /** Arguments that make it another call. */
  readonly other: Args;
}

const everybody: readonly Role[] = [
  'mining.mind',
  'sales.ops',
  'category.positioning',
  'cro',
  'cmo',
  'chief.staff',
  'customer.success',
  'legal.exec',
  'viewer',
];

/** Every id in an answer that a later call may need; evidence of checks stands in explain_account. */
function idsIn(data: unknown): readonly string[] {
  const text = JSON.stringify(data, (name, value) =>
    name === 'evidence' || name === 'first_touch' ? undefined : value,
  );
  return [...new Set(text.match(/\b(?:sig|con|fct|dos|tsk|ovr|prp|int)_(?:desk|[a-z0-9]{6,})_\d+\b/g) ?? [])];
}

/** Every id that stands anywhere in the ledger. */
function idsOnFile(house: House): readonly string[] {
  return idsIn(rowsIn(house));
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An instant as people in New York say it, told by another calendar than the program's. */
function inNewYork(at: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'America/New_York',
    dateStyle: 'full',
    timeStyle: 'short',
  }).formatToParts(new Date(at));
  const part = (type: string, most = 9) => parts.find((each) => each.type === type)?.value.slice(0, most);
  return `${part('weekday', 3)} ${part('day')} ${part('month', 3)} ${part('year')}, ${part('hour')}:${part('minute')}`;
}

/** A text with its bare times as people say them, told by another calendar than the program's. */
function inWords(text: string): string {
  const timed = text.replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, inNewYork);
  return timed.replace(/(?<![\w@/.=:-])(\d{4})-(\d{2})-(\d{2})(?![\w@/-])/g, (all, year, month, day) => {
    const weekday = new Date(`${all}T12:00:00Z`).toUTCString().slice(0, 3);
    return `${weekday} ${Number(day)} ${months[Number(month) - 1]} ${year}`;
  });
}

/** Tests of the contract for a tool that writes. */
export function describeWriting(writing: Writing): void {
  const { tool, by, clause, who, callers, outcome, prepare, other, would } = writing;

  test(`surface ${tool} is refused to every other role, which is told who may, and recorded`, async () => {
    const house = await openHouse();
    const args = await prepare(house);
    for (const role of everybody.filter((each) => !callers.includes(each))) {
      const { text, error, events } = await recordOnly(house, role, tool, args);
      expect(text).toBe(
        `NOT_PERMITTED (§${clause}): ${tool} is not ${role}'s to call. Next: ${who} may call it.\nRefused: ${tool}. Nothing was changed.`,
      );
      expect(error).toEqual({
        code: 'NOT_PERMITTED',
        message: `${tool} is not ${role}'s to call`,
        remedy: `${who} may call it`,
        clause,
      });
      expect(events).toEqual([
        {
          stream: 'refusals',
          type: 'refused',
          role,
          client: `test-${role}/1.0.0`,
          body: { code: 'NOT_PERMITTED', tool, clause },
        },
      ]);
    }
  });

  test(`surface ${tool} tried with dry_run answers as it would, in both eras, and writes nothing`, async () => {
    const house = await openHouse();
    const args = await prepare(house);
    const onFile = idsOnFile(house);
    const tried = await untouched(house, () => answer(house, by, tool, { ...args, dry_run: true }));
    const old = await untouched(house, () => answer(house, by, tool, { ...args, dry_run: true }, 'legacy'));
    const done = await answer(house, by, tool, args);
    expectWritten(done.data, outcome);
    expect(tried.data.dry_run).toBe(true);
    expect(Object.keys(tried.data).filter((name) => name !== 'dry_run' && !(name in done.data))).toEqual([]);
    expect(shapeOf(old.data)).toEqual(shapeOf(tried.data));
    expect(tried.data.outcome).toBe(outcome);
    expect(tried.data.summary).toMatch(/^dry run: nothing was written.* would /);
    if (would) expect(tried.data.summary).toBe(would);
    expect(tried.text.split('\n')[0]).toBe(inWords(tried.data.summary));
    expect(done.text.split('\n')[0]).toBe(inWords(done.data.summary));
    expect(idsIn(tried.data).filter((id) => !onFile.includes(id))).toEqual([]);
    for (const each of [done, tried]) expect(idsIn(each.data).filter((id) => !each.text.includes(id))).toEqual([]);
  });

  test(`surface ${tool} under an idempotency key gives its first answer again, and no other call's`, async () => {
    const house = await openHouse();
    const args = { ...(await prepare(house)), idempotency_key: 'k-1' };
    const first = await ok(house, by, tool, args);
    const again = await untouched(house, () => ok(house, by, tool, args));
    expect(again).toEqual(first);
    const { text, events } = await recordOnly(house, by, tool, { ...args, ...other });
    expect(text.split('\n')[0]).toBe(
      `CONFLICT: this \`idempotency_key\` was used by ${by} for another call. Next: repeat that call with its own arguments, or take a new key.`,
    );
    expect(events.map(({ stream, body }) => [stream, body])).toEqual([['refusals', { code: 'CONFLICT', tool }]]);
    await repeatedErased(house, by, tool, args);
  });

  test(`surface ${tool} names an unknown field, what was given and what is known, and records no more than that`, async () => {
    const house = await openHouse();
    const args = await prepare(house);
    const unknown = await recordOnly(house, by, tool, { ...args, colour: 'red' });
    expect(unknown.error.code).toBe('INVALID_INPUT');
    expect(unknown.error.message).toBe('`colour` is no field here');
    expect(unknown.error.remedy).toMatch(
      new RegExp(`^leave \`colour\` out; the fields are ${Object.keys(args).slice(0, 1)}.*, dry_run, idempotency_key$`),
    );
    expect(unknown.events.map(({ stream, role, body }) => [stream, role, body])).toEqual([
      ['refusals', by, { code: 'INVALID_INPUT', tool }],
    ]);
    const missing = await recordOnly(house, by, tool, {});
    expect(missing.error.message).toMatch(/^`[a-z_]+` is missing/);
    const [field] = Object.keys(args);
    const nothing = await recordOnly(house, by, tool, { ...args, [field ?? '']: null });
    expect(nothing.error.message).toMatch(/^`[a-z_]+` is missing/);
    const isList = Array.isArray(args[field ?? '']);
    for (const given of [7, true, ...(isList ? [] : [{ a: [{ b: 1 }] }, ['x', 'y']])]) {
      const wrong = await recordOnly(house, by, tool, { ...args, [field ?? '']: given });
      expect(wrong.error.code).toBe('INVALID_INPUT');
      expect(wrong.error.message.startsWith(`\`${field}\` is \``)).toBe(true);
      expect(wrong.error.remedy).toBe(isList ? 'give a list' : 'give a text');
    }
  });
}

/** Tests of the contract for a tool that reads: any role may, and nothing is written, refused or not. */
export function describeReading(
  tool: string,
  prepare: (house: House) => Promise<Args>,
  { bad, found, next }: { readonly bad: Args; readonly found: string; readonly next: string },
): void {
  test(`surface ${tool} answers every role alike and writes nothing`, async () => {
    const house = await openHouse();
    const args = await prepare(house);
    const first = await untouched(house, () => answer(house, 'viewer', tool, args));
    for (const role of everybody) {
      const same = await untouched(house, () => answer(house, role, tool, args));
      expect(same).toEqual(first);
    }
    expect(await untouched(house, () => answer(house, 'cro', tool, args, 'legacy'))).toEqual(first);
  });

  test(`surface ${tool} says which field is wrong, what was given and what is wanted, and writes nothing`, async () => {
    const house = await openHouse();
    const args = await prepare(house);
    const wrong = await untouched(house, () => no(house, 'viewer', tool, { ...args, ...bad }));
    expect(wrong.error).toEqual({ code: 'INVALID_INPUT', message: found, remedy: next });
    const unknown = await untouched(house, () => no(house, 'viewer', tool, { ...args, dry_run: true }));
    expect(unknown.error.message).toBe('`dry_run` is no field here');
  });
}
