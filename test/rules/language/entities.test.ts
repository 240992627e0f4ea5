import { describe, expect, it, test } from 'vitest';
import { decodeEntities } from '../../../src/rules/language/entities.ts';
import { fold } from '../../../src/rules/language/normalise.ts';
import { suggestReply } from '../../../src/rules/replies/suggest-reply.ts';
import { testPolicy } from '../../support/policy.ts';
import { verdict } from '../copy/example.ts';

describe('a text as a mail program shows it that takes it for HTML', () => {
  test.each([
    ['&pound;2,500', '£2,500'],
    ['&#36;2,500', '$2,500'],
    ['&#x24;2,500', '$2,500'],
    ['&#X20AC;2,500', '€2,500'],
    ['&#0036 2500', '$ 2500'],
    ['&#128;2,500', '€2,500'],
    ['don&#146;t', 'don’t'],
    ['&pound2,500', '£2,500'],
    ['&amp;euro;2,500', '€2,500'],
    ['2&thinsp;500&nbsp;&dollar;', '2\u2009500\u00a0$'],
    ['Assess&shy;ment, st&zwnj;op, st&ZeroWidthSpace;op', 'Assessment, stop, stop'],
    ['d&eacute;sabonnez, l&ouml;schen, &Aring;', 'desabonnez, loschen, A'],
    ['2&frac12;k', '2½k'],
    ['AT&amp;T', 'AT&T'],
    // Not read as references: a merge field, a link's query, a company and a number that is no character.
    ['&company; &first_name;', '&company; &first_name;'],
    ['https://a.example/?a=1&cent=2', 'https://a.example/?a=1&cent=2'],
    ['Marks & Spencer, R&D', 'Marks & Spencer, R&D'],
    ['&#0; &#xD800; &#1114112;', '&#0; &#xD800; &#1114112;'],
  ])('K3 %s', (text, shown) => {
    expect(decodeEntities(text)).toBe(shown);
  });

  it('K1 an entity within an entity is read to its end, and no chain of them for ever', () => {
    expect(decodeEntities('&amp;amp;pound;')).toBe('£');
    expect(decodeEntities(`${'&amp;'.repeat(1)}${'amp;'.repeat(9)}pound;`)).toBe('&amp;amp;amp;amp;amp;amp;pound;');
  });

  it('K1 every check reads through entities', () => {
    expect(fold('&#8203;s&#8203;top &rsquo;')).toBe("stop '");
  });
});

describe('checks on text with entities', () => {
  const nurture = { seq: 'nurture_mql', qualified: 'MQL' };
  test.each([
    'It is &pound;2,500.',
    'It is &#36;2,500.',
    'It is 2&#44;500 d&#111;llars.',
    'It is &euro;&nbsp;2&thinsp;500.',
  ])('K3 a price: %s', (body) => {
    expect(verdict('pricing.gate', { body }, nurture)).toBe('fail');
  });
  test.each(['&#123;&#123;first_name&#125;&#125;', '&lcub;&lcub;first_name&rcub;&rcub;'])('K10 a slot: %s', (body) => {
    expect(verdict('token.unresolved', { body })).toBe('fail');
  });
  test.each(['Listings&#13;&#10;Bcc: a@b.example', 'Listings&NewLine;x', 'List&#8203;ings'])(
    'K10 a header: %s',
    (subject) => {
      expect(verdict('header.safe', { subject })).toBe('fail');
    },
  );
  test.each(['D&eacute;sabonnez-moi', 'Please don&#39;t e&shy;mail me again'])(
    'Y2 words that ask to stop: %s',
    (text) => {
      expect(suggestReply({ text }, testPolicy().values, '2026-05-04').type).toBe(8);
    },
  );
});
