import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { deliver, type OutgoingMail } from '../../../src/connectors/smtp/deliver.ts';
import { handServer, mailServer } from '../../support/mail-server.ts';

const mail: OutgoingMail = {
  permit: 'prm_7k2q_1',
  to: 'jane.roe@acme.com',
  subject: 'Zürich, and what partners see',
  text: `Hi Jane,\n\n${'A long line of a partner economy that no screen shows whole, with 80 % = four fifths. '.repeat(3)}\nÜber alles\n\n.\n-- \nRick, 1 Main Street\n`,
  headers: {
    'List-Unsubscribe': '<https://twin.example/u/9f8a7b>, <mailto:rick@twin.example?subject=unsubscribe>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
  in_reply_to: '<first@twin.example>',
  at: '2026-05-04T14:00:00.000Z',
};

const from = { name: 'Rick', address: 'rick@twin.example' };
const to = (port: number, more: object = {}) => ({ host: '127.0.0.1', port, from, patience: 700, ...more });
const id = '<prm_7k2q_1@twin.example>';

const polite = (line: string): string =>
  line.startsWith('EHLO') ? '250 hand' : line === 'DATA' ? '354 go on' : line === 'QUIT' ? '221 bye' : '250 ok';

describe('a mail on its way to the mail server', () => {
  test('M2 goes to one address by an explicit envelope, its text kept byte for byte, with the headers of the render', async () => {
    const { port, got } = await mailServer();
    expect(await deliver(mail, to(port))).toEqual({ result: 'sent', message_id: id });
    expect(got).toMatchObject([{ from: 'rick@twin.example', to: ['jane.roe@acme.com'] }]);
    const read = await PostalMime.parse(got[0]?.raw ?? '');
    expect(read).toMatchObject({
      messageId: id,
      inReplyTo: '<first@twin.example>',
      references: '<first@twin.example>',
      subject: 'Zürich, and what partners see',
      date: '2026-05-04T14:00:00.000Z',
      from: { name: 'Rick', address: 'rick@twin.example' },
      to: [{ address: 'jane.roe@acme.com' }],
    });
    expect(read.text?.replaceAll('\r\n', '\n')).toBe(mail.text);
    expect(read.html).toBeUndefined();
    const header = (name: string) => read.headers.find(({ key }) => key === name)?.value;
    expect(header('list-unsubscribe')).toBe(
      '<https://twin.example/u/9f8a7b>, <mailto:rick@twin.example?subject=unsubscribe>',
    );
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  });

  test('M2 user and password are given to a server that asks for them', async () => {
    const given: string[] = [];
    const { port } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) => {
        given.push(`${username}:${password}`);
        if (password === 'right') done(null, { user: username });
        else done(new Error('wrong password'));
      },
    });
    expect(await deliver(mail, to(port, { user: 'rick', password: 'right' }))).toMatchObject({ result: 'sent' });
    const refused = await deliver(mail, to(port, { user: 'rick', password: 'wrong' }));
    expect(refused).toMatchObject({ result: 'failed' });
    expect(JSON.stringify(refused)).not.toContain('wrong"');
    expect(given).toContain('rick:right');
  });

  test('M2 a refused recipient is failed, and nothing is tried again', async () => {
    let asked = 0;
    const { port } = await mailServer({
      onRcptTo: (_address, _session, done) => {
        asked += 1;
        done(Object.assign(new Error('no such user'), { responseCode: 550 }));
      },
    });
    expect(await deliver(mail, to(port))).toMatchObject({ result: 'failed', because: expect.stringContaining('550') });
    expect(asked).toBe(1);
  });

  test('M2 a refusal of DATA is failed, a refusal after its end is unknown', async () => {
    const early = await handServer((line) => (line === 'DATA' ? '554 not now' : polite(line)));
    expect(await deliver(mail, to(early.port))).toMatchObject({ result: 'failed' });
    const late = await handServer((line) => (line === '.' ? '554 looks like spam' : polite(line)));
    expect(await deliver(mail, to(late.port))).toMatchObject({
      result: 'unknown',
      message_id: id,
      because: expect.stringContaining('handed over'),
    });
  });

  test('M2 a connection that breaks before DATA is failed, after it unknown', async () => {
    const broken = (at: string) =>
      handServer((line, socket) => {
        if (!line.startsWith(at)) return polite(line);
        socket.destroy();
        return null;
      });
    for (const at of ['EHLO', 'MAIL FROM', 'RCPT TO', 'DATA'])
      expect(await deliver(mail, to((await broken(at)).port)), at).toMatchObject({ result: 'failed' });
    expect(await deliver(mail, to((await broken('.')).port))).toMatchObject({ result: 'unknown' });
  });

  test('M2 a server that falls silent: failed before DATA, unknown after it', async () => {
    const silent = (at: string) => handServer((line) => (line.startsWith(at) ? null : polite(line)));
    expect(await deliver(mail, to((await silent('RCPT TO')).port))).toMatchObject({ result: 'failed' });
    expect(await deliver(mail, to((await silent('.')).port))).toMatchObject({ result: 'unknown' });
  });

  test('M2 a server that is not there is failed', async () => {
    expect(await deliver(mail, to(1))).toMatchObject({ result: 'failed' });
  });

  test('K10 more than one address, or none, reaches no server', async () => {
    const { port, got } = await mailServer();
    for (const wrong of ['a@acme.com, b@acme.com', 'a@acme.com\r\nBcc: b@acme.com', ''])
      expect(await deliver({ ...mail, to: wrong }, to(port))).toMatchObject({ result: 'failed' });
    expect(got).toEqual([]);
  });
});
