import { expect, test, vi } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { AccountDraft } from '../../../src/rules/command/world.ts';
import { isRefusal } from '../../../src/rules/vocabulary/refusal.ts';
import { company, dump, openBench } from '../support.ts';

const saved = (domain: string, dryRun = false) => ({
  command: saveAccount,
  args: { ...company(), domain, name: domain },
  call: { role: 'sales.ops', client: 'vitest', tool: 'save_account', args: {}, dryRun } as const,
  answer: ({ outcome }: { readonly outcome: string }) => ({ outcome }),
});

test('inv6 of acts that are kept together one that is refused leaves its record, and the others stand', async () => {
  const { ledger } = await openBench();
  const done = await ledger.together({ role: 'sales.ops' }, ({ act }) =>
    ['acme.com', 'no domain', 'beta.com'].map((domain) => {
      const answer = act(saved(domain));
      return isRefusal(answer) ? answer.code : answer.outcome;
    }),
  );
  expect(done).toEqual(['created', 'INVALID_INPUT', 'created']);
  const stand = (domain: string) => ledger.read((reader) => reader.account(domain)?.state.domain);
  expect([await stand('acme.com'), await stand('beta.com')]).toEqual(['acme.com', 'beta.com']);
  expect(await ledger.verify()).toMatchObject({ ok: true });
});

test('inv6 a trial among acts that are kept is a defect, and none of them is kept', async () => {
  const { ledger, path } = await openBench();
  const before = dump(path);
  const mixed = ledger.together({ role: 'sales.ops' }, ({ act }) => [
    act(saved('acme.com')),
    act(saved('b.com', true)),
  ]);
  await expect(mixed).rejects.toThrow('a trial among acts that are kept');
  expect(dump(path)).toEqual(before);
});

test('T6 acts together happen at one moment, and a clock that is behind refuses them all', async () => {
  const { ledger, clock, path } = await openBench();
  await ledger.act(saved('acme.com'));
  const before = dump(path);
  clock.time = '2020-01-01T00:00:00.000Z';
  const run = vi.fn();
  expect(await ledger.together({ role: 'sales.ops' }, run)).toMatchObject({ refused: true, code: 'CONFLICT' });
  expect(run).not.toHaveBeenCalled();
  expect(dump(path)).toEqual(before);
});

test('inv6 an act whose provision is not met, or that is refused under one, writes nothing', async () => {
  const { ledger, path } = await openBench();
  await ledger.act(saved('acme.com'));
  const before = dump(path);
  const act = (domain: string, isMet: boolean) => ({
    ...saved(domain),
    provided: ({ pending }: AccountDraft) => isMet && pending[0]?.event.type === 'account_registered',
  });
  const no = await ledger.together({ role: 'sales.ops' }, ({ act: now }) =>
    ['beta.com', 'no domain'].map((domain) => now(act(domain, false))),
  );
  expect(no).toMatchObject([{ code: 'CONFLICT' }, { code: 'INVALID_INPUT' }]);
  expect(dump(path)).toEqual(before);
  expect(await ledger.act(act('beta.com', true))).toEqual({ outcome: 'created' });
});
