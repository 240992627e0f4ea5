import { join } from 'node:path';
import { expect, test } from 'vitest';
import { behindServer } from '../../src/proxy/behind-server.ts';
import { Pins } from '../../src/proxy/pins.ts';
import { tempFolder } from '../clients/program.ts';
import { shippedPolicy } from '../support/server.ts';

test('M1 a list is held against one reading of the policy, however many tools it has', async () => {
  let readings = 0;
  const policy = () => {
    readings += 1;
    return shippedPolicy().values;
  };
  const tools = ['read_email', 'search_emails', 'send_email'].map((name) => ({ name, inputSchema: {} }));
  const server = { trouble: async () => null, tools: async () => tools, call: async () => ({}) };
  const unused = () => {
    throw new Error('nothing is sent here');
  };
  const pins = new Pins(join(tempFolder(), 'pins.json'));
  const through = { server, profile: 'gmail-gongrzhe', pins, withLedger: unused, withhold: unused };
  const behind = behindServer({ version: '1', through, policy, calendar: unused, log: unused });
  expect((await behind.tools()).map(({ name }) => name)).toEqual(['read_email', 'search_emails']);
  expect(readings).toBe(1);
});
