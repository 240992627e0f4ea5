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
  ])('Y2 %s', (text, words) => {
    expect(suggestReply({ text }, policy, '2026-05-04').words).toBe(words);
  });
});
