import { describe, expect, test } from 'vitest';
import type { AccountState, Contact } from '../../../src/rules/aggregates/account.ts';
import { hasNothingOnFile, isWithdrawn } from '../../../src/rules/criteria/withdrawal.ts';
import { acme, file, signal, start } from '../../support/builders.ts';
import { TestWorld } from '../../support/world.ts';

describe('A1 what a note alone registered', () => {
  const noted = new TestWorld(start);
  file(noted, signal.comment(), { account: 'noted.com', contact: { email: 'ana@noted.com' } });
  const found = noted.account('noted.com');
  const gone = { why: 'retracted', at: '2026-04-20T00:00:00.000Z', because: 'not her' } as const;
  const empty: AccountState = { ...found, signals: found.signals.map((each) => ({ ...each, gone })) };
  const [who] = empty.contacts as readonly [Contact];
  const [task] = empty.tasks;
  const owed = (subject: string, closed_at?: string) => ({
    tasks: [{ ...task, subject, ...(closed_at ? { closed_at } : {}) }] as AccountState['tasks'],
  });

  test('A1 it holds nothing once its notes are retracted', () => {
    expect([hasNothingOnFile(found), hasNothingOnFile(empty)]).toEqual([false, true]);
    expect(hasNothingOnFile({ ...empty, signals: [...empty.signals, ...found.signals] })).toBe(false);
    expect(hasNothingOnFile({ ...empty, entered_by: 'return_noted' })).toBe(true);
  });

  test.each<[string, Partial<AccountState>]>([
    ['a name', { name: 'Noted' }],
    ['an alias', { aliases: ['noted.io'] }],
    ['what was absorbed', { also: ['acc_2'] } as unknown as Partial<AccountState>],
    ['an adoption', { adopted: {} } as unknown as Partial<AccountState>],
    ['an outside id', { external: { monday: '7' } } as unknown as Partial<AccountState>],
    ['a fact', { facts: acme().account('acme.com').facts.slice(0, 1) }],
    ['another entry', { entered_by: 'reinstate' }],
    ['somebody saved', { contacts: [{ ...who, saved: true }] }],
    ['somebody joined', { contacts: [{ ...who, part_of: 'con_9' }] }],
    ['somebody who did nothing', { contacts: [who, { ...who, id: 'con_9' }] }],
    ['a proposal', { proposal: {} } as unknown as Partial<AccountState>],
    ['a dossier', { dossier: {} } as unknown as Partial<AccountState>],
    ['an override', { override: {} } as unknown as Partial<AccountState>],
    ['a duty towards a person', owed('con_1')],
  ])('A1 %s is more than notes', (_, over) => {
    expect(hasNothingOnFile({ ...empty, ...over })).toBe(false);
  });

  test('A1 a duty that is over, about two namesakes or about a signal is none towards a person', () => {
    const duties = [owed('con_1', '2026-04-20T00:00:00.000Z'), owed('con_1 con_2'), owed('sig_con_1')];
    expect(duties.map((each) => hasNothingOnFile({ ...empty, ...each }))).toEqual([true, true, true]);
  });

  test('A1 withdrawn is what a withdrawal archived', () => {
    expect([
      isWithdrawn({ stage: 'ARCHIVED', entered_by: 'withdraw' }),
      isWithdrawn({ stage: 'ARCHIVED', entered_by: 'archive_silent' }),
      isWithdrawn({ stage: 'PROSPECT', entered_by: 'withdraw' }),
    ]).toEqual([true, false, false]);
  });
});
