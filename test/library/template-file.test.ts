import { expect, test } from 'vitest';
import { templateFileParts, templateFileText, templateHash } from '../../src/library/template-file.ts';

test('5.4d a version becomes a file from which its bytes and its hash can be told again', () => {
  const version = {
    key: 'nurture_1',
    sequence: 'nurture',
    touch: 1,
    version: 3,
    subject: 'A "quoted": subject, {{company}} #1 — it\'s \\ done',
    body: '{{insight}}\n---\nNo line break at the end, and a blank:  ',
    slots: [{ name: 'insight', rests_on: 'insight_fact' }],
  };
  const text = templateFileText(version);
  expect(text.startsWith('---\nkey: nurture_1\nsequence: nurture\ntouch: 1\nversion: 3\nsubject: "A ')).toBe(true);
  const { fields, body } = templateFileParts(text);
  const { body: written, ...rest } = version;
  expect(fields).toEqual(rest);
  expect(body).toBe(written);
  expect(templateFileParts(templateFileText({ ...version, slots: [] })).fields).toEqual({ ...rest, slots: [] });
  expect(templateHash(version)).toBe(templateHash({ ...version }));
  expect(templateHash(version)).toBe('2aa4f05aec667f1234f01c5bbd97675eab9546adc8dee6d43cf1a8f0018af848');
});
