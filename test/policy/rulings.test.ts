import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadRulings, rulingsText } from '../../src/policy/rulings.ts';
import { shipped, write } from './files.ts';

const rulings = loadRulings();
const says = (id: string) => rulings.find((ruling) => ruling.id === id)?.says.join('\n') ?? '';

describe('the rulings', () => {
  it('P2 each stands once, in order', () => {
    expect(rulings.map(({ id }) => id).join(' ')).toBe(
      'T1 T2 T3 T4 T5 T6 T7 A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 G-1 G-2 G-3 G-4 L1 L2 L3 L4 L5 L6 L7 L8 L9 L10 L11 L12 L13 L13b L14 L15 L16 S-1 S-2 S-3 S-4 S-5 S-6 S-7 P1 P2 P3 Q1 Q2 Q3 Q4 Q5 C1 C2 C3 C4 C5 K1 K2 K3 K4 K5 K6 K7 K8 K9 K10 K11 M1 M2 M3 M4 M4b M5 M6 M7 M8 Y1 Y2 Y3 I1 W1 W2 W3 W4 W5 W6 W7 W8 W9 W10',
    );
  });

  it('P2 every ruling that a value cites is one of them', () => {
    const known = new Set(rulings.map(({ id }) => id));
    const cited = [...shipped().canonical.matchAll(/"ruling":"([^"]+)"/g)].map(([, id]) => id ?? '');
    expect(cited.length).toBeGreaterThan(50);
    expect(cited.filter((id) => !known.has(id))).toEqual([]);
  });

  it('P2 every ruling that a ruling refers to is one of them', () => {
    const known = new Set(rulings.map(({ id }) => id));
    const named = rulings.flatMap(
      ({ says: points }) => points.join(' ').match(/\b(?:[TAKLMQCYPIW]\d+b?|[GS]-\d)\b/g) ?? [],
    );
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('P2 the clauses it reads exist', () => {
    const known: { clause: string }[] = JSON.parse(readFileSync('docs/clauses.json', 'utf8'));
    const sections = new Set(
      known.flatMap(({ clause }) => clause.split('.').map((_, at, parts) => parts.slice(0, at + 1).join('.'))),
    );
    const outside = rulings.flatMap(({ id, clauses }) =>
      clauses.filter((clause) => !sections.has(clause)).map((clause) => `${id} ${clause}`),
    );
    expect(outside.filter((each) => !/ (?:1|5\.3\.[1-8])$/.test(each))).toEqual([]);
  });

  it.each([
    ['T1', ['America/New_York', 'Monday to Friday', '09:00 to 17:00']],
    [
      'T2',
      [
        'Friday 16:00 + 1 is Monday 16:00',
        'Friday 17:30 + 1 are Monday 17:00',
        'Monday 10:00',
        '17:00 of the same day',
      ],
    ],
    ['T5', ['180 days old', '30 or more', '30 or fewer']],
    ['A4', ['three', '30 days', '`insufficient`', '`duplicate`']],
    ['A5', ['30 days', 'more than a bare like']],
    ['A8', ['90 days', '0.5 from 91 to 180']],
    ['G-1', ['200', '50,000,000', '`FinTech`', '`gate_g5`']],
    ['G-4', ['40 characters', '10 %']],
    ['L4', ['20 %', '500', '120 days', 'three or more', '5 %']],
    ['L6', ['one business day', '90 days']],
    ['L9', ['30 days', '90 days']],
    ['S-3', ['48 hours', 'whichever is later']],
    ['Q2', ['0.25 to 6', '15 %', '40 hours']],
    ['C1', ['1, 3, 7, 21, 35', '1, 4, 8, 14, 21', '1, 31']],
    ['K2', ['4 to 7']],
    ['M1', ['30 minutes']],
    ['M3', ['25, 25, 37 and 50']],
    ['M4', ['5 %', '20 sent', '7 days']],
    ['M6', ['5 places']],
    ['Y1', ['4 h', '24 h', '48 h', '42 days', '2 business days', '5 business days']],
    ['I1', ['48 h', 'SEV3']],
  ])('%s keeps its numbers', (id, facts) => {
    expect(facts.filter((fact) => !says(id).includes(fact))).toEqual([]);
  });

  it('P2 they read as markdown, by topic', () => {
    const lines = rulingsText(rulings).split('\n');
    expect(lines[0]).toBe('# Rulings');
    expect(lines).toContain('### T1 Zone (§4)');
    expect(lines.filter((line) => line.startsWith('## '))).toHaveLength(13);
  });

  it('P2 a file that is no list of rulings is a defect', () => {
    expect(() => loadRulings(write('rulings: [{ id: T1 }]'))).toThrow();
    expect(() => loadRulings('/nowhere/rulings.yaml')).toThrow('/nowhere/rulings.yaml:  there is no such file');
  });
});
