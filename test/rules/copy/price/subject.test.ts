import { expect, test } from 'vitest';
import type { Party } from '../../../../src/rules/copy/price/party.ts';
import { isAside, subjectOf } from '../../../../src/rules/copy/price/reading.ts';
import { policy } from '../example.ts';

const rules = policy.price;
const parties: Readonly<Record<string, Party>> = { '+': 'us', '=': 'reader', '-': 'others' };

/** Each word with its party's mark behind it: the word of the subject, or none. */
function subject(text: string): string | undefined {
  const marked = text.split(' ');
  const said = marked.map((word) => word.replace(/[+=-]$/, ''));
  const before = marked.flatMap((word, at) => {
    const party = parties[word.slice(-1)];
    return party ? [[at, party] as const] : [];
  });
  const [at] = subjectOf({ said, rest: [], before, after: [] }, rules);
  return said[at];
}

test.each([
  ['acme- pays', 'acme'],
  ['at acme- it pays', undefined],
  ['at acme- dana- pays', 'dana'],
  ['the partner- census runs', undefined],
  ['a partner- census runs', undefined],
  ['la partner- census paga', 'partner'],
  ['the partner- medley runs', undefined],
  ['the partner- listed it', 'partner'],
  ['the partner- does it', 'partner'],
  ['the partner- did it', 'partner'],
  ['the partner- has it', 'partner'],
  ['the partner- had it', 'partner'],
  ['the partner- 3 it', 'partner'],
  ['acme- census runs', 'acme'],
  ['according to acme- it is', 'acme'],
  ['according to us+ it is', undefined],
  ['at acme- it is according to lists', undefined],
  ['according to it then at acme-', undefined],
  ['i+ looked at what acme- charges :', 'acme'],
  ['i+ looked at what we+ charge :', 'we'],
  ['i+ looked at fees aws- charges :', 'aws'],
  ['i+ read at acme- of fees :', undefined],
  ['i+ say it up front :', 'i'],
  ['i+ read it up front :', undefined],
  ['i+ told it for', 'i'],
  ['for years i+ told of it at', undefined],
  ['i+ saw it for', undefined],
  ['i+ count them- for', 'i'],
  ['your- page said that i+ charge', 'your'],
  ['i+ read that acme- pays', 'acme'],
  ['i+ read that dana- told acme- of', 'dana'],
  ['in your- webinar you= said that', 'your'],
  ['a page told of your- seat', undefined],
])('K3 the subject of a clause: %s', (text, word) => {
  expect(subject(text)).toBe(word);
});

test.each([
  ['names of the 11 partners', true],
  ['names of all partners', true],
  ['names of allied partners', false],
  ['names of half partners', true],
  ['names of halfway partners', false],
  ['names on behalf of partners', true],
  ['names of some partners', true],
  ['names of somewhat partners', false],
  ['names of none partners', true],
  ['names of nonesuch partners', false],
  ['three of the partners', false],
  ['some of the partners', false],
  ['half of partners', false],
  ['half for partners', true],
  ['all with your partners', true],
  ['of partners', true],
  ['partners', false],
])('K3 the last word stands aside, or not: %s', (text, expected) => {
  const said = text.split(' ');
  expect(isAside(said, said.length - 1, rules)).toBe(expected);
});
