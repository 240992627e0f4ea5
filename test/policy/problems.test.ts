import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isPolicyProblem, loadPolicy, policyProblemText } from '../../src/policy/index.ts';
import { editDistance, nearest } from '../../src/rules/language/edit-distance.ts';
import { over, pathOf, problemsAt, problemsOf, shipped, write } from './files.ts';

describe('keys', () => {
  it.each([
    [
      'P2 an unknown key is an error that names its path',
      'engagement: { windw_days: 150 }',
      'engagement.windw_days: is not a known key; did you mean `window_days`?',
    ],
    ['P2 at the top of the file too', 'engagment: {}', 'engagment: is not a known key; did you mean `engagement`?'],
    [
      'P2 inside a leaf',
      'engagement: { window_days: { valeu: 150 } }',
      'engagement.window_days.valeu: is not a known key; did you mean `value`?',
    ],
    [
      'P2 inside a gate, by its id',
      'gates: [{ id: G1, valu: 3 }]',
      'gates.G1.valu: is not a known key; did you mean `value`?',
    ],
    [
      'P2 inside a signal',
      'engagement: { signals: { E1: { teir: strong } } }',
      'engagement.signals.E1.teir: is not a known key; did you mean `tier`?',
    ],
    [
      'P2 an unknown stage',
      'stage_owner: { PROSPEKT: cro }',
      'stage_owner.PROSPEKT: is not a known key; did you mean `PROSPECT`?',
    ],
    [
      'P2 inside the copy rules',
      'copy: { prise: { amount: 3 } }',
      'copy.prise: is not a known key; did you mean `price`?',
    ],
    [
      'P2 with nothing near it, the known ones are listed',
      'limits: { hue: 3 }',
      'limits.hue: is not a known key; known here: `name`, `reference`, `quote`',
    ],
  ])('%s', (_, text, problem) => {
    expect(problemsOf(over(text))).toEqual([problem]);
  });

  it('P2 two letters off is near enough, three are not', () => {
    expect([nearest('windw_dys', ['window_days']), nearest('wndw_dys', ['window_days'])]).toEqual([
      'window_days',
      undefined,
    ]);
    expect([editDistance('', 'abc'), editDistance('kitten', 'sitting'), editDistance('a', 'a')]).toEqual([3, 3, 0]);
  });

  it('P2 a key that would reach into the language is refused', () => {
    expect(problemsOf(over('__proto__: { polluted: 1 }'))).toEqual(['__proto__: is no key of a policy; remove it']);
  });
});

describe('values', () => {
  it.each([
    [
      'T5 a text where days are counted',
      'engagement: { window_days: soon }',
      'engagement.window_days: is `soon`; wanted a number',
    ],
    ['T5 half a day', 'engagement: { window_days: 1.5 }', 'engagement.window_days: is `1.5`; wanted a whole number'],
    ['T5 a number below zero', 'limits: { name: -1 }', 'limits.name: is `-1`; wanted at least 0'],
    ['P2 nothing', 'engagement: { window_days: }', 'engagement.window_days: is empty; wanted a number'],
    ['A1 a text where a list stands', 'own_domains: acme.com', 'account.own_domains: is `acme.com`; wanted a list'],
    [
      'A1 an empty text',
      "own_domains: ['']",
      'account.own_domains[0]: is empty; wanted a text of at least 1 character',
    ],
    [
      'L1 a role nobody has',
      'stage_owner: { MQL: marketing }',
      'stage_owner.MQL: is `marketing`; wanted one of `mining.mind`, `sales.ops`, `category.positioning`, `cro`, `cmo`, `chief.staff`, `customer.success`, `legal.exec`, `viewer`',
    ],
    [
      'G-1 a gate of an odd name',
      "gates: [{ id: X1, says: x, fact: employees, operator: present, verified_by: [cro], clause: '3.2', basis: sop }]",
      'gates.X1.id: is `X1`; wanted a gate id such as G1',
    ],
    [
      'G-1 nobody verifies',
      'gates: [{ id: G1, verified_by: [] }]',
      'gates.G1.verified_by: is an empty list; wanted a list of at least 1 entry',
    ],
    [
      'G-1 a mapping as threshold',
      'gates: [{ id: G1, value: { x: 1 } }]',
      'gates.G1.value: is a mapping; wanted a text, a number, true or false, or a list of texts',
    ],
    [
      'S-1 a due time of another kind',
      'duties: { classify: { due: { days: 3 } } }',
      'duties.classify.due: is a mapping; wanted one of `{ business_days: 1 }`, `{ same_day: true }` and `{ hours: 4 }`',
    ],
    [
      'T2 a due time beyond ten years',
      'duties: { classify: { due: { business_days: 2501 } } }',
      'duties.classify.due.business_days: is `2501`; wanted at most 2500',
    ],
    [
      'T1 a time that no clock shows',
      "business_time: { open: '25:00' }",
      'business_time.open: is `25:00`; wanted a time such as 09:00',
    ],
    [
      'T1 a holiday that no calendar shows',
      "business_time: { holidays: { 2029: ['2029-02-29'] } }",
      'business_time.holidays.2029[0]: is `2029-02-29`; wanted a real date such as 2026-01-31',
    ],
    [
      'T1 a year that is none',
      'business_time: { holidays: { next: [] } }',
      'business_time.holidays.next: is not a key that may stand here; wanted a year such as 2026',
    ],
    [
      'P2 a clause with its sign',
      "engagement: { window_days: { value: 3, clause: '§3.2' } }",
      'engagement.window_days.clause: is `§3.2`; wanted a bare clause number such as 3.2.1',
    ],
    [
      'P2 a sixth basis',
      'engagement: { window_days: { value: 3, basis: guess } }',
      'engagement.window_days.basis: is `guess`; wanted one of `sop`, `ruling`, `assumed`, `not_supplied`, `confirmed`',
    ],
    [
      'P2 a version without end',
      `version: ${'v'.repeat(61)}`,
      `version: is \`${'v'.repeat(57)}...\`; wanted a text of at most 60 characters`,
    ],
    ['P2 a version that is a number', 'version: 2', 'version: is `2`; wanted a text'],
    [
      'P2 not a number',
      'engagement: { window_days: .nan }',
      'engagement.window_days: `NaN` is no number a policy can hold; wanted a finite number',
    ],
    [
      'P2 an unseen character',
      'title: "a\\u0007b"',
      'title: `a\uFFFDb` holds a character that cannot be seen; remove it',
    ],
  ])('%s', (_, text, problem) => {
    expect(problemsOf(over(text))).toEqual([problem]);
  });

  it('P2 all problems of a file come together, the sense of whole sections included', () => {
    const text = over(
      'engagement: { windw_days: 1 }\nlimits: { name: x }\nbusiness_time: { zone: Mars/Olympus }\ncolour: red',
    );
    expect(problemsOf(text)).toEqual([
      'engagement.windw_days: is not a known key; did you mean `window_days`?',
      'limits.name: is `x`; wanted a number',
      expect.stringMatching(/^colour: is not a known key; known here: `version`, `title`, /),
      'business_time.zone: is `Mars/Olympus`; wanted an IANA time zone such as America/New_York',
    ]);
  });
});

describe('files', () => {
  it.each([
    [
      'P2 a bracket left open',
      'a: [1\nb: 2',
      'line 2, column 1: the indentation does not fit, or a bracket is not closed; correct the line',
    ],
    [
      'P2 a key given twice',
      'version: a\ntitle: t\nversion: b',
      'line 3, column 1: the same key stands twice in one mapping; keep one; correct the line',
    ],
    [
      'P2 a second document',
      'version: a\n---\nversion: b',
      'line 2, column 1: a second document begins here (`---`); a policy is one document; correct the line',
    ],
    [
      'P2 a tag',
      'version: !!js/function x',
      'line 1, column 10: a tag (`!`) stands here; a policy has none, quote the text if it begins with `!`; correct the line',
    ],
    [
      'P2 an alias of nothing',
      'version: *x',
      'line 1, column 10: an alias (`*`) names no anchor before it; quote the text if it begins with `*`; correct the line',
    ],
    ['P2 a list', '- 1', ': the file holds a list; wanted keys and values, such as `extends: handoff-0.2`'],
    ['P2 nothing', '', ': the file is empty; wanted keys and values, such as `extends: handoff-0.2`'],
    [
      'P2 an alias of itself',
      'a: &a [*a]',
      'a[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]: is nested more than 32 levels deep; no policy value lies that deep',
    ],
    [
      'P2 aliases that unfold without end',
      `a: &a [1]\nb: [${'*a,'.repeat(200)}]`,
      ': aliases unfold more than 100 times; write the values out',
    ],
  ])('%s', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('P2 nesting beyond all measure is no crash', () => {
    expect(problemsOf('['.repeat(50_000))[0]).toMatch(/^line 1, column \d+: |^: is nested more than 32 levels deep/);
  });

  it('P2 no such file, a folder, a file too large, a file that is not text', () => {
    mkdirSync(pathOf('folder'));
    expect(problemsAt(pathOf('none.yaml'))).toEqual([': there is no such file; correct the path that names it']);
    expect(problemsAt(pathOf('folder'))).toEqual([': it is not a file; name a YAML or JSON file']);
    expect(problemsAt(write(`# ${'x'.repeat(1024 * 1024)}`))).toEqual([
      ': the file has 1048578 bytes; at most 1048576 bytes (1 MiB) are read',
    ]);
    expect(problemsAt(write(new Uint8Array([0x61, 0x3a, 0x20, 0xff])))).toEqual([
      ': the file is not text in UTF-8; save it as UTF-8',
    ]);
  });

  it('P2 the text names the file and numbers the problems, without a stack', () => {
    const file = write(over('limits: { hue: 3, name: x }'));
    const loaded = loadPolicy(file);
    expect(isPolicyProblem(loaded) && policyProblemText(loaded)).toBe(
      `the policy file ${file} cannot be used, 2 problems:
  limits.name: is \`x\`; wanted a number
  limits.hue: is not a known key; known here: \`name\`, \`reference\`, \`quote\``,
    );
  });
});

describe('extends', () => {
  const wanted = 'wanted `handoff-0.2`, or a path from this file on, such as `./base.yaml`';

  it.each([
    ['P2 an unknown name', 'handoff-9', `extends: is \`handoff-9\`; ${wanted}`],
    ['P2 nothing', '', `extends: is empty; ${wanted}`],
    ['P2 a list', '[a]', `extends: is a list; ${wanted}`],
    ['P2 a path from the root', '/etc/policy.yaml', `extends: is \`/etc/policy.yaml\`; ${wanted}`],
    ['P2 an address', 'https://a.com/b.yaml', `extends: is \`https://a.com/b.yaml\`; ${wanted}`],
    ['P2 a name every object has', 'constructor', `extends: is \`constructor\`; ${wanted}`],
  ])('%s is refused', (_, below, problem) => {
    expect(problemsOf(`extends: ${below}`)).toEqual([problem]);
  });

  it('P2 a circle is refused', () => {
    write('extends: ./b.yaml', 'a.yaml');
    const problem = 'extends: is `./a.yaml`, which leads back to this file; end the circle at `handoff-0.2`';
    expect(problemsAt(write('extends: ./a.yaml', 'b.yaml'))).toHaveLength(1);
    expect(problemsAt(pathOf('a.yaml'))).toEqual([problem]);
    expect(problemsAt(write('extends: self.yaml', 'self.yaml'))).toEqual([
      'extends: is `self.yaml`, which leads back to this file; end the circle at `handoff-0.2`',
    ]);
  });

  it('P2 a row of eight files is read, nine are not', () => {
    write(over(''), 'row-1.yaml');
    for (let n = 2; n <= 8; n++) write(`extends: row-${n - 1}.yaml`, `row-${n}.yaml`);
    expect(problemsAt(pathOf('row-7.yaml'))).toEqual([]);
    expect(problemsAt(pathOf('row-8.yaml'))).toEqual(['extends: makes a row of more than 8 files; extend fewer']);
  });

  it('P2 a fault in the file below is reported of that file', () => {
    const below = write(over('limits: { hue: 3 }'), 'below.yaml');
    const loaded = loadPolicy(write('extends: below.yaml\nversion: above'));
    expect(isPolicyProblem(loaded) && loaded.file).toBe(below);
  });

  it('P2 without it the hint comes before everything else', () => {
    expect(problemsOf('version: acme\nengagement: { window_days: 150 }\ncolour: red')[0]).toMatch(
      /^extends: is missing, and so are \d+ sections \(title, status, sop, .*, mailbox\); add `extends: handoff-0\.2` to set only what differs$/,
    );
  });

  it('P2 a file that holds everything needs no base', () => {
    expect(problemsOf(shipped().canonical, 'whole.json')).toEqual([]);
  });
});
