import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { run, start, tempFolder } from '../../clients/program.ts';
import { type Data, ok } from '../../support/calls.ts';
import { type EndedHere, runHere } from '../../support/here.ts';
import { handServer, mailServer } from '../../support/mail-server.ts';
import { direct, permitted, seedAsked } from '../../support/mailbox.ts';
import { seedStarted } from '../../support/sequences.ts';
import { type House, loadedFrom, openHouse } from '../../support/server.ts';

interface Office {
  readonly house: House;
  readonly policy: string;
  readonly send: (...args: readonly string[]) => ReturnType<typeof start>;
  /** The same in this process. */
  readonly sendHere: (...args: readonly string[]) => Promise<EndedHere>;
}

/** A house whose mailbox has a mail server, somebody who may be written to, and the sender beside it. */
async function office(port: number, seed: (house: House) => Promise<unknown> = seedAsked): Promise<Office> {
  const file = join(tempFolder(), 'policy.yaml');
  const postal = "postal_address: '1 Main Street, Springfield, IL 62701'";
  const own = `address: rick@ours.example, sender_name: Rick Bell, ${postal}`;
  const mailbox = `${own}, warmup_started_on: 2026-04-20, unsubscribe_url: https://ours.example/u`;
  const smtp = `{ host: 127.0.0.1, port: ${port}, user_env: OUR_USER, password_env: OUR_PASSWORD }`;
  writeFileSync(file, `extends: handoff-0.2\nmailbox: { ${mailbox}, smtp: ${smtp} }\n`);
  const house = await openHouse({ policy: loadedFrom(file) });
  await seed(house);
  const how = (args: readonly string[]) => ({
    args: ['send', ...args],
    env: { LADDER_DB: house.path, LADDER_NOW: house.clock.now, LADDER_POLICY: file },
  });
  const send = (...args: readonly string[]) => start(how(args));
  const sendHere = (...args: readonly string[]) => runHere(how(args));
  return { house, policy: file, send, sendHere };
}

async function sentOnce({ sendHere }: Office): Promise<readonly Data[]> {
  const { stdout, stderr } = await sendHere('--once', '--json');
  expect(stderr).toBe('');
  return JSON.parse(stdout).mails;
}

const stepsOf = ({ house }: Office, permit: string) =>
  house.ledger.read((reader) => reader.mail.stepsOf(permit).map(({ step, message_id }) => [step, message_id]));

const polite = (line: string): string =>
  line.startsWith('EHLO') ? '250 hand' : line === 'DATA' ? '354 go on' : line === 'QUIT' ? '221 bye' : '250 ok';

test('M2 ladder send delivers what is permitted, once, and reports it', async () => {
  const { port, got } = await mailServer();
  const here = await office(port);
  const { permit } = await permitted(here.house);
  const message_id = `<${permit.id}@ours.example>`;
  expect(await sentOnce(here)).toEqual([{ permit: permit.id, result: 'sent', message_id }]);
  expect(got).toMatchObject([{ from: 'rick@ours.example', to: ['ana@acme.com'] }]);
  expect(got[0]?.raw).toContain(`Message-ID: ${message_id}`);
  expect(await stepsOf(here, permit.id)).toEqual([
    ['granted', null],
    ['redeemed', null],
    ['sent', message_id],
  ]);
  expect((await here.send('--once').ended).stdout).toBe('Nothing is permitted that was not sent.\n');
  expect(got).toHaveLength(1);
});

test("K5 a sequence's mail goes out with its opt-out link, in text and headers", async () => {
  const { port, got } = await mailServer();
  const here = await office(port, seedStarted);
  const { facts } = await ok(here.house, 'viewer', 'explain_account', { account: 'acme.com' });
  const slots = { insight: 'Your annual report counts 900 employees at Acme Corp.' };
  const args = { template: 'nurture_1', contact: 'bea@acme.com', slots, insight_fact: facts[0].id };
  const { email } = await ok(here.house, 'sales.ops', 'render_sequence_email', args);
  const { permit } = await ok(here.house, 'sales.ops', 'authorize_send', { email: email.id });
  expect(await sentOnce(here)).toMatchObject([{ permit: permit.id, result: 'sent' }]);
  const mail = await PostalMime.parse(got[0]?.raw ?? '');
  expect(mail.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(email.text.trimEnd());
  const header = mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value;
  expect(header).toBe(email.headers['List-Unsubscribe']);
  expect(header).toMatch(/^<https:\/\/ours\.example\/u\/[a-z0-9]{32}-[a-z0-9]{16}>, <mailto:/);
});

test('M2 a refusal before the end of DATA is failed, one after it unknown; neither is sent again by itself', async () => {
  let answer = 'RCPT';
  let data = 0;
  const { port } = await handServer((line) => {
    if (line === '.') data += 1;
    return line.startsWith(answer) ? '550 no' : polite(line);
  });
  const here = await office(port);
  const first = await permitted(here.house);
  expect(await sentOnce(here)).toMatchObject([{ permit: first.permit.id, result: 'failed' }]);
  answer = '.';
  const second = await permitted(here.house, { text: 'Hi Ana,\n\nonce more.\n\nRick' });
  expect(await sentOnce(here)).toMatchObject([{ permit: second.permit.id, result: 'unknown' }]);
  expect(await sentOnce(here)).toEqual([]);
  expect(data).toBe(1);
});

test('M7 L13 a stop and a suppression between permit and sending hold the mail back', async () => {
  const { port, got } = await mailServer();
  const here = await office(port);
  const { permit } = await permitted(here.house);
  const env = { LADDER_DB: here.house.path, LADDER_NOW: here.house.clock.now };
  await run({ args: ['stop', '--why', 'a wrong list'], env });
  expect(await sentOnce(here)).toMatchObject([{ permit: permit.id, result: 'withheld' }]);
  await run({ args: ['stop', '--lift', '--as', 'cro'], env: { ...env, LADDER_POLICY: here.policy } });
  await ok(here.house, 'sales.ops', 'suppress_contact', { contact: direct.contact, reason: 'opt_out' });
  for (const { result } of await sentOnce(here)) expect(result).toBe('withheld');
  expect(got).toEqual([]);
});

test('M1 of two senders at once one alone sends', async () => {
  const { port, got } = await mailServer();
  const here = await office(port);
  const { permit } = await permitted(here.house);
  const ended = await Promise.all([here.send('--once', '--json').ended, here.send('--once', '--json').ended]);
  const both: readonly Data[] = ended.flatMap(({ stdout }) => JSON.parse(stdout).mails);
  expect(both.filter(({ result }) => result === 'sent')).toMatchObject([{ permit: permit.id }]);
  expect(got).toHaveLength(1);
});

test('M2 a sender that is killed between permit and report leaves the mail unknown, and nobody sends it again', async () => {
  let data = 0;
  let seen: (value: unknown) => void = () => undefined;
  const taken = new Promise((resolve) => {
    seen = resolve;
  });
  const { port } = await handServer((line) => {
    if (line !== '.') return polite(line);
    data += 1;
    seen(null);
    return null;
  });
  const here = await office(port);
  const { permit } = await permitted(here.house);
  const killed = here.send();
  await taken;
  killed.kill('SIGKILL');
  await killed.ended;
  expect(await sentOnce(here)).toEqual([]);
  here.house.clock.now = '2026-04-21T14:31:00.000Z';
  await ok(here.house, 'sales.ops', 'session_sweep');
  expect((await stepsOf(here, permit.id)).at(-1)).toEqual(['unknown', null]);
  expect(await sentOnce(here)).toEqual([]);
  expect(data).toBe(1);
});

test('M2 without a mail server in the policy nothing is sent, and it is said who sets it', async () => {
  const { code, stderr } = await run({ args: ['send', '--once'], env: { LADDER_DB: join(tempFolder(), 'none.db') } });
  expect([code, stderr]).toEqual([
    1,
    'ladder: NOT_CONFIGURED (§5.5, M2): the policy names no mail server. Next: set `mailbox.smtp` in the policy, or send with a mail tool of your own\n',
  ]);
});
