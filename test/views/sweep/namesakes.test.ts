import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { nothing } from '../../../src/rules/reactions/brought.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import { sweepView } from '../../../src/views/sweep/sweep.ts';
import { decided, openBench } from '../../ledger/support.ts';

test('A2 namesakes stand in sales.ops’s sweep with what tells them apart, until somebody says that they are two', async () => {
  const bench = await openBench();
  const contacts = [
    { email: 'ann@acme.com', name: 'Ann Lee' },
    { email: 'al@acme.com', name: 'Ann Lee' },
  ];
  decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', contacts }));
  const found = () =>
    bench.ledger.read((reader, moment) =>
      sweepView(reader, { role: 'sales.ops', limit: 20, brought: nothing }, moment).tasks.find(
        ({ kind }) => kind === 'look_at_namesakes',
      ),
    );
  const task = await found();
  expect(task?.do).toBe(
    'Acme: see whether two contacts of one name are one person: save_account joins them (contact, same_as), complete_task says why not',
  );
  expect([task?.about, task?.tool]).toEqual(['"Ann Lee": ann@acme.com and al@acme.com', 'complete_task']);
  decided(await bench.run('sales.ops', completeTask, { task: task?.id ?? '', note: 'one is in Lyon, one in Oslo' }));
  expect(await found()).toBeUndefined();
});
