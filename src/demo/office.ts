import { type ChildProcess, execFile, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../rules/vocabulary/roles.ts';
import { type Called, type Order, Reply } from './orders.ts';
import { openPostOffice } from './post-office.ts';
import { type Tampering, tamper } from './tamper.ts';

/** A simulated database in a folder of its own, and a process for each role that works on it. */
export interface Office {
  readonly folder: string;
  open(role: Role, now: string): Promise<void>;
  call(role: Role, tool: string, given: Readonly<Record<string, unknown>>): Promise<Called>;
  close(role: Role): Promise<void>;
  /** The output of a command with `--json`, or that it failed. A page that it writes stays in the folder of temporary files. */
  run(command: readonly string[], now: string): Promise<Called>;
  /** The answer of `ladder verify --json`. */
  proof(now: string): Promise<unknown>;
  /** Changes the database file; every session must be closed. */
  tamper(tampering: Tampering): void;
  /** Ends every process and removes the folder. */
  leave(): Promise<void>;
}

export type OpensOffice = (policy: Readonly<Record<string, unknown>>, sendsMail: boolean) => Promise<Office>;

/** Offices whose roles run this program. */
export function officeOf(program: string): OpensOffice {
  return (policy, sendsMail) => openOffice(program, policy, sendsMail);
}

async function openOffice(
  program: string,
  policy: Readonly<Record<string, unknown>>,
  sendsMail: boolean,
): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-demo-'));
  const policyFile = join(folder, 'policy.json');
  const post = sendsMail ? await openPostOffice() : null;
  writeFileSync(policyFile, JSON.stringify(post ? withServer(policy, post.port) : policy));
  const envAt = (now: string) => ({ LADDER_DB: join(folder, 'demo.db'), LADDER_POLICY: policyFile, LADDER_NOW: now });
  const agents = new Map<Role, ChildProcess>();
  const agentOf = (role: Role) => {
    const known = agents.get(role);
    if (known) return known;
    const agent = fork(program, ['demo', '--as', role], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    agents.set(role, agent);
    return agent;
  };
  return {
    folder,
    async open(role, now) {
      await ask(agentOf(role), { order: 'open', env: envAt(now) });
    },
    async call(role, tool, given) {
      const called = await ask(agentOf(role), { order: 'call', tool, arguments: { ...given } });
      if (called === null) throw new Error(`${role} gave no answer to ${tool}`);
      return called;
    },
    async close(role) {
      await ask(agentOf(role), { order: 'close' });
    },
    run: (command, now) => printed(program, command, envAt(now)),
    proof: (now) => verified(program, envAt(now)),
    tamper: (tampering) => tamper(join(folder, 'demo.db'), tampering),
    async leave() {
      await Promise.all([...agents.values()].map(dismissed));
      await post?.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function ask(agent: ChildProcess, order: Order): Promise<Called | null> {
  return new Promise((answered, failed) => {
    const gone = () => settle(() => failed(new Error('an agent process ended in the middle of its work')));
    const replied = (message: unknown) => {
      const reply = Reply.parse(message);
      settle(() => ('fault' in reply ? failed(new Error(reply.fault)) : answered(reply.done)));
    };
    const settle = (then: () => void) => {
      agent.off('exit', gone).off('message', replied);
      then();
    };
    agent.on('exit', gone).on('message', replied);
    agent.send(order, (error) => error && settle(() => failed(error)));
  });
}

/** An agent whose line is cut ends by itself; one that doesn't is ended. */
function dismissed(agent: ChildProcess): Promise<void> {
  if (agent.exitCode !== null || agent.signalCode !== null) return Promise.resolve();
  return new Promise((gone) => {
    const patience = setTimeout(() => agent.kill('SIGKILL'), 5_000);
    agent.once('exit', () => {
      clearTimeout(patience);
      gone();
    });
    if (agent.connected) agent.disconnect();
  });
}

/** The mailbox of the policy, with a mail server of this machine that asks for no password. */
export function withServer(policy: Readonly<Record<string, unknown>>, port: number): object {
  const smtp = { host: '127.0.0.1', port, user_env: 'DEMO_SMTP_USER', password_env: 'DEMO_SMTP_PASSWORD' };
  return { ...policy, mailbox: { ...Object(policy.mailbox), smtp } };
}

function printed(program: string, command: readonly string[], env: Readonly<Record<string, string>>): Promise<Called> {
  return new Promise((done) => {
    const args = [program, ...command, '--json'];
    execFile(process.execPath, args, { cwd: tmpdir(), env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      done(toldBy(command, stdout, stderr || String(error))),
    );
  });
}

/** The output of a command, as the answer of a call. */
export function toldBy(command: readonly string[], stdout: string, complaint: string): Called {
  if (stdout.trim() === '') return { refusal: { code: 'UNAVAILABLE', message: complaint } };
  const page = command[command.indexOf('--html') + 1] ?? '';
  const written = command.includes('--html') ? { page: join(tmpdir(), page) } : {};
  return { answer: { ...Object(JSON.parse(stdout)), ...written } };
}

function verified(program: string, env: Readonly<Record<string, string>>): Promise<unknown> {
  return new Promise((answered, failed) => {
    execFile(process.execPath, [program, 'verify', '--json'], { env: { ...process.env, ...env } }, (error, stdout) => {
      if (stdout === '') failed(error ?? new Error('ladder verify said nothing'));
      else answered(JSON.parse(stdout));
    });
  });
}
