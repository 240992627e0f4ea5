import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { environment, program, tempFolder } from './house.ts';
import { ms, type Row, sideBySide } from './measure.ts';

const opening = [
  {
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
  },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/list', params: {} },
]
  .map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  .join('');

/** Resolves when the list is answered; the process then ends outside the measurement. */
function listed(db: string, ending: Promise<unknown>[]): Promise<void> {
  const child = spawn(process.execPath, [program, 'serve', '--as', 'sales.ops'], {
    env: environment({ LADDER_DB: db }),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.write(opening);
  ending.push(new Promise((done) => child.on('close', done)));
  return new Promise((answered, failed) => {
    let said = '';
    child.on('error', failed);
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      if (!said.includes('"id":2')) return;
      answered();
      child.stdin.end();
    });
  });
}

function bare(): Promise<void> {
  const child = spawn(process.execPath, ['-e', '0'], { env: environment(), stdio: ['pipe', 'pipe', 'inherit'] });
  return new Promise((done, failed) => child.on('error', failed).on('exit', () => done()));
}

const mail = {
  hook_event_name: 'PreToolUse',
  tool_name: 'mcp__gmail__send_email',
  tool_use_id: 'toolu_1',
  permission_mode: 'default',
  tool_input: { to: ['ana@acme.com'], subject: 'Hello', body: 'No permit covers this.' },
};

/** The hook before a call that sends: it opens the ledger and finds no permit. */
function gated(db: string): Promise<void> {
  const child = spawn(process.execPath, [program, 'gate', '--db', db], {
    env: environment(),
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.end(JSON.stringify(mail));
  return new Promise((done, failed) => {
    child.on('error', failed).on('exit', (code) => (code === 2 ? done() : failed(new Error(`the gate ended ${code}`))));
  });
}

/** The hook runs on every call of somebody else's tool: its whole time, beside the server's start. */
export async function gateRow(rounds: number): Promise<Row> {
  const db = join(tempFolder(), 'l.db');
  const ending: Promise<unknown>[] = [];
  const medians = await sideBySide(
    [
      { name: 'ladder', work: () => listed(db, ending) },
      { name: 'end', work: () => Promise.all(ending.splice(0)) },
      { name: 'gate', work: () => gated(db) },
    ],
    { warmUp: 2, rounds },
  );
  const [base, value] = [medians.get('ladder') ?? Number.NaN, medians.get('gate') ?? Number.NaN];
  return {
    what: 'ladder gate on a call that sends, from start to end, beside the start of the server',
    measured: `${ms(value)} (${(value / base).toFixed(2)} x ${ms(base)})`,
    goal: '<= 1.5 x, < 300 ms',
    met: value <= 1.5 * base && value < 300,
  };
}

export async function startUpRow(rounds: number): Promise<Row> {
  const db = join(tempFolder(), 'l.db');
  const ending: Promise<unknown>[] = [];
  const settled = async () => {
    await Promise.all(ending.splice(0));
  };
  const medians = await sideBySide(
    [
      { name: 'bare', work: bare },
      { name: 'ladder', work: () => listed(db, ending) },
      { name: 'end', work: settled },
    ],
    { warmUp: 2, rounds },
  );
  const [base, value] = [medians.get('bare') ?? Number.NaN, medians.get('ladder') ?? Number.NaN];
  return {
    what: 'process start to the first tools/list, beyond a bare `node -e 0`',
    measured: `${ms(value - base)} (${ms(value)} - ${ms(base)})`,
    goal: '<= 110 ms',
    met: value - base <= 110,
  };
}
