import { describe, expect, it } from 'vitest';
import { policyDiff, policyDiffText } from '../../src/policy/diff.ts';
import { policyShow } from '../../src/policy/show.ts';
import { dueText, routeText, table } from '../../src/policy/show-words.ts';
import { loadText, over, shipped } from './files.ts';

const base = shipped();
const lines = policyShow(base).split('\n');

describe('the tables', () => {
  it('P2 the heading names version, status and hash', () => {
    expect(lines[0]).toBe('# Policy handoff-0.2');
    expect(lines[2]).toBe(
      `Marketing to sales hand-off, ladder and qualification, after SOP-REV-marketing-to-sales-handoff-v0.2. Status: **draft**, not in effect. Hash \`${base.hash}\`.`,
    );
  });

  it('P2 the sections come in the order of a review', () => {
    expect(lines.filter((line) => line.startsWith('## '))).toEqual([
      '## Business time',
      '## Stages and owners',
      '## Engagement signals',
      '## Engagement: windows, counts, credit',
      '## Gates',
      '## Facts the gates read',
      '## Buying signals and routes',
      '## Buying signals: how many',
      '## Duties and due times',
      '## Duties that come back',
      '## Acts for two people',
      '## Override of a gate',
      '## Regression and cool-down',
      '## Alerts',
      '## Account rules',
      '## Limits, in characters',
      '## Channels',
      '## Copy rules',
      '## Mailbox',
      '## Other values',
    ]);
  });

  it.each([
    ['T1', '| time zone | America/New_York | §4 | T1 | ruling |  |'],
    ['L1', '| MQL | cmo | §3 | L1 | ruling |  |'],
    ['A9', '| E1 | interaction with a LinkedIn post | standard | MQL | mining.mind | §3.2.1 | A9 | sop |  |'],
    [
      'A5',
      '| E8 | repeat engagement of one contact | strong | fast track | nobody: derived | §3.2.1 | A5 | sop | derived by the engine from recorded acts |',
    ],
    ['3.2b', '| days an act counts for | 180 | §3.2 |  | sop |  |'],
    [
      'G-1',
      '| G3 | has enough recurring revenue in US dollars | arr_usd at least 50,000,000 | sales.ops | §3.2 | G-1 | assumed | §2 speaks of targets from $50M ARR |',
    ],
    [
      'G-1',
      '| G5 | meets the fifth gate, which no document at hand describes | gate_g5 is true | sales.ops, category.positioning | §3.2 | G-1 | assumed | attested as true or false with evidence until its owner defines it |',
    ],
    [
      'L4',
      '| **S3** |  | its ecosystem is complex | 3 of 6 routes, at least one of them a hyperscaler | §3.3 | L4 | ruling |  |',
    ],
    ['L4', '| S2 | exec_hire | a new head of revenue or sales | at most 120 days old | §3.3 |  | sop |  |'],
    [
      'S-1',
      '| classify | sales.ops | classify the account from its gates and signals | in 1 business day | classify_mql | §4.2 | L2 | sop |  |',
    ],
    [
      'A1',
      '| our own domains, no accounts | none | §3.1 | A1 | not_supplied | a deployment lists the domains its own people write from |',
    ],
    ['K3', '| price: amount | 2,500 | §5.3.2 | K3 | sop |  |'],
    [
      'K5',
      '| the sending mailbox | not configured | §5.5 | K5 | not_supplied | sender, postal address and warm-up date of the sending mailbox; a deployment supplies them |',
    ],
  ])('%s a row of a table: %s', (_, row) => {
    expect(lines).toContain(row);
  });

  it('P2 every row has as many cells as its head', () => {
    const widths = lines.map((line) => line.replaceAll('\\|', '').split('|').length);
    for (const [at, line] of lines.entries()) {
      if (line.startsWith('| --- |'))
        for (let row = at; lines[row]?.startsWith('|'); row++) expect(widths[row]).toBe(widths[at]);
    }
  });

  it('P2 what a deployment writes keeps to its cell', () => {
    expect(table({ title: 'T', head: ['a'], rows: [['x | y\n| z \\']] })).toBe(
      '## T\n\n| a |\n| --- |\n| x \\| y \\| z \\\\ |\n',
    );
  });

  it('S-1, T2, T3, T4 due times in words', () => {
    expect([
      dueText({ business_days: 2 }),
      dueText({ business_days: 0 }),
      dueText({ same_day: true }),
      dueText({ hours: 1 }),
    ]).toEqual([
      'in 2 business days',
      'when the business day opens',
      'by the close of the same business day',
      'in 1 hour, nights and weekends included',
    ]);
  });

  it('L4 thresholds in words', () => {
    const [first, second] = base.values.buying.S4?.routes ?? [];
    expect([first, second].map((route) => route && routeText(route))).toEqual(['more than 5 %', 'less than 5 %']);
  });
});

describe('differences', () => {
  it('P2 none between a policy and itself', () => {
    expect(policyDiff(base, base)).toEqual([]);
    expect(policyDiffText([])).toBe('no difference\n');
  });

  it('P2 a changed value with its source before and after', () => {
    expect(policyDiff(base, loadText(over('version: handoff-0.2\nengagement: { window_days: 150 }')))).toEqual([
      {
        path: 'engagement.window_days',
        from: 180,
        to: 150,
        was: { clause: '3.2', basis: 'sop' },
        is: { clause: '3.2', basis: 'ruling', note: 'set by handoff-0.2' },
      },
    ]);
  });

  it('P2 a value that only changed its source, a gate that came, and the version', () => {
    const gate =
      "{ id: G6, says: x, fact: employees, operator: present, verified_by: [cro], clause: '3.2', basis: ruling }";
    const other = loadText(over(`version: v\ngates: [{ id: G1, basis: sop }, ${gate}]\nlimits: { name: 100 }`));
    expect(policyDiffText(policyDiff(base, other)).split('\n')).toEqual([
      'gates.G1: the value stays, §3.2, G-1, assumed (§3.6 gives 180 people as a failure) -> §3.2, G-1, sop (§3.6 gives 180 people as a failure)',
      'gates.G6.fact: absent -> "employees"',
      'gates.G6.operator: absent -> "present"',
      'gates.G6.says: absent -> "x"',
      'gates.G6.verified_by: absent -> ["cro"]',
      'limits.name: 200 -> 100',
      'version: "handoff-0.2" -> "v"',
      '',
    ]);
    expect(policyDiff(other, base).map(({ path }) => path)).toEqual(policyDiff(base, other).map(({ path }) => path));
  });
});
