import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { optOutToken } from '../../../src/rules/identity/opt-out-token.ts';
import { personKey } from '../../../src/rules/suppression/person-ref.ts';
import { suppressContact, suppressRow } from '../../../src/rules/suppression/suppress-contact.ts';
import { suppressKnown } from '../../../src/rules/suppression/suppress-known.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import { acme, acmeMql, con, file, openOf, signal, verdict } from '../../support/builders.ts';
import { accountId, type TestWorld } from '../../support/world.ts';

const hex = (text: string) => createHash('sha256').update(text).digest('hex');
const keyed = {
  fingerprint: (text: string) => hex(text).slice(0, 16),
  addressFingerprint: (text: string) => hex(text).slice(0, 32),
};
const linkedin_url = 'https://www.linkedin.com/in/ana-ruiz';
const suppress = (world: TestWorld, contact: string, over: object = {}) =>
  world.run('sales.ops', suppressContact, { contact, reason: 'opt_out', ...over });
const contexts = (world: TestWorld) =>
  Object.fromEntries(
    [...world.persons].map(([stream, { reason, contexts: of }]) => [stream, `${reason} ${of.join()}`]),
  );

describe('L13 how a person is named', () => {
  const key = (text: string) => {
    const read = personKey(text, keyed);
    return 'refused' in read ? [read.code, read.found] : read.key;
  };

  test('L13 by a contact id, an address, a profile, in any case and with blanks about them', () => {
    expect(key(' con_a1b2_17 ')).toEqual({ id: 'con_a1b2_17' });
    expect(key('Ana@Acme.COM')).toEqual({ email: 'ana@acme.com' });
    expect(key(' linkedin.com/in/Ana-Ruiz/ ')).toEqual({ profile: 'https://www.linkedin.com/in/ana-ruiz' });
    for (const other of ['con_a1b2', 'xcon_a1b2_17', 'con_a1b2_17x', 'con_A1_1', 'Ana Ruiz', ''])
      expect(key(other)).toEqual([
        'INVALID_INPUT',
        '`contact`: a contact id (con_...), an e-mail address or a LinkedIn profile is wanted',
      ]);
    expect(key('ana@@acme.com')).toEqual(['INVALID_INPUT', expect.stringMatching(/^`contact`/)]);
  });

  test('K5 by the token of an opt-out link, or the whole link; one that is forged is nobody', () => {
    const token = optOutToken('ana@acme.com', keyed);
    const mark = keyed.addressFingerprint('ana@acme.com');
    for (const given of [token, token.toUpperCase(), `https://eco.example/o/${token}`, `http://x/${token}/`])
      expect(key(given)).toEqual({ mark });
    const forged = `${mark}-${'0'.repeat(16)}`;
    expect(personKey(forged, keyed)).toEqual({
      refused: true,
      code: 'NOT_FOUND',
      clause: '3.5',
      ruling: 'K5',
      found: 'the opt-out token is none that this ledger gave out',
      next: 'give the whole token of the link as it was opened, or the e-mail address',
    });
    for (const other of [`x${token}`, `${token}x`, `see ${token}`, `https://a b/${token}`, mark])
      expect(key(other)[0 as never]).toBe('INVALID_INPUT');
  });
});

describe('3.5c what a suppression does', () => {
  test('3.5c the note stays sealed beside it, and nothing counts any more', () => {
    const world = acmeMql();
    const done = suppress(world, 'ana@acme.com', { note: 'asked by phone' });
    expect([done.outcome, done.extra]).toEqual(['done', { accounts: [accountId('acme.com')], news: true }]);
    expect(done.events[0]).toEqual({
      type: 'contact_suppressed',
      contact: con(world),
      reason: 'opt_out',
      sealed: { person: con(world), fields: { note: 'asked by phone' } },
    });
    expect(done.checks.at(-1)).toMatchObject({ rule: 'engagement_signal', verdict: 'fail' });
    const [bare] = suppress(acmeMql(), 'ana@acme.com').events;
    expect(bare).not.toHaveProperty('sealed');
    expect(suppress(acmeMql(), 'nobody@acme.com')).toMatchObject({ checks: [], extra: { accounts: [], news: true } });
  });

  test('3.5c a second word is no news, of a hostile person the wider one is', () => {
    const world = acmeMql();
    suppress(world, 'ana@acme.com', { reason: 'complaint' });
    expect(suppress(world, 'ana@acme.com').extra.news).toBe(false);
    expect(openOf(world, 'remove_everywhere')).toBeUndefined();
    const wider = suppress(world, 'ana@acme.com', { reason: 'hostile' });
    expect([wider.extra.news, openOf(world, 'remove_everywhere')?.subject]).toEqual([true, con(world)]);
    expect(wider.summary).toMatch(/^The person is suppressed \(hostile\): no mail goes to them again\./);
    expect(suppress(world, 'ana@acme.com', { reason: 'hostile' }).extra.news).toBe(false);
    expect(contexts(world)).toEqual({ 'person:email:ana@acme.com': 'hostile sales,marketing' });
  });

  test('L13 address and profile together; what came by another and is named itself stands by itself', () => {
    const world = acme();
    file(world, signal.comment(), { contact: { email: 'ana@acme.com', linkedin_url } });
    suppress(world, 'ana@acme.com');
    const by = () => [...world.persons.values()].map((each) => each.by);
    expect(by()).toEqual([undefined, 'email:ana@acme.com']);
    const again = suppress(world, linkedin_url);
    expect([again.extra.news, again.events]).toEqual([false, []]);
    expect(by()).toEqual([undefined, undefined]);
    const before = world.events.length;
    suppress(world, linkedin_url);
    expect(world.events).toHaveLength(before);
  });

  test('A9 the duty to look at words that ask to stop is over for them, not for others', () => {
    const world = acme();
    const stop = (email: string) =>
      file(world, signal.E3({ quote: 'Please stop emailing me.' }), { contact: { email } });
    stop('ana@acme.com');
    stop('bo@acme.com');
    const looks = () => world.account('acme.com').tasks.filter(({ kind }) => kind === 'look_at_stop');
    expect(looks().map(({ subject, closed_at }) => [subject, closed_at])).toEqual([
      [con(world, 1), undefined],
      [con(world, 2), undefined],
    ]);
    suppress(world, 'ana@acme.com');
    expect(looks().map(({ closed_at, note }) => [closed_at !== undefined, note])).toEqual([
      [true, 'the person is suppressed'],
      [false, undefined],
    ]);
    const left = looks()[1]?.id ?? '';
    expect(world.refused('sales.ops', completeTask, { task: left, note: 'seen' }).refused).toBe(true);
  });
});

describe('L13 what is known by a fingerprint, or by the row of a list', () => {
  test('L13 a restored copy takes over what it lacks', () => {
    const world = acmeMql();
    const known = (mark: string) => world.run('legal.exec', suppressKnown, { mark, reason: 'opt_out' });
    expect(known('email:ana@acme.com').extra).toEqual({ accounts: [accountId('acme.com')], news: true });
    expect(verdict(world, 'engagement_signal')).toBe('fail');
    expect(known('email:ana@acme.com').extra).toMatchObject({ news: false });
  });

  test('L13 what a row ties to a suppressed person is suppressed, though the row is refused', () => {
    const world = acmeMql();
    const tie = (...identities: readonly string[]) => world.run('sales.ops', suppressRow, { identities });
    expect(tie('ana@acme.com', linkedin_url).outcome).toBe('exists');
    expect(contexts(world)).toEqual({});
    suppress(world, 'ana@acme.com');
    const done = tie('no address', 'ana@acme.com', linkedin_url);
    expect([done.outcome, done.summary, done.checks, done.extra]).toEqual([
      'done',
      'what the row ties to a suppressed person is suppressed',
      [],
      {},
    ]);
    expect(Object.keys(contexts(world))).toEqual(['person:email:ana@acme.com', expect.stringMatching(/ana-ruiz/)]);
    expect(tie('ana@acme.com').outcome).toBe('exists');
  });
});
