import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { recordResponse } from '../../../src/rules/replies/record-response.ts';
import { type ResponseArgs, timelineOf } from '../../../src/rules/replies/response-input.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { con, idAt, passingFacts, put } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';
import { twoStarted } from '../sequences/nurtured.ts';
import { type Over, reply } from './replying.ts';

const ana = 'ana@acme.com';
const stop = 'Please remove me from your list.';
const args = (
  world: TestWorld,
  type: number,
  { text = 'Thank you for writing.', ...over }: Over = {},
): ResponseArgs => ({
  contact: ana,
  type,
  received_at: world.now,
  text,
  mail: { text },
  ...over,
});
const refused = (world: TestWorld, type: number, over: Over = {}, by: Role = 'cro') =>
  world.refused(by, recordResponse, args(world, type, over));
const said = (...given: Parameters<typeof refused>) => {
  const { code, clause, ruling, found, next } = refused(...given);
  return { code, clause, ruling, found, next };
};
const invalid = (field: string, given: string, next: string) => ({
  code: 'INVALID_INPUT',
  found: `\`${field}\` is ${given}`,
  next: `give ${next}`,
});
const withheld = (world: TestWorld) => world.account('acme.com').withheld ?? [];
const eventsOf = (world: TestWorld, type: string) =>
  world.events.flatMap(({ event }) => ((event as { type: string }).type === type ? [event] : []));

describe('a reply as it is told', () => {
  test('Y2 it is of one of ten types, by somebody, at a time that is past, in words', () => {
    const world = twoStarted();
    for (const type of [0, 11, 2.5, Number.NaN])
      expect(said(world, type)).toMatchObject(
        invalid('type', `\`${type === 0 ? '0' : JSON.stringify(type)}\``, 'a number from 1 to 10 (5.6)'),
      );
    expect(refused(world, 1, { contact: ' ' }).code).toBe('INVALID_INPUT');
    expect(refused(world, 1, { received_at: '2026-05-21T14:00:00.000Z' }).found).toMatch(/^`received_at`/);
    expect(refused(world, 1, { text: ' ' }).found).toMatch(/^`text`/);
    expect(refused(world, 4, { details: { referred: { name: 'Cy', email: 'nowhere' } } }).found).toMatch(
      /^`details\.referred\.email`/,
    );
  });

  test('5.6.8 a click and an empty mail ask to stop without a word', () => {
    const world = twoStarted();
    expect(reply(world, 8, { text: '' }).outcome).toBe('recorded');
    expect(world.suppressed.has(con(world))).toBe(true);
  });

  test('5.6.10 silence is no reply, and what a mail server sent is none', () => {
    const world = twoStarted();
    expect(said(world, 10, { text: '' })).toEqual(said(world, 10));
    expect(said(world, 10)).toEqual({
      code: 'RULE_REFUSED',
      clause: '5.6',
      ruling: 'Y1',
      found: 'silence is no reply: time alone tells it, 30 days after a sequence that nobody answered',
      next: 'nothing is to be recorded; the sweep proposes re-engagement when it is due',
    });
    for (const [action, status, event] of [
      ['failed', '5.1.1', 'bounce_hard'],
      ['delayed', '4.4.7', 'bounce_soft'],
    ] as const)
      expect(said(world, 10, { mail: { text: 'x', report: { action, status } } })).toEqual({
        code: 'RULE_REFUSED',
        clause: '5.5',
        ruling: 'Y2',
        found: `no person wrote it: a mail server says "${action} ${status}"`,
        next: `report it with record_delivery, event ${event}`,
      });
  });

  test('5.6.3 5.6.4 5.6.9 some types need to say more', () => {
    const world = twoStarted();
    const later = 'when they may be interested: a date such as 2026-09-01, or 2026-Q3';
    expect(said(world, 3)).toMatchObject(invalid('details.timeline', 'missing', later));
    expect(said(world, 3, { details: { timeline: '2026-Q5' } })).toMatchObject(
      invalid('details.timeline', '`2026-Q5`', later),
    );
    const whom = 'whom they named: a name, and an e-mail address where they gave one';
    expect(said(world, 4)).toMatchObject(invalid('details.referred', 'missing', whom));
    expect(said(world, 9, { details: { return_date: 'soon' } })).toMatchObject(
      invalid('details.return_date', '`soon`', 'a date such as 2026-05-04'),
    );
    const ambiguous = 'I am out of office until 05/06/2026.';
    expect(said(world, 9, { text: ambiguous })).toMatchObject(
      invalid(
        'details.return_date',
        'missing',
        'the first day back: in the date they give day and month can be exchanged',
      ),
    );
    expect(reply(world, 9, { text: ambiguous, details: { return_date: '2026-06-05' } }).extra.resumes_on).toBe(
      '2026-06-08',
    );
  });

  test('5.6.9 who is recorded as away is back on the day that they name, without a word of absence too', () => {
    const { extra } = reply(twoStarted(), 9, { text: 'I will be back on 3 June 2026.' });
    expect(extra.resumes_on).toBe('2026-06-05');
  });

  test('5.6.3 a time is a date, or the first day of a quarter', () => {
    expect(['2026-Q1', '2026-Q2', '2026-Q3', '2027-Q4', '2026-09-15'].map(timelineOf)).toEqual([
      '2026-01-01',
      '2026-04-01',
      '2026-07-01',
      '2027-10-01',
      '2026-09-15',
    ]);
    expect(['Q3 2026', '2026 Q3', '2026q3', ' q3-2026 '].map(timelineOf)).toEqual(
      Array.from({ length: 4 }, () => '2026-07-01'),
    );
    expect([undefined, '', '2026-Q0', '2026-Q5', '2026-Q12', 'in 2026-Q1', '2026-02-30'].map(timelineOf)).toEqual(
      Array.from({ length: 7 }, () => null),
    );
  });

  test('5.6.4 A2 who names themselves refers to nobody', () => {
    const itself = {
      code: 'INVALID_INPUT',
      found:
        '`details.referred`: it names who wrote, and a referral names somebody else; without one it is another type',
    };
    const referred = { name: 'Ana Ruiz', email: 'ANA@acme.com' };
    expect(said(twoStarted(), 4, { details: { referred } })).toMatchObject(itself);
    expect(said(twoStarted(), 4, { contact: con(twoStarted()), details: { referred } })).toMatchObject(itself);
    const zoe = { contact: 'zoe@acme.com', details: { referred: { name: 'Zoe', email: 'zoe@acme.com' } } };
    expect(said(twoStarted(), 4, zoe)).toMatchObject(itself);
    expect(reply(twoStarted(), 4, { details: { referred: { name: 'Bo', email: 'bo@acme.com' } } }).outcome).toBe(
      'recorded',
    );
  });

  test('5.6.2 it is recorded once, by whichever name it is told of who wrote', () => {
    const world = twoStarted();
    const first = reply(world, 2);
    const id = first.extra.reply?.id;
    expect(id).toMatch(/^rpl_.{16}$/);
    expect(eventsOf(world, 'reply_recorded')).toMatchObject([
      {
        reply: { id, contact: con(world), kind: 2, received_at: world.now },
        sealed: { person: con(world), fields: { text: 'Thank you for writing.' } },
      },
    ]);
    for (const over of [{}, { contact: con(world) }])
      expect(reply(world, 6, over)).toMatchObject({
        outcome: 'duplicate',
        summary: 'That reply is on file already; nothing was changed.',
        checks: [],
        extra: { reply: { id, type: 2 }, paused: [], ended: [] },
      });
    expect(reply(world, 2, { text: 'Thank you again.' }).outcome).toBe('recorded');
    expect(eventsOf(world, 'reply_recorded')).toHaveLength(2);
  });

  test('Y3 its answer says whose it is, what it is taken for, and who waits or ends', () => {
    const world = twoStarted();
    const [a, b] = [con(world), con(world, 2)];
    const { summary, extra } = reply(world, 2);
    expect([summary, extra]).toEqual([
      `Reply of type 2 of ${a} at Acme is recorded. Paused: ${a}, ${b}.`,
      {
        reply: { id: extra.reply?.id, type: 2 },
        suggested: { type: null, kind: null, words: null },
        paused: [{ contact: a }, { contact: b }],
        ended: [],
      },
    ]);
    const hot = twoStarted();
    expect(reply(hot, 1).summary).toMatch(
      new RegExp(
        `^Reply of type 1 of ${a} at Acme is recorded\\. Ended: ${a}, ${b}\\. It is filed as sig_\\w+, E4\\.$`,
      ),
    );
    const away = twoStarted();
    expect(reply(away, 9, { text: 'I am out of office until May 4, 2026.' }).extra).toEqual({
      reply: { id: expect.any(String), type: 9 },
      suggested: { type: 9, kind: 'auto_reply', words: 'am out' },
      paused: [{ contact: a, until: '2026-05-07' }],
      ended: [],
      resumes_on: '2026-05-07',
    });
  });

  test('Y2 of a long reply or a whole message the own words are kept, and cut where they are too long', () => {
    const world = twoStarted();
    const most = world.context('cro').policy.limits.quote.value;
    const kept = (over: Over) => {
      const { summary } = reply(world, 6, over);
      const [last] = eventsOf(world, 'reply_recorded').slice(-1) as { sealed: { fields: { text: string } } }[];
      return [summary.match(/Of its (\d+) characters/)?.[1], last?.sealed.fields.text];
    };
    const just = 'x'.repeat(most);
    expect(kept({ text: just })).toEqual([undefined, just]);
    const quoted = `No, thank you.\n\nOn Mon, Apr 20, 2026, Rick wrote:\n> ${'y'.repeat(most)}`;
    expect(kept({ text: quoted })).toEqual([String(quoted.length), 'No, thank you.']);
    expect(kept({ text: `From: a\n\n${quoted}`, mail: { text: quoted, headers: {} } })).toEqual([
      undefined,
      'No, thank you.',
    ]);
    const long = 'z'.repeat(most + 1);
    const cut = `${'z'.repeat(most - 80)}\n[cut: ${most - 80} of ${most + 1} characters]`;
    expect(kept({ text: long })).toEqual([String(most + 1), cut]);
    expect(kept({ text: 'raw', mail: { text: '', subject: ' Later ', headers: {} } })).toEqual([undefined, 'Later']);
  });
});

describe('Y2 words that ask to stop', () => {
  const asks = (words: string, type: number) => ({
    code: 'RULE_REFUSED',
    clause: '5.6',
    ruling: 'Y2',
    found: `the reply asks to stop ("${words}"), and type ${type} is another; until it is settled nothing is permitted to them`,
    next: 'record it as type 8, or 7 where it is hostile; the cro alone overrules, with `details.overrules`',
  });

  test('Y2 recorded as another type they withhold the person, once, until 7, 8 or the cro settles it', () => {
    for (const type of [7, 8]) {
      const world = twoStarted();
      const { found } = said(world, 3, { text: stop });
      expect(said(world, 3, { text: stop })).toEqual(asks(found.split('"')[1] ?? '', 3));
      expect(withheld(world)).toEqual([{ id: expect.stringMatching(/^wth_/), contact: con(world), at: world.now }]);
      expect(eventsOf(world, 'contact_withheld')).toMatchObject([
        { sealed: { fields: { words: found.split('"')[1] } } },
      ]);
      refused(world, 3, { text: stop, contact: 'bo@acme.com' });
      expect(withheld(world).map(({ contact }) => contact)).toEqual([con(world), con(world, 2)]);
      reply(world, type, { text: stop });
      expect(withheld(world).map(({ contact }) => contact)).toEqual([con(world, 2)]);
    }
  });

  test('Y2 of who is suppressed, or nobody on file, nothing is withheld', () => {
    const world = twoStarted();
    world.run('sales.ops', suppressContact, { contact: ana, reason: 'opt_out' });
    refused(world, 3, { text: stop });
    refused(world, 3, { text: stop, contact: 'zoe@acme.com' });
    expect(withheld(world)).toEqual([]);
  });

  test('Y2 the cro alone overrules, with the words as they stand and why', () => {
    const text = 'Please remove the second deck, and send me the first.';
    const overrules = { words: 'please  REMOVE', why: 'they speak of a deck, not of our mails' };
    const world = twoStarted();
    const { code } = refused(world, 2, { text: stop });
    expect(code).toBe('RULE_REFUSED');
    const most = world.context('cro').policy.stopping.why_letters.value;
    expect(said(world, 2, { text: stop, details: { overrules } }, 'sales.ops')).toEqual({
      code: 'NOT_PERMITTED',
      clause: '5.6',
      ruling: 'Y2',
      found: 'the CRO alone may say that words do not ask to stop',
      next: 'record it as type 8, or let the cro record it with `details.overrules`',
    });
    const short = 'x'.repeat(most - 1);
    expect(
      said(world, 2, { text: stop, details: { overrules: { words: 'remove me', why: `${short} 12!` } } }),
    ).toMatchObject({
      found: `\`details.overrules.why\`: says in ${most - 1} letters why the words don't ask to stop; ${most} are wanted`,
    });
    for (const words of ['', ' ', 'remove you'])
      expect(said(world, 2, { text: stop, details: { overrules: { words, why: 'x'.repeat(most) } } })).toMatchObject({
        code: 'INVALID_INPUT',
        found: expect.stringMatching(/^`details\.overrules\.words` is /),
        next: 'give the words that ask to stop, as the reply says them',
      });
    const done = reply(world, 2, {
      text: stop,
      details: { overrules: { words: 'please  REMOVE me', why: 'x'.repeat(most) } },
    });
    expect([done.outcome, withheld(world)]).toEqual(['recorded', []]);
    expect(eventsOf(world, 'withholding_ended')).toMatchObject([{ because: 'the cro overruled the words' }]);
    expect(reply(twoStarted(), 2, { text, details: { overrules } }).outcome).toBe('recorded');
  });

  test('Y2 a reply that is told anew as one that asks to stop stops the person, once', () => {
    const world = twoStarted();
    const { reply: first } = reply(world, 6).extra;
    const anew = reply(world, 8);
    expect(anew).toMatchObject({
      outcome: 'recorded',
      summary: expect.stringMatching(/^That reply is on file as type 6\. ./),
      extra: { reply: first, paused: [], ended: [] },
    });
    expect(world.suppressed.has(con(world))).toBe(true);
    expect(reply(world, 7)).toMatchObject({ outcome: 'duplicate' });
    const hostile = twoStarted();
    reply(hostile, 7);
    expect(reply(hostile, 8)).toMatchObject({ outcome: 'duplicate', extra: { reply: { type: 7 } } });
    expect(eventsOf(hostile, 'person_suppressed')).toMatchObject([{ reason: 'hostile' }]);
  });
});

describe('A2 a reply of somebody who is no contact', () => {
  const writer = (contact: string, more: Over = {}): Over => ({ contact, ...more });

  test('A2 with an address of a company on file they become its contact', () => {
    const world = twoStarted();
    const { summary, extra } = reply(world, 2, writer('zoe@acme.com'));
    const zoe = world.account('acme.com').contacts.at(-1)?.id;
    expect([summary.split('. ').slice(0, 2), extra.reply?.type]).toEqual([
      [
        `Reply of type 2 of ${zoe} at Acme is recorded`,
        'Nobody had them on file: they are a contact now, of the company that their address is of',
      ],
      2,
    ]);
    expect(world.people.get(zoe ?? '')?.fields.email).toBe('zoe@acme.com');
  });

  test('A2 5.6.8 who asks to stop is suppressed, on file or not', () => {
    const world = twoStarted();
    const { outcome, checks, extra } = reply(world, 8, writer('zoe@else.example'));
    expect([outcome, checks, extra]).toEqual([
      'recorded',
      [],
      { reply: { id: expect.any(String), type: 8 }, suggested: expect.anything(), paused: [], ended: [] },
    ]);
    expect(eventsOf(world, 'person_suppressed')).toMatchObject([{ reason: 'opt_out' }]);
    expect(said(twoStarted(), 8, writer(idAt('con_999')))).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('A2 else their words wait as an act, a request where they are hot, a question where they are not', () => {
    for (const [type, quoted] of [
      [1, 'E4'],
      [2, 'E3'],
      [6, 'E3'],
    ] as const) {
      const world = twoStarted();
      const over = writer('zoe@else.example');
      const { outcome, summary, extra } = reply(world, type, over);
      expect(summary).toMatch(/ Once they are placed, record the reply again\.$/);
      expect([outcome, extra.waiting?.because, extra.paused, extra.ended, extra.reply]).toEqual([
        expect.any(String),
        'nobody on file has zoe@else.example, nor is an account at else.example theirs',
        [],
        [],
        undefined,
      ]);
      const [waiting] = [...world.waiting.values()];
      expect(JSON.stringify(waiting)).toContain(`"${quoted}"`);
      expect(JSON.stringify(world.events.map(({ event }) => event))).toContain('"quote":"Thank you for writing."');
    }
  });

  test('A2 an absence of somebody unknown, a mailbox of anybody, and an id that nobody has', () => {
    const world = twoStarted();
    expect(said(world, 9, writer('zoe@else.example'))).toMatchObject({ code: 'NOT_FOUND' });
    expect(said(world, 2, writer(idAt('con_999')))).toMatchObject({ code: 'NOT_FOUND' });
    expect(reply(world, 2, writer('zoe@gmail.com')).extra.waiting?.because).toBe(
      'gmail.com gives mailboxes to anyone and names no company',
    );
    expect(reply(world, 2, writer('https://www.linkedin.com/in/zoe')).extra.waiting?.because).toBe(
      'a profile names no company',
    );
  });

  test('L13 A2 who is suppressed, waits already or left that address is not placed by it', () => {
    const world = twoStarted();
    world.run('sales.ops', suppressContact, { contact: 'zoe@acme.com', reason: 'opt_out' });
    const before = world.account('acme.com').contacts.length;
    reply(world, 2, writer('zoe@acme.com'));
    expect(world.account('acme.com').contacts).toHaveLength(before);
  });
});

describe('what a reply does to the account', () => {
  test('L12 types 1 to 4 reopen what silence archived, of who counts', () => {
    for (const [type, stage] of [
      [2, 'PROSPECT'],
      [4, 'PROSPECT'],
      [5, 'ARCHIVED'],
    ] as const) {
      const world = twoStarted();
      put(world, { stage: 'ARCHIVED', entered_by: 'archive_silent', enrolments: [] });
      const { summary } = reply(world, type, type === 4 ? { details: { referred: { name: 'Cy Poe' } } } : {});
      expect([world.account('acme.com').stage, summary.includes('It was ARCHIVED and is PROSPECT again.')]).toEqual([
        stage,
        stage === 'PROSPECT',
      ]);
    }
  });

  test('5.6.1 hot from SQL on is no further request', () => {
    const world = twoStarted();
    put(world, { stage: 'SQL', enrolments: [] });
    expect(reply(world, 1).summary).not.toContain('E4');
  });

  test('A11 nobody answers who is suppressed: the cro looks', () => {
    const world = twoStarted();
    world.run('sales.ops', suppressContact, { contact: ana, reason: 'opt_out' });
    reply(world, 2);
    const open = world
      .account('acme.com')
      .tasks.filter(({ closed_at, subject }) => !closed_at && subject === con(world));
    expect(open.map(({ kind, role }) => [kind, role])).toEqual([['look_at_returned', 'cro']]);
  });

  test('A2 a reply to who moved is recorded where they are', () => {
    const world = twoStarted();
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', facts: passingFacts() });
    world.run('sales.ops', saveAccount, { domain: 'beta.com', contacts: [{ contact: con(world) }] });
    const [moved] = world.account('beta.com').contacts;
    expect(reply(world, 8, { contact: ana }).summary).toContain(`Reply of type 8 of ${moved?.id} at Beta is recorded.`);
  });
});
