import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { type Args, acme, comment, type Data, ok } from '../support/calls.ts';
import type { House } from '../support/server.ts';

/** A house in which a row of the page is carried out; the calls made for it are kept. */
export class Played {
  readonly house: House;
  #done = '';

  constructor(house: House) {
    this.house = house;
  }

  /** A call that the row names. */
  async calls(role: Role, tool: string, args: Args): Promise<Data> {
    this.does(`${tool} ${JSON.stringify(args)}`);
    return ok(this.house, role, tool, args);
  }

  /** The file of a policy that says so beside what ships. */
  policy(says: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'ladder-policy-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'ours.yaml');
    writeFileSync(path, `extends: handoff-0.2\nversion: ours-1\n${says}\n`);
    this.does(says);
    return path;
  }

  does(what: string): void {
    this.#done += `${what}\n`;
  }

  /** Every word that a name in the row is made of. */
  lacks(named: string): readonly string[] {
    return (named.match(/\w+/g) ?? []).filter((word) => !new RegExp(`\\b${word}\\b`).test(this.#done));
  }
}

export type Play = (played: Played) => Promise<void>;

export const note = (account: string, signal: Args, more: Args = {}): Args =>
  comment({ account, contact: { name: 'Bo Lind', email: `bo@${account}` }, source: 'gmail', signal, ...more });

export const commentOn = (object: string): Args => ({ type: 'E1', interaction: 'comment', object });

export const request: Args = { type: 'E4', channel: 'email', quote: 'Could we have the Briefing?' };

export const fact = (value: number, as_of: string, more: Args = {}): Args => ({
  ...{ fact: 'employees', value, source: 'annual report', evidence: 'page 4', as_of },
  ...more,
});

export const explained = (house: House, account: string = acme.domain): Promise<Data> =>
  ok(house, 'sales.ops', 'explain_account', { account, detail: 'full' });

/** Somebody with a private mailbox asks for the Briefing. */
export const unplaced = (house: House): Promise<Data> =>
  ok(house, 'mining.mind', 'file_signal_note', {
    ...note('gmail.com', request),
    contact: { name: 'Zoe Zed', email: 'zoe@gmail.com' },
  });
