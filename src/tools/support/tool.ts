/** The parts of every tool: definition, schemas, listing, faults of input. */

import { z } from 'zod';
import type { Acted, Ledger, Reader } from '../../ledger/port/ledger.ts';
import type { Library } from '../../library/library.ts';
import { isNoSuchAccount } from '../../rules/command/account-ref.ts';
import type { Command } from '../../rules/command/command.ts';
import type { Moment } from '../../rules/command/context.ts';
import type { PolicyValues } from '../../rules/policy/policy.ts';
import { isRefusal, type Refusal } from '../../rules/vocabulary/refusal.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import { accountCalled, isNameAlone, nearlySo } from '../../views/account-named.ts';
import { bothHalves, fitted, type Shape, type WrittenView, writtenView } from '../../views/written.ts';
import { inputFault } from './input-fault.ts';
import { meant } from './lenient-arguments.ts';
import type { PolicyWords } from './under-policy.ts';

/** One connection: who calls, by which program, on which ledger. Identity is never an argument. */
export interface Session {
  readonly role: Role;
  readonly client: string;
  /** L16: the principal behind the role, where the connection says so. */
  readonly principal?: string | undefined;
  /** L16: the role key that proves it. */
  readonly key?: string | undefined;
  /** L16: the reason why the connection is viewer and not the role that it asked for. */
  readonly denied?: Refusal;
  readonly ledger: Ledger;
  readonly library: Library;
  /** Tells a caller who asked for it how far a long call is. */
  readonly progress?: (done: number, total: number, message: string) => void;
}

/** A longer text is no name: the schema says what it is. */
const longestName = 300;

/** The answer of a tool: data for the model, and one short text that says the same to a person. */
export interface Answer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Words of its listing that differ under a policy. */
  readonly underPolicy?: (policy: PolicyValues) => PolicyWords;
  readonly clauses: readonly string[];
  readonly callers: readonly Role[];
  readonly effect: ToolEffect;
  readonly alwaysLoad: boolean;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  /** Parses, then acts. Never throws but for a defect. */
  call(args: unknown, session: Session): Promise<Answer | Refusal>;
}

interface ToolEffect {
  readonly readOnly: boolean;
  readonly destructive: boolean;
  readonly idempotent: boolean;
  readonly openWorld: boolean;
}

export interface Definition<Input extends z.ZodObject> extends Omit<Tool, 'call' | 'input' | 'alwaysLoad'> {
  readonly input: Input;
  readonly alwaysLoad?: true;
  handle(args: z.output<Input>, session: Session): Promise<Answer | Refusal>;
}

export function tool<Input extends z.ZodObject>(definition: Definition<Input>): Tool {
  const { handle, ...rest } = definition;
  return Object.freeze({
    ...rest,
    output: 'idempotency_key' in rest.input.shape ? repeatable(rest.output) : rest.output,
    alwaysLoad: definition.alwaysLoad ?? false,
    async call(given: unknown, session: Session) {
      const args = meant(definition.input, given ?? {});
      const read = await inputOf(args, definition.input, session);
      if ('data' in read) return withNear(await handle(read.data, session), read.data, session);
      if (!rest.effect.readOnly && !isTrial(args)) await record(read, rest.name, session);
      return read;
    },
  });
}

/** A call repeated after an erasure is told `done`, whatever its outcome was. */
function repeatable(output: z.ZodObject): z.ZodObject {
  const { outcome } = output.shape;
  if (!(outcome instanceof z.ZodEnum || outcome instanceof z.ZodLiteral)) return output;
  const outcomes = outcome instanceof z.ZodEnum ? outcome.options : [...outcome.values];
  return output.extend({ outcome: z.enum([...new Set([...outcomes.map(String), 'done'])]) });
}

async function inputOf<Input extends z.ZodObject>(
  args: unknown,
  input: Input,
  session: Session,
): Promise<{ readonly data: z.output<Input> } | Refusal> {
  const named = await withAccountMeant(args, input, session);
  if ('refused' in named) return named;
  const parsed = input.safeParse(named.args);
  return parsed.success ? { data: parsed.data } : inputFault(parsed.error, named.args, input);
}

/** An account that is named by its name alone stands by its id from here on; all else stands as it came. */
async function withAccountMeant(
  args: unknown,
  input: z.ZodObject,
  { ledger }: Session,
): Promise<{ readonly args: unknown } | Refusal> {
  const field = ['account', 'domain'].find((each) => each in input.shape);
  if (field === undefined || typeof args !== 'object' || args === null) return { args };
  const given: unknown = Reflect.get(args, field);
  if (typeof given !== 'string' || given.trim() === '' || given.length > longestName) return { args };
  if (!isNameAlone(given)) return { args };
  const called = await ledger.read((reader) => accountCalled(given, reader));
  if (called === null) return { args };
  return typeof called === 'string' ? { args: { ...args, [field]: called } } : called;
}

/** An account that is not on file is told with those that are spelled nearly so. */
async function withNear(
  answer: Answer | Refusal,
  { account }: { readonly account?: unknown },
  { ledger }: Session,
): Promise<Answer | Refusal> {
  if (!isRefusal(answer) || !isNoSuchAccount(answer) || typeof account !== 'string') return answer;
  return ledger.read((reader) => ({ ...answer, found: `${answer.found}${nearlySo(account, reader)}` }));
}

/** A dry run writes nothing, whatever else is wrong with it. */
function isTrial(args: unknown): boolean {
  return typeof args === 'object' && args !== null && 'dry_run' in args && args.dry_run === true;
}

/** A refusal of a writing tool that no command saw is put on record as the others are. */
async function record(
  refusal: Refusal,
  tool: string,
  { role, client, principal, key, ledger }: Session,
): Promise<void> {
  await ledger.recordRefusal({ role, client, principal, key, tool, args: {}, dryRun: false }, refusal);
}

interface WriteOptions {
  readonly dry_run?: boolean | undefined;
  readonly idempotency_key?: string | undefined;
}

type More = Readonly<Record<string, unknown>> & Partial<Pick<WrittenView, 'signal' | 'derived' | 'spent'>>;

/** The tool's own fields replace the shared ones; undefined takes a field out, so that a kept answer has the same fields. */
function withMore(view: WrittenView, more: More): WrittenView {
  const told = Object.assign(view, more);
  for (const key of Object.keys(more)) if (more[key] === undefined) Reflect.deleteProperty(told, key);
  return told;
}

/** Runs a command for a writing tool and shapes the answer that they all share. */
export async function write<Args extends object, Input, Extra extends object>(
  command: Command<Args, Input, Extra>,
  args: Args & WriteOptions,
  session: Session,
  more: (acted: Acted<Extra>, reader: Reader, viewing: Moment) => More = () => ({}),
  shape: Partial<Shape> = {},
): Promise<Answer | Refusal> {
  const { dry_run = false, idempotency_key, ...rest } = args;
  const call = {
    role: session.role,
    client: session.client,
    principal: session.principal,
    key: session.key,
    tool: command.name,
    args: rest,
    dryRun: dry_run,
    ...(idempotency_key === undefined ? {} : { idempotencyKey: idempotency_key }),
  };
  let born: ReadonlySet<string> = new Set();
  let moment: Moment | undefined;
  const data = await session.ledger.act({
    command,
    args,
    call,
    answer: (acted, reader, viewing): WrittenView => {
      moment = viewing;
      if (dry_run) born = acted.born();
      const view = withMore(
        writtenView(acted, { checks: 'open', account: 'whole', ...shape }, reader, viewing),
        more(acted, reader, viewing),
      );
      return shape.account === 'place' ? fitted(view) : view;
    },
  });
  if (isRefusal(data)) return data;
  const told = { born: dry_run ? born : null, given: rest, ...shape };
  // An answer that was kept under its key comes without a moment.
  return moment ? bothHalves(data, told, moment) : session.ledger.read((_, viewing) => bothHalves(data, told, viewing));
}
