import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { suggestReply } from '../../../src/rules/replies/suggest-reply.ts';
import { testPolicy } from '../../support/policy.ts';

const policy = testPolicy().values;
const Table = z.record(
  z.string(),
  z.strictObject({ asks: z.array(z.string()).min(1), others: z.array(z.string()).min(1) }),
);
const tableOf = (name: string) => Table.parse(JSON.parse(readFileSync(`test/fixtures/${name}.json`, 'utf8')));
const table = tableOf('replies');

const isCaught = (text: string) => {
  const { type } = suggestReply({ text }, policy, '2026-05-04');
  return type === 8 || type === 7;
};

describe('Y2 the net for words that ask to stop, on sentences written to break it', () => {
  test.each(Object.entries(table))('Y2 %s: requests are caught, the rest is left alone', (_, { asks, others }) => {
    const missed = asks.filter((text) => !isCaught(text));
    const wrong = others.filter(isCaught);
    expect([asks.length, others.length]).toEqual([58, 58]);
    expect(missed).toEqual([]);
    expect(wrong).toEqual([]);
  });

  test.each(Object.entries(tableOf('replies-second')))(
    'Y2 %s: ordinary opt-outs and harmless replies, second round',
    (_, { asks, others }) => {
      expect(asks.filter((text) => !isCaught(text))).toEqual([]);
      expect(others.filter(isCaught)).toEqual([]);
    },
  );

  test.each([
    ['Hören Sie nicht auf, mir zu schreiben.', null],
    ["I'm not asking you to stop; send me the two pages.", null],
    ['No need to unsubscribe me, just send fewer.', null],
    ["I wouldn't unsubscribe for anything.", null],
    ['No me den de baja, me interesa.', null],
    ['Do not email', 'Do not email'],
    ['DNC', 'DNC'],
    ['Hören Sie auf, mir zu schreiben.', 'Hören Sie auf'],
    ["Don't email me the newsletter anymore.", "Don't email me the newsletter anymore"],
    ["Don't email me the contract, email it to Bea.", null],
    ['This is the third time I ask: no more.', 'no more.'],
    ['Not now, thanks, and please remove nothing from the deck.', null],
    ['Unsubscibe me.', 'Unsubscibe'],
    ['Please cancel my subscription.', 'cancel my subscription'],
    ['At the end our subscriptions grew.', null],
    ['Bórrelo, por favor.', 'Bórrelo, por favor.'],
    ['Pas de mail, merci.', 'Pas de mail, merci.'],
    ['Geen mail, bedankt.', 'Geen mail, bedankt.'],
    ['Pas de mail avant lundi.', null],
  ])('Y2 %s', (text, words) => {
    expect(suggestReply({ text }, policy, '2026-05-04').words).toBe(words);
  });
});

describe('Y2 what is read beside the words of a request', () => {
  const caught = (text: string, subject?: string) =>
    suggestReply({ text, ...(subject === undefined ? {} : { subject }) }, policy, '2026-05-04').type === 8;

  test('Y2 a slip of the keyboard hides no request, and makes none', () => {
    for (const text of ['pls remvoe me', 'desincrivez-moi', 'please stop sendng me these emials'])
      expect([text, caught(text)]).toEqual([text, true]);
    for (const text of ['Our remote team sends the contract', 'No me molesta en absoluto.'])
      expect([text, caught(text)]).toEqual([text, false]);
  });

  test("Y2 words in quotation marks are somebody else's where somebody says them", () => {
    expect(caught('My boss said "stop emailing us", I like them.')).toBe(false);
    expect(caught('Unser Chef sagt "keine Mails mehr", ich lese sie gern.')).toBe(false);
    expect(caught('As I said: "stop emailing me"!')).toBe(true);
    expect(caught('I said "remove me from the list" twice already.')).toBe(true);
  });

  test("Y2 what is written behind a subject that goes on is its author's, where the text is empty of it", () => {
    expect(caught('Best,\nBea', 'AW: Partners - bitte keine Mails mehr an mich')).toBe(true);
    expect(caught('Sure.', 'Re: unsubscribe')).toBe(false);
  });

  test('Y2 a word that is written letter by letter is read as one', () => {
    for (const text of ['U N S U B S C R I B E', 'S.T.O.P', 's t o p mailing me']) expect(isCaught(text)).toBe(true);
    for (const text of ['Plan A B C D is fine', 'S T E P by step']) expect(isCaught(text)).toBe(false);
  });

  test.each([
    ["Don't contact Bo any more; contact me", "Don't contact me any more; contact nobody here"],
    ["Please don't email Bo again, write to me.", "Please don't email or write to me."],
    ['Supprimez mon ancien mail', 'Supprimez mon mail'],
    ['Borre mi antigua direccion', 'Borre mi direccion'],
    ['I want out of this spreadsheet mess', 'I want out of this sequence'],
    ['Bitte kein Anruf, eine Mail genügt', 'Bitte keine Anrufe und keine Mail mehr'],
    ['Niente chiamate, basta una mail', 'Niente chiamate, basta!'],
    ['No need to send it again', 'No need to send me anything again'],
    ['No need to send the deck again', 'No need to email again'],
    ['Make this the last time we miss a quarter', 'Make this the last time we hear from you'],
    ['Let this be the last time they ask for it', 'Let this be the last time you write'],
  ])('Y2 what the request is of tells: %j is none, %j is one', (other, request) => {
    expect([isCaught(other), isCaught(request)]).toEqual([false, true]);
  });

  test('Y2 the longer reading goes before the shorter one', () => {
    expect(caught('Hör auf zu schreiben.')).toBe(true);
    expect(caught('Hör auf zu zweifeln.')).toBe(false);
    expect(caught('Remove my name from your list.')).toBe(true);
    expect(caught('Remove my name from the calendar invite.')).toBe(false);
  });
});
