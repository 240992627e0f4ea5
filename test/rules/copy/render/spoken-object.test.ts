import { expect, test } from 'vitest';
import { spokenObject } from '../../../../src/rules/copy/render/spoken-object.ts';
import { testPolicy } from '../../../support/policy.ts';

const said = (object: string) => spokenObject(object, testPolicy().values.copy.personal.address_words.value);

test.each([
  'linkedin.com activity 7190123456789',
  'linkedin.com/feed/update/urn:li:ugcpost:7190123456789',
  'linkedin.com/posts/maxmuster_abc123',
  'linkedin.com/posts/maxmuster-activity-7190123456789-abcd',
  'urn:li:activity:7190123456789',
  'post-42',
  'ours.example/files/4711.pdf',
])('5.3d K4 an address or id without words holds nothing that a mail must say: %s', (object) => {
  expect(said(object)).toBe('');
});

test.each([
  ['two axes of revenue governance', 'two axes of revenue governance'],
  ['roundtable', 'roundtable'],
  ['linkedin.com/posts/maxmuster_partner-attribution-is-broken-activity-719012-abcd', 'partner attribution is broken'],
  ['ours.example/files/partner-revenue.pdf', 'partner revenue'],
  ['ours.example/files/partner--revenue-2nd-x3.pdf', 'partner revenue'],
  ['see linkedin.com activity 719', 'see linkedin.com activity 719'],
  ['linkedin.com activity 719 of Ana', 'linkedin.com activity 719 of Ana'],
])('5.3d K4 words of a title are what a mail speaks of: %s', (object, words) => {
  expect(said(object)).toBe(words);
});
