import { expect, test } from 'vitest';
import { activation, judge } from '../example.ts';

const tell = (body: string, context: Readonly<Record<string, unknown>>) => {
  const { verdict, because, evidence, remedy } = judge('pricing.gate', { body }, context);
  return [verdict, because, evidence, remedy];
};
const stages = 'SQL, BRIEFING_READY, ASSESSMENT_QUALIFIED, WON';
const takeOut = "take the price out; an amount of the company's own needs a word that says so, such as revenue or ARR";

test('5.3b K3 what the gate says is whole, each price once', () => {
  expect(tell('It is $900. It is $900. Or $800.', { seq: 'nurture', qualified: null })).toEqual([
    'fail',
    `\`$900\`, \`$800\` in a nurture mail at stage unknown; a price is for activation at ${stages}`,
    ['$900', '$800'],
    takeOut,
  ]);
  expect(tell('It is $900.', { ...activation, qualified: 'sql' })).toEqual([
    'fail',
    '`$900` is not the price of the policy, 2500 USD',
    ['$900'],
    'state 2500 USD or no price',
  ]);
  expect(tell('It is $2,500.', { ...activation, qualified: 'sql' })).toEqual([
    'pass',
    "no price but the policy's",
    undefined,
    undefined,
  ]);
  expect(tell('It is it.', { seq: 'nurture' })).toEqual(['pass', 'no price of ours', undefined, undefined]);
});
