import { expect, test } from 'vitest';
import { stopSending } from '../../../src/rules/sending/stop-sending.ts';
import { roles } from '../../../src/rules/vocabulary/roles.ts';
import { ok, refusal } from '../../support/calls.ts';
import { openHouse } from '../../support/server.ts';

test('M7 every role sees the stop until chief.staff closes its task', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'session_sweep');
  const call = { role: 'viewer', client: 'vitest', tool: 'stop_sending', args: {}, dryRun: false } as const;
  await house.ledger.act({ command: stopSending, args: { why: 'a wrong list' }, call, answer: () => ({}) });
  for (const role of roles) {
    const { alerts } = await ok(house, role, 'session_sweep');
    expect(alerts).toContainEqual({
      kind: 'sending_stopped',
      clause: '5.5',
      summary:
        'All sending is stopped since 2026-04-21T14:00:00.000Z: a wrong list. chief.staff lifts it by complete_task of lift_stop, chief.staff or cro by `ladder stop --lift`',
    });
  }
  const { tasks } = await ok(house, 'chief.staff', 'session_sweep');
  const { id } = tasks.find(({ kind }: { readonly kind: string }) => kind === 'lift_stop');
  expect(await refusal(house, 'sales.ops', 'complete_task', { task: id, note: 'it is fine' })).toContain(
    'NOT_PERMITTED',
  );
  await ok(house, 'chief.staff', 'complete_task', { task: id, note: 'the list was mended' });
  const { alerts } = await ok(house, 'chief.staff', 'session_sweep');
  expect(alerts.map(({ kind }: { readonly kind: string }) => kind)).not.toContain('sending_stopped');
});
