import { expect, test } from 'vitest';
import { found, judge } from '../example.ts';

type Given = Readonly<Record<string, unknown>>;

const url = 'https://u.ecomonetize.com/o/01HZXA';
const link = { optout: { mode: 'link', token: '01HZXA' } };
const offer = (footer: string, context: Given = link) => {
  const { verdict, because, evidence = [] } = judge('optout.present', { footer }, context);
  return [verdict, because, evidence];
};
const risky = (footer: string, context: Given = {}) => found('optout.transport_safe', { footer }, context);

test('K5 a slot where the way out should stand is none, another is left to its own check', () => {
  const because = 'a slot stands where the way out should';
  for (const slot of ['{{unsub_page}}', '{{URL}}'])
    expect(offer(`Unsubscribe: ${slot}`)).toEqual(['fail', because, expect.arrayContaining([slot])]);
  expect(offer('{{name}}: reply "stop".')).toEqual(['pass', 'the mail offers to stop by reply', ['stop']]);
});

test('K5 each link is told once', () => {
  const other = 'https://u.ecomonetize.com/p/01HZXA';
  expect(offer(`Unsubscribe: ${url} or ${other}`)).toEqual(['pass', 'the mail carries an opt-out link', [url, other]]);
});

test('K5 the host of a mailbox whose name holds an @, and none without a mailbox', () => {
  const page = 'https://any.example/o/01HZXA';
  const foreign = 'the opt-out link leads to a host that is not ours: ecomonetize.com';
  const of = (sender: Given | null) => offer(`Unsubscribe: ${page}`, { ...link, sender });
  expect(of({ email: '"a@b.example"@ecomonetize.com' })).toEqual(['fail', foreign, [page]]);
  expect(of({ email: null })[0]).toBe('pass');
  expect(of(null)[0]).toBe('pass');
});

test('5.3e K5 a mailbox to write to, and a plain page with a letter that mail tools may break', () => {
  expect(risky('Write to MAILTO:a@b.co?subject=x', { optout: null })).toEqual(['MAILTO:a@b.co?subject=x']);
  expect(risky('My page: http://x.com/é', { optout: null })).toEqual(['http://x.com/é']);
  expect(risky('My page: http://x.com/a=b', { optout: null })).toEqual([]);
});

test('5.3e K5 without a token no further link is judged, nor a token that is missing', () => {
  expect(risky('x', { optout: { mode: 'link', token: null } })).toEqual([]);
  expect(risky('My page: https://x.com/?a=b', { optout: { mode: 'link', token: '' } })).toEqual([]);
});

test('5.3e K5 of a way out the first link is judged', () => {
  expect(risky(`Unsubscribe: ${url} and see my page. It is https://x.com/?a`)).toEqual([]);
});

const address = (postal_address: string, footer = postal_address) => {
  const { verdict, because, basis } = judge('address.present', { footer }, { sender: { postal_address } });
  return [verdict, because, basis];
};

test.each(['12 Elm Leeds', '00001 Springfield Road', "12 L'Aquila Nord"])('K5 an address: %s', (given) => {
  expect(address(given)).toEqual(['pass', 'the postal address stands in the footer', 'ruling']);
});

test.each(['1 Elm Leeds', 'B 1 A 22 C 33', 'Unit 0000 Springfield 1'])('K5 too little, or no place: %s', (given) => {
  expect(address(given).slice(0, 2)).toEqual(['fail', `the configured postal address \`${given}\` is no address`]);
});

test('K5 a footer with a part of the address, and a box by its letters', () => {
  const given = 'P. O. Box 12, Springfield';
  expect(address(given, 'Box 12, Springfield')).toEqual([
    'fail',
    `the footer lacks the postal address \`${given}\``,
    'ruling',
  ]);
});
