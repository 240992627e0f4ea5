import { openLedger } from '../../src/ledger/index.ts';
import type { Ledger, Together } from '../../src/ledger/port/ledger.ts';
import { saveAccount } from '../../src/rules/accounts/save-account.ts';
import type { Command } from '../../src/rules/command/command.ts';
import { fileSignalNote } from '../../src/rules/signals/file-signal-note.ts';
import { suppressContact } from '../../src/rules/suppression/suppress-contact.ts';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { acme, goodFacts } from '../support/calls.ts';
import { loadedFrom } from '../support/server.ts';
import { tuesday } from './program.ts';

/** The size of the ledger: one large account, some of whose contacts act, and many small ones, each with an act to be classified. */
export const size = { contacts: 300, signals: 200, active: 40, accounts: 150, suppressed: 120 };

/** A name with signs of markup, as long as names get. */
const longName = (n: number) =>
  `${n} Núñez | de la _Torre_ *y* <Ordóñez>, Partnerships & Alliances `.padEnd(150, 'ab ').trim();

const emailOf = (n: number) => `reader.${n}@acme.com`;
const range = (count: number) => Array.from({ length: count }, (_, n) => n);

type Act = (together: Together) => void;

function act<Args, Input, Extra extends object>(role: Role, command: Command<Args, Input, Extra>, args: Args): Act {
  const call = { role, client: 'test', tool: command.name, args: {}, dryRun: false };
  return (together) => {
    const done = together.act({ command, args, call, answer: () => ({}) });
    if (isRefusal(done)) throw new Error(`${done.code}: ${done.found}`);
  };
}

async function actAll(ledger: Ledger, role: Role, acts: readonly Act[]): Promise<void> {
  const done = await ledger.together({ role }, (together) => {
    for (const each of acts) each(together);
    return {};
  });
  if (isRefusal(done)) throw new Error(`${done.code}: ${done.found}`);
}

const noteOf = (account: string, contact: { readonly name: string; readonly email: string }, n: number) => ({
  account,
  contact,
  observed_at: '2026-04-20T09:30:00-04:00',
  source: 'linkedin export',
  signal: {
    type: 'E1' as const,
    interaction: 'comment' as const,
    object: `https://www.linkedin.com/posts/${n}`,
    quote: `We lose | half of *our* partners a year, and <nobody> counts it. ${n}`,
  },
});

/** Fills a ledger: few commits, the rules' own decisions. */
export async function makeCrowd(path: string): Promise<void> {
  const clock = { now: () => new Date(tuesday).toISOString(), simulated: true };
  const ledger = await openLedger({
    path,
    keys: `${path}.keys`,
    policy: loadedFrom(undefined),
    synchronous: 'NORMAL',
    clock,
  });
  const people = range(size.contacts).map((n) => ({ name: longName(n), email: emailOf(n), title: longName(n) }));
  const small = range(size.accounts).map((n) => `firm${n}.com`);
  await actAll(ledger, 'sales.ops', [
    act('sales.ops', saveAccount, acme),
    ...small.map((domain, n) => act('sales.ops', saveAccount, { domain, name: longName(n), facts: goodFacts })),
  ]);
  await actAll(ledger, 'mining.mind', [
    ...range(size.signals).map((n) => {
      const of = n % size.active;
      return act('mining.mind', fileSignalNote, noteOf('acme.com', { name: longName(of), email: emailOf(of) }, n));
    }),
    ...small.map((domain, n) =>
      act('mining.mind', fileSignalNote, noteOf(domain, { name: longName(n), email: `ana@${domain}` }, n)),
    ),
  ]);
  await actAll(ledger, 'sales.ops', [
    ...range(size.contacts / 50).map((n) =>
      act('sales.ops', saveAccount, { domain: 'acme.com', contacts: people.slice(n * 50, n * 50 + 50) }),
    ),
    ...small
      .slice(0, size.suppressed)
      .map((domain) => act('sales.ops', suppressContact, { contact: `ana@${domain}`, reason: 'opt_out' })),
  ]);
  await ledger.close();
}
