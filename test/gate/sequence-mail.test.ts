import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { run } from '../clients/program.ts';
import { type Data, ok } from '../support/calls.ts';
import { openMailHouse } from '../support/mailbox.ts';
import { seedStarted } from '../support/sequences.ts';
import { eventsIn } from '../support/server.ts';

const policy = fileURLToPath(new URL('../fixtures/mailbox-policy.yaml', import.meta.url));

test('M1, M2 a mail of a sequence goes out by an own mail tool as sales.ops was given it, and the hook reports it', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  const { facts } = await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com', detail: 'full' });
  const mail = await ok(house, 'sales.ops', 'render_sequence_email', {
    template: 'nurture_1',
    contact: 'ana@acme.com',
    slots: { insight: 'Your annual report counts 900 employees at Acme Corp.' },
    insight_fact: facts.find((each: Data) => each.fact === 'employees').id,
  });
  const { permit, payload } = await ok(house, 'sales.ops', 'authorize_send', { email: mail.email.id });
  const tool_input = { to: payload.to, subject: payload.subject, body: payload.body };
  const hook = async (more: object) => {
    const event = { hook_event_name: 'PreToolUse', tool_name: 'mcp__gmail__send_message', tool_use_id: 't1' };
    const args = ['gate', '--db', house.path, '--policy', policy, '--keys', `${house.path}.keys`];
    const input = JSON.stringify({ ...event, tool_input, permission_mode: 'default', ...more });
    const { code, stdout, stderr } = await run({ args, env: { LADDER_NOW: house.clock.now } }, input);
    return [code, stdout, stderr];
  };
  expect(await hook({})).toEqual([0, '', '']);
  const response = {
    hook_event_name: 'PostToolUse',
    tool_response: { id: '18f', threadId: '18f', labelIds: ['SENT'] },
  };
  expect(await hook(response)).toEqual([0, '', '']);
  const steps = eventsIn(house).filter(({ type }) => type === 'permit_redeemed' || type === 'delivery_recorded');
  expect(steps.map(({ body }) => body.delivery ?? body.permit)).toEqual([
    permit.id,
    expect.objectContaining({ permit: permit.id, event: 'sent', message_id: '18f' }),
  ]);
  const [code, , stderr] = await hook({ tool_use_id: 't2' });
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/^CONFLICT \(§5\.5, M1\): permit .* was used, and the mail was sent, at /),
  ]);
});
