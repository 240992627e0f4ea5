import { expect, test } from 'vitest';
import { type Act, actsIn } from '../../../../src/rules/copy/ways-out/acts.ts';
import { isPlain, opensTail, tailWords } from '../../../../src/rules/copy/ways-out/tail.ts';
import { clausesIn, type Text } from '../../../../src/rules/copy/ways-out/text.ts';
import { quote, tokenise } from '../../../../src/rules/language/words.ts';
import { judge, policy, verdict } from '../example.ts';

const rules = policy.optout;

function first(text: string): [Act, Text] {
  const words = { ...tokenise(text), rules };
  const [act] = actsIn(words);
  if (!act) throw new Error(`no act in ${text}`);
  return [act, words];
}

test.each([
  ['Reply "stop" and I go.', true],
  ['Reply "stop", it ends.', true],
  ['Reply "stop": it ends.', true],
  ['Reply "stop" then wait.', true],
  ['Reply "stop" today, please.', false],
  ['Reply "stop".', false],
  ['Reply "stop". And go.', false],
  ['Reply "stop" https://a.example and wait', false],
])('K5 the sentence goes on after the answer: %s', (text, goesOn) => {
  const [act, words] = first(text);
  expect(opensTail(act, words)).toBe(goesOn);
});

test.each([
  ['Reply "stop".', true],
  ['Reply "stop" today.', true],
  ['Reply "stop" at any time.', true],
  ['Reply "stop", it is enough.', true],
  ['Reply "stop" if this is a nuisance.', true],
  ['Reply "stop" if you don\'t want the mails.', true],
  ['Reply "stop" if you don\'t want more of me.', true],
  ['Reply "stop" even if you like me.', true],
  ['Reply "stop" to this one.', true],
  ['Reply "stop" and I will.', true],
  ['Reply "stop" if you are rich.', false],
  ['Reply "stop" if you don\'t want the report.', false],
  ['Antworten Sie "Nein", wenn Sie die Unterlagen nicht brauchen.', false],
  ['Reply "stop" and see.', false],
  ['Reply "stop" and see. No questions.', false],
  ['Reply "stop" and we talk.', false],
  ['Reply "no" and all is rosy.', false],
  ['Reply "stop" and all is rosy.', true],
])('K5 nothing is asked or promised after the answer: %s', (text, plain) => {
  const [act, words] = first(text);
  expect(isPlain(act, words)).toBe(plain);
});

test.each([
  ['Reply "stop" and see http://a.example/x today.', 'Reply "stop" and see'],
  ['Reply "stop" and see https://a.example/x today.', 'Reply "stop" and see'],
  ['Reply "stop" and see the httpd page. Go.', 'Reply "stop" and see the httpd page.'],
  ['Reply "stop"', 'Reply "stop"'],
])('K5 the answer and what follows: %s', (text, said) => {
  const [act, words] = first(text);
  expect(tailWords(act, words)).toBe(said);
});

test.each([
  ['I stop, you go', ['I stop', ',', 'you go']],
  ['my e-mail ends', ['my e-mail ends']],
  ['stop - now', ['stop', '-', 'now']],
  ['eco|monetize stops', ['eco|monetize stops']],
  ['mine | yours', ['mine', '|', 'yours']],
  ['I stop and you go', ['I stop', 'and you go']],
  ['the y-axis ends', ['the y-axis ends']],
  ['(stop) = end', ['(', 'stop', ')', '=', 'end']],
  ['Stop. Go.', ['Stop.', 'Go.']],
])('K5 clauses: %s', (text, parts) => {
  const { tokens } = clausesIn({ ...tokenise(text), rules });
  const starts = tokens.flatMap(({ sentence }, at) => (tokens[at - 1]?.sentence === sentence ? [] : [at]));
  expect(starts.map((at, nth) => quote({ text, tokens }, at, (starts[nth + 1] ?? tokens.length) - 1))).toEqual(parts);
});

test('K5 a word to answer with is a clause of its own', () => {
  const words = { ...tokenise('reply no when done'), rules };
  const apart = [{ words: 'no', from: 1, to: 1, sentence: 0 }];
  expect(clausesIn(words, apart).tokens.map(({ sentence }) => sentence)).toEqual([1, 2, 3, 3]);
});

const link = { optout: { mode: 'link', token: '01HZXA' } };
const url = 'https://u.ecomonetize.com/o/01HZXA';

test.each([
  [`Reply "stop" and give your ID. Unsubscribe: ${url}`, 'the mail carries an opt-out link', [url]],
  [`Unsubscribe: ${url} or https://x.example/y`, 'the mail carries an opt-out link', [url]],
  ['Reply "stop" and give your ID.', 'the way out has a condition, or is not out of all our mail at once', undefined],
])('K5 what a footer offers: %s', (footer, because, evidence) => {
  const answer = judge('optout.present', { footer }, link);
  expect(answer.because).toBe(because);
  if (evidence) expect(answer.evidence).toEqual(evidence);
});

test('K5 a body takes the way out back', () => {
  expect(judge('optout.present', { body: "Please don't reply to this mail." })).toMatchObject({
    verdict: 'fail',
    because: 'the mail takes back the way out of its footer',
    evidence: ["don't reply to this mail"],
  });
});

test.each([
  '<!-- Reply "stop" and I stop. -->',
  '<p style="display: none">Reply "stop" and I stop.</p>',
  '<p hidden>Reply "stop" and I stop.',
])('K5 what a mail program hides is no offer: %s', (footer) => {
  expect(verdict('optout.present', { footer })).toBe('fail');
});

test('K5 links that mail tools may break are named, each once', () => {
  const at = 'https://u.ecomonetize.com/o?t=';
  const answer = judge(
    'optout.transport_safe',
    { footer: `Unsubscribe: ${at}01HZXA` },
    { optout: { ...link.optout, url: at } },
  );
  expect(answer).toMatchObject({ verdict: 'fail', evidence: [`${at}01HZXA`, at] });
  expect(answer.because).toBe(
    `\`${at}01HZXA\`, \`${at}\` may not survive the mail tools: no ${rules.unsafe_in_link.value.join(' ')} in an opt-out link`,
  );
});

test.each([
  ['P.O. Box 881, Austin, TX 78767', 'PO Box 881, Austin, TX 78767', 'pass'],
  ['P. O. Box 881, Austin, TX 78767', 'P.O. Box 881 · Austin · TX 78767', 'pass'],
  ['Unit 0000, Austin, TX 78767', 'Unit 0000, Austin, TX 78767', 'fail'],
  ['Unit 10000, Austin, TX 78767', 'Unit 10000, Austin, TX 78767', 'pass'],
  ['Hauptstr. 1, 12345 Musterstadt', 'Hauptstr. 1, 12345 Musterstadt', 'fail'],
  [' 1 Elm Way Kent ', '1 Elm Way Kent', 'pass'],
])('K5 the address %s in %s', (postal, footer, said) => {
  const sender = { name: 'R', email: 'rick@ecomonetize.com', postal_address: postal };
  expect(verdict('address.present', { footer }, { sender })).toBe(said);
});
