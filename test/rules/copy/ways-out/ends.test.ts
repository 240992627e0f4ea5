import { expect, test } from 'vitest';
import { endsIn } from '../../../../src/rules/copy/ways-out/ends.ts';
import { tokenise } from '../../../../src/rules/language/words.ts';
import { policy } from '../example.ts';

const ends = (text: string) =>
  endsIn({ ...tokenise(text), rules: policy.optout }).flatMap(({ words, isDenied }) => (isDenied ? [] : [words]));

test.each([
  ["I'll quit writing.", ['quit writing']],
  ['A reply ends it.', ['ends it']],
  ['It ends it for you.', ['ends it']],
  ['cancel all mail', ['cancel all mail']],
  ['no further mail', ['no further mail']],
  ['never hear from me', ['never hear from me']],
  ["I won't write to you again", ["won't write to you again"]],
  ['that is my last mail', ['last mail']],
  ['the final email', ['final email']],
  ["don't want these", ["don't want these"]],
  ['to be removed', ['be removed']],
  ['I delete your address', ['delete your address']],
  ['takes you off', ['takes you']],
  ['remove yourself', ['remove yourself']],
  ['want out', ['want out']],
  ["you're off", ["you're off"]],
  ['get off', ['get off']],
  ['leave me alone', ['leave me alone']],
  ['leave you alone', ['leave you alone']],
  ['no one here will write', ['no one here will write']],
  ['none of us writes again', ['none of us writes again']],
  ['stop', ['stop']],
  ['I stop. Mailing you.', ['stop']],
  ['Ich schreibe Ihnen dann nicht mehr.', ['nicht mehr']],
  ['Sie hören nie wieder von mir.', ['horen nie']],
  ['Ich streiche Sie aus allen Verteilern.', ['streiche Sie aus allen Verteilern']],
  ['Je ne vous dérangerai plus.', ['derangerai plus']],
  ['Je disparais.', ['disparais']],
  ['No le molestaré nunca más.', ['molestare nunca']],
  ['Cancello il Suo indirizzo.', ['Cancello il Suo indirizzo']],
  ['Ik laat u voorgoed met rust.', ['laat u voorgoed met', 'rust']],
  ['Nunca mais lhe escrevo.', ['Nunca mais lhe escrevo']],
])('K5 our mail ends: %s', (text, words) => {
  expect(ends(text)).toEqual(expect.arrayContaining(words));
});

test.each([
  'I never quit writing.',
  'cancel all of it',
  'I end my lease.',
  'no further pears',
  'never hear back from you',
  "you won't write to me",
  'the last pear',
  'not these',
  'not removed',
  'removed from it',
  'Do not stop',
  'stop losing deals',
  'not your mail',
  'our unsubscribe link',
  'the non-stop list',
  "won't stop writing",
  'never miss a mail',
  'Responda «no» y le escribe mi jefe',
  'Ich schreibe Ihnen morgen',
  'Everything ends up in your inbox',
])('K5 it does not: %s', (text) => {
  expect(ends(text)).toEqual([]);
});
