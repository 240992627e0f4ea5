import { existsSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Permits } from '../../gate/decide.ts';
import { fault, type GateVerdict, pass } from '../../gate/verdict.ts';
import type { Ledger } from '../../ledger/index.ts';
import { LedgerUnusable } from '../../ledger/port/unusable.ts';
import type { LoadedPolicy } from '../../policy/index.ts';
import { inWords } from '../../views/spoken.ts';
import { clockFromEnvironment, policyFrom, policyNamed } from '../shared/environment.ts';
import { type Options, Unusable } from '../shared/options.ts';
import { placeNamed } from '../shared/places.ts';

/** How long a ledger that others hold is waited for, in milliseconds. */
const patience = 10_000;

/** The hook of a client (§5.5, M1). Whatever goes wrong blocks: only exit 0 and 2 mean something to the client. */
export async function gateCommand(options: Options): Promise<number> {
  const late = new Promise<GateVerdict>((done) => {
    const verdict = fault(
      'no event, or no ledger that is not locked, came within 10 s',
      'call again, or look with `ladder doctor` who holds the ledger',
    );
    setTimeout(() => done(verdict), patience).unref();
  });
  const { exit, stdout, stderr } = await Promise.race([
    text(process.stdin).then((input) => judged(options, input)),
    late,
  ]);
  if (stdout !== '') writeSync(1, `${stdout}\n`);
  if (stderr !== '') writeSync(2, `${stderr}\n`);
  // A ledger that is waited for keeps no call of the client waiting.
  process.exit(exit);
}

/** The verdict on an error: one sentence, without a stack and without words of the mail. */
function troubled(error: unknown): GateVerdict {
  const next = 'mend it, `ladder doctor` says how; until then nothing is sent';
  if (error instanceof LedgerUnusable) return fault(error.found, error.next);
  if (error instanceof Unusable) return fault(error.message.split('. Next: ')[0] ?? error.message, next);
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return fault(`the gate has a fault of its own${code}`, next);
}

/** The verdict on one event as it was read. */
export function judged(options: Options, input: string): Promise<GateVerdict> {
  return answer(options, input).catch(troubled);
}

async function answer(options: Options, input: string): Promise<GateVerdict> {
  const { readEvent } = await import('../../gate/hook-event.ts');
  const event = readEvent(input);
  if ('fault' in event)
    return fault(event.fault, 'start `ladder gate` as a command hook of the client, as `ladder init` writes it');
  const policy = policyFrom(policyNamed(options.policy ?? process.env.LADDER_POLICY));
  const { before, classOf } = await import('../../gate/decide.ts');
  const found = classOf(event, policy.values, await ours(event.tool));
  if (found.is === 'free') return pass;
  if (event.event === 'PreToolUse') {
    const verdict = await before(event, found, permitsOf(options, policy));
    return { ...verdict, stderr: inWords(verdict.stderr, policy.calendar) };
  }
  return withLedger(options, policy, async (ledger) => {
    const { record } = await import('../../gate/ledger-of-mails.ts');
    return record(ledger, event, found, policy.values);
  });
}

/** The names of our own tools, where one may be called: as the build listed them. */
async function ours(tool: string): Promise<readonly string[]> {
  if (!tool.startsWith('mcp__ladder-')) return [];
  const { storedListings } = await import('../../library/stored-listings.ts');
  const listed = storedListings().map(({ name }) => name);
  return listed.length > 0 ? listed : (await import('../../tools/index.ts')).tools.map(({ name }) => name);
}

/** The ledger that the hook's command or the environment names; none is made. */
async function ledgerNamed({ db, keys }: Options, policy: LoadedPolicy): Promise<Ledger> {
  const named = db || process.env.LADDER_DB;
  if (!named) throw new Unusable('no ledger is named: give --db, or LADDER_DB');
  const path = resolve(placeNamed('LADDER_DB', named));
  if (!existsSync(path)) throw new Unusable(`there is no ledger at ${path}`);
  const store = keys || process.env.LADDER_KEYS;
  const { openLedger } = await import('../../ledger/index.ts');
  return openLedger({
    path,
    keys: store ? resolve(placeNamed('LADDER_KEYS', store)) : `${path}.keys`,
    policy,
    clock: clockFromEnvironment(),
    signWithin: 1000,
  });
}

function permitsOf(options: Options, policy: LoadedPolicy): Permits {
  return {
    redeem: (mails, event) =>
      withLedger(options, policy, async (ledger) => {
        if (await ledger.isLocked())
          throw new Unusable('the ledger was put back from a backup and waits for chief.staff to confirm it');
        const { redeem } = await import('../../gate/ledger-of-mails.ts');
        return redeem(ledger, mails, event);
      }),
  };
}

async function withLedger<T>(options: Options, policy: LoadedPolicy, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await ledgerNamed(options, policy);
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}
