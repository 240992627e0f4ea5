import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { expect, onTestFinished, test } from 'vitest';
import { createProxy } from '../../src/proxy/proxy-server.ts';
import { refuse } from '../../src/rules/vocabulary/refusal.ts';
import { testPolicy } from '../support/policy.ts';

test('T7 M1 the proxy tells times as people say them, in a refusal and of a report that was not taken', async () => {
  const at = '2026-04-21T14:30:00.000Z';
  const answers = [
    refuse('RULE_REFUSED', { clause: '5.5', ruling: 'M1', found: `permit prm_1 expired at ${at}`, next: 'ask anew' }),
    { outcome: 'sent' as const, permit: 'prm_1', unreported: `it expired at ${at}` },
  ];
  const server = createProxy({
    version: '1',
    says: 'by a test',
    log: () => undefined,
    calendar: () => testPolicy().calendar,
    tools: async () => [],
    call: async () => null,
    send: async () => {
      const answer = answers.shift();
      if (!answer) throw new Error('asked once too often');
      return answer;
    },
  });
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'test', version: '1' });
  onTestFinished(() => client.close());
  await server.connect(far);
  await client.connect(near);
  const send = async () => {
    const { content, _meta } = await client.callTool({ name: 'send', arguments: { permit: 'prm_1' } });
    return { text: JSON.stringify(content), error: _meta?.['ladder/error'] };
  };
  const refused = await send();
  expect(refused.text).toContain('permit prm_1 expired at Tue 21 Apr 2026, 10:30. Next: ask anew.');
  expect(refused.error).toMatchObject({ message: `permit prm_1 expired at ${at}` });
  expect((await send()).text).toContain('did not take the report: it expired at Tue 21 Apr 2026, 10:30');
});
