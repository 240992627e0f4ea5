import { domainToASCII } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bareReference } from '../../../src/rules/identity/bare-reference.ts';
import { registrableDomain } from '../../../src/rules/identity/domain-name.ts';

const read = (given: string) => {
  const found = registrableDomain(given);
  return 'problem' in found ? found.problem : found.domain;
};

describe('A1 a name in its `xn--` spelling', () => {
  const labels = [
    'cаme',
    'аcme',
    'acmeа',
    'раypal-acme-partners-of-europe-and-asia',
    'a漢字b仮名交じり文',
    'x仮y漢z字и',
    'acme-россия-и-партнеры-東京',
    'zωaяbc한',
    'a\u{20000}я',
    'я\u{20000}\u{2a000}a',
    'aааааааааааааааааааааааааааааааааааа',
  ];

  test.each(labels)('A1 `%s` is told letter by letter as in its own', (label) => {
    const ascii = domainToASCII(`${label}.com`);
    expect(ascii).toMatch(/^xn--/);
    const own = read(`${label}.com`);
    expect(own).toContain('mixes');
    expect(read(ascii)).toBe(own);
    expect(read(ascii.toUpperCase())).toBe(own);
  });

  test('A1 one that spells nothing, or something that is spelled otherwise, is no name', () => {
    const none = ['xn--a', 'xn--0', 'xn--acme', 'xn--acme-99999999999', 'xn---acme-', 'xn--bcher-kva!'];
    for (const label of none) expect(read(`${label}.com`)).toMatch(/spells no name|which no domain name has/);
    expect(read('xn--bcher-kva.com')).toBe('xn--bcher-kva.com');
  });
});

test('A1 an address of a machine names no company; a name with figures does', () => {
  const machines = [
    '[::1]',
    '::1',
    'fe80::1',
    ':cafe',
    '1.2.3.4',
    'acme.1',
    '0x7f.1',
    '0x7f',
    'acme.0xff',
    'acme.0x',
    '127',
    'acme.10',
  ];
  for (const each of machines) expect(`${each} ${read(each)}`).toContain('is an IP address');
  const names = ['acme1.com', '1acme.com', '123.com', 'fe80.com', 'cafe.com', '0x7f.com', 'a0x.com', '4.acme.com'];
  for (const each of names) expect(read(each)).toMatch(/\.com$/);
  expect(read('acme.0xfg')).toContain('no known top-level domain');
});

test('A2 a reference bare of what mails and Markdown write around it, once nothing more falls', () => {
  const bare: readonly (readonly [string, string])[] = [
    ['[Ana]( mailto:ana@acme.com )', 'ana@acme.com'],
    ['[ ana@acme.com ](https://example.com/x)', 'ana@acme.com'],
    ['[Ana]()', 'Ana'],
    ['[](https://acme.com)', 'https://acme.com'],
    ['see mailto:ana@acme.com', 'see mailto:ana@acme.com'],
    ['mailto:ana@acme.com?subject=a?b', 'ana@acme.com'],
    ['mailto:', ''],
    ['**`sig\\_a1\\_7`**', 'sig_a1_7'],
  ];
  for (const [given, expected] of bare) expect(bareReference(given)).toBe(expected);
});
