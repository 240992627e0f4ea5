import { expect } from 'vitest';
import type { Role } from '../../src/rules/roles.ts';
import { type Era, eventsIn, type House, headOf, rowsIn } from './server.ts';

// biome-ignore lint/suspicious/noExplicitAny: an answer as a client gets it, checked against its output schema by the client
type Data = Readonly<Record<string, any>>;
type Args = Readonly<Record<string, unknown>>;

export interface ErrorMeta {
  readonly code: string;
  readonly message: string;
  readonly clause?: string;
  readonly ruling?: string;
  readonly remedy?: string;
  readonly checks?: readonly unknown[];
}

export interface Refused {
  readonly text: string;
  readonly error: ErrorMeta;
}

/** One call as it went over the wire. */
export async function send(house: House, role: Role, tool: string, args: Args = {}, era: Era = 'modern') {
  const client = await house.as(role, era);
  return client.callTool({ name: tool, arguments: { ...args } });
}

function textOf(result: Awaited<ReturnType<typeof send>>): string {
  expect(result.content).toHaveLength(1);
  const [block] = result.content;
  if (block?.type !== 'text') throw new Error('no text block');
  return block.text;
}

/** A call that must succeed: its data, and the text block beside it. The client itself holds the data against the output schema. */
export async function answer(house: House, role: Role, tool: string, args: Args = {}, era: Era = 'modern') {
  const result = await send(house, role, tool, args, era);
  const text = textOf(result);
  if (result.isError) throw new Error(`${tool} as ${role}: ${text}`);
  expect(text.trim()).not.toBe('');
  if (result.structuredContent === undefined) throw new Error(`${tool} gave no structured content`);
  return { text, data: result.structuredContent as Data };
}

export async function ok(house: House, role: Role, tool: string, args: Args = {}): Promise<Data> {
  return (await answer(house, role, tool, args)).data;
}

/** A call that must be refused, in the form that every refusal has. */
export async function no(house: House, role: Role, tool: string, args: Args = {}, era: Era = 'modern') {
  const result = await send(house, role, tool, args, era);
  if (!result.isError) throw new Error(`${tool} as ${role} was not refused: ${JSON.stringify(result.structuredContent)}`);
  expect(result.structuredContent).toBeUndefined();
  const error = result._meta?.['ladder/error'] as ErrorMeta | undefined;
  if (!error) throw new Error('no ladder/error');
  const text = textOf(result);
  const clause = error.clause ? ` (§${error.clause}${error.ruling ? `, ${error.ruling}` : ''})` : '';
  expect(text.split('\n')[0]).toBe(`${error.code}${clause}: ${error.message}. Next: ${error.remedy}.`);
  expect(text.split('\n').at(-1)).toBe(`Refused: ${tool}. Nothing was changed.`);
  return { text, error } satisfies Refused;
}

/** The first line of a refusal: what it is known by. */
export async function refusal(house: House, role: Role, tool: string, args: Args = {}): Promise<string> {
  const { text } = await no(house, role, tool, args);
  return text.split('\n')[0] ?? '';
}

/** Nothing but the refusal's own record is written by `act`; gives that record. */
export async function recordOnly(house: House, role: Role, tool: string, args: Args) {
  const before = headOf(house);
  const rows = rowsIn(house);
  const refused = await no(house, role, tool, args);
  const events = eventsIn(house, before).filter(({ stream }) => stream !== 'policy');
  const after = rowsIn(house);
  for (const table of Object.keys(rows)) {
    if (['events', 'streams', 'policies', 'sqlite_sequence', 'counts'].includes(table)) continue;
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
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? [shapeOf(value[0])] : [];
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, shapeOf(each)]),
  );
}

/** Every writing tool answers at least this. */
export function expectWritten(data: Data, outcome: string): void {
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
  scores: [...threeHigh.scores.slice(0, 2), { signal: 'S3', score: 'UNVERIFIED' }, { signal: 'S4', score: 'NOT_PRESENT' }],
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
