import { describe, expect, test } from 'vitest';
import {
  type Check,
  holds,
  openChecks,
  openRules,
  openText,
  type Verdict,
} from '../../../src/rules/vocabulary/check.ts';
import { decisionInWords, outcomeInWords } from '../../../src/rules/vocabulary/outcome-words.ts';
import { isPrincipal } from '../../../src/rules/vocabulary/principal.ts';
import { codePoint, shown } from '../../../src/rules/vocabulary/printable.ts';
import { faulty, invalid, isRefusal, refusalText, refuse } from '../../../src/rules/vocabulary/refusal.ts';
import { isRole, roles } from '../../../src/rules/vocabulary/roles.ts';

const check = (verdict: Verdict, n = 1): Check => ({
  rule: `G${n}`,
  clause: '3.2',
  verdict,
  because: `found ${verdict}`,
  basis: 'sop',
});
const of = (...verdicts: readonly Verdict[]) => verdicts.map((each, n) => check(each, n + 1));

describe('G-2 several checks together', () => {
  test('G-2 what failed or is unknown stands in the way, a warning does not', () => {
    const all = of('pass', 'fail', 'warn', 'unknown');
    expect([holds([]), holds(of('pass', 'warn')), holds(of('pass', 'unknown')), holds(of('fail', 'pass'))]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(openChecks(all)).toEqual([all[1], all[3]]);
    expect([openRules(all), openText(all)]).toEqual(['G2, G4', 'G2: found fail; G4: found unknown']);
    expect([openRules([]), openText(of('pass'))]).toEqual(['', '']);
  });
});

describe('3.4a a refusal says what was met, by which clause, and who or what goes on', () => {
  test('3.4a in one line', () => {
    const words = { found: 'Acme is SQL', next: 'wait' };
    expect([
      refusalText(refuse('RULE_REFUSED', { ...words, clause: '3.5', ruling: 'L9' })),
      refusalText(refuse('CONFLICT', { ...words, clause: '3.5' })),
      refusalText(refuse('NOT_FOUND', { ...words, ruling: 'L9' })),
    ]).toEqual([
      'RULE_REFUSED (§3.5, L9): Acme is SQL. Next: wait.',
      'CONFLICT (§3.5): Acme is SQL. Next: wait.',
      'NOT_FOUND: Acme is SQL. Next: wait.',
    ]);
    expect([isRefusal(refuse('CONFLICT', words)), isRefusal({}), isRefusal({ refused: false })]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('3.4a bad input by its field, as it was given, harmless and cut', () => {
    const found = (given: unknown) => invalid('name', given, 'a name').found;
    expect([undefined, 'x', 7, null, { a: 1 }, ['a']].map(found)).toEqual([
      '`name` is missing',
      '`name` is `x`',
      '`name` is `7`',
      '`name` is `null`',
      '`name` is `{"a":1}`',
      '`name` is `["a"]`',
    ]);
    expect(found(() => 1)).toMatch(/^`name` is `.*=>/);
    expect(found('a`b\u0007c\u2028d')).toBe('`name` is `a\uFFFDb\uFFFDc\uFFFDd`');
    expect([found('x'.repeat(60)), found('x'.repeat(61))]).toEqual([
      `\`name\` is \`${'x'.repeat(60)}\``,
      `\`name\` is \`${'x'.repeat(57)}...\``,
    ]);
    expect(invalid('name', 'x', 'a name')).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`name` is `x`',
      next: 'give a name',
    });
    expect(faulty('name', 'it is odd')).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`name`: it is odd',
      next: 'correct `name` and call again; nothing was recorded',
    });
  });
});

test('K10 what one does not see is spelled out, and an endless text cut', () => {
  expect([codePoint('\u0430'), codePoint('A'), codePoint('😀'), codePoint('')]).toEqual([
    'U+0430',
    'U+0041',
    'U+1F600',
    'U+0000',
  ]);
  expect([shown('plain'), shown('a\u0007b\u200bc'), shown('\ud800')]).toEqual([
    '`plain`',
    '`aU+0007bU+200Bc`',
    '`U+D800`',
  ]);
  expect([shown('x'.repeat(80)), shown('x'.repeat(81))]).toEqual([`\`${'x'.repeat(80)}\``, `\`${'x'.repeat(80)}…\``]);
  expect(shown('😀'.repeat(80))).toBe(`\`${'😀'.repeat(80)}\``);
  expect(shown('😀'.repeat(81))).toBe(`\`${'😀'.repeat(80)}…\``);
});

test('L16 who stands behind a role is an id that names and addresses nobody', () => {
  const yes = ['a', 'A-1.b_c:d', 'x'.repeat(64)];
  const no = ['', 'x'.repeat(65), 'ana@acme.com', 'Ana Ruiz', ' a', 'a ', 'é'];
  expect([yes.filter(isPrincipal), no.filter(isPrincipal)]).toEqual([yes, []]);
  expect([roles.filter(isRole).length, isRole('sales'), isRole('')]).toEqual([9, false, false]);
});

test('P4 outcomes and decisions as a sentence says them; what is not known by its name', () => {
  expect(['mql', 'fast_track', 'falls_short', 'done', 'odd'].map(outcomeInWords)).toEqual([
    'MQL',
    'MQL on the fast track',
    'found short of buying signals',
    'carried out',
    'odd',
  ]);
  expect(['classify_mql', 'authorize_send', 'odd'].map(decisionInWords)).toEqual([
    'the classification',
    'the permit for a mail',
    'odd',
  ]);
});
