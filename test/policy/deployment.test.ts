import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyDiff } from '../../src/policy/diff.ts';
import { loadPolicy } from '../../src/policy/index.ts';
import type { Tree } from '../../src/policy/tree.ts';
import { loadText, over, problemsOf, shipped, write } from './files.ts';

const base = shipped();
const { engagement, gates } = base.values;

describe('what a deployment sets', () => {
  it.each([
    ['P2 a bare value', 'version: acme-1\nengagement: { window_days: 150 }'],
    ['P2 a value in the form of a leaf', 'version: acme-1\nengagement: { window_days: { value: 150 } }'],
  ])('%s changes the value, keeps the clause, and says who set it', (_, text) => {
    const { values } = loadText(over(text));
    expect(values.version).toBe('acme-1');
    expect(values.engagement.window_days).toEqual({
      value: 150,
      clause: '3.2',
      basis: 'ruling',
      note: 'set by acme-1',
    });
    expect(values.engagement.full_credit_days).toEqual(engagement.full_credit_days);
    expect(values.gates).toEqual(gates);
  });

  it('P2 a basis and a note that it states are kept', () => {
    const { values } = loadText(over('engagement: { window_days: { value: 150, basis: sop, note: agreed in May } }'));
    expect(values.engagement.window_days).toEqual({ value: 150, clause: '3.2', basis: 'sop', note: 'agreed in May' });
  });

  it('G-1 the owner of the gates may confirm one without changing it', () => {
    const { values } = loadText(over('gates: [{ id: G1, basis: sop }]'));
    expect(values.gates[0]).toEqual({ ...gates[0], basis: 'sop' });
    expect(values.gates.slice(1)).toEqual(gates.slice(1));
  });

  it('G-1 gates merge by id, wherever they stand in the list; an unknown id is a further gate', () => {
    const sixth =
      "{ id: G6, says: is known, fact: employees, operator: present, verified_by: [cro], clause: '3.2', basis: ruling }";
    const { values } = loadText(over(`version: v\ngates: [${sixth}, { id: G3, value: 20000000 }]`));
    expect(values.gates.map(({ id, value, basis }) => [id, value, basis])).toEqual([
      ['G1', 200, 'assumed'],
      ['G2', true, 'assumed'],
      ['G3', 20_000_000, 'ruling'],
      ['G4', gates[3]?.value, 'assumed'],
      ['G5', true, 'assumed'],
      ['G6', undefined, 'ruling'],
    ]);
    expect(values.gates[2]?.note).toBe('set by v');
  });

  it('L4 routes merge by name, and only the route is marked', () => {
    const { values } = loadText(
      over('version: v\nbuying: { S1: { routes: [{ route: channel_exec_titles, value: 800 }] } }'),
    );
    expect(values.buying.S1?.basis).toBe('sop');
    expect(values.buying.S1?.routes.map(({ route, value, basis }) => [route, value, basis])).toEqual([
      ['partner_influenced_pct', 20, 'sop'],
      ['channel_exec_titles', 800, 'ruling'],
      ['partners_section', undefined, 'sop'],
      ['earnings_disclosure', undefined, 'sop'],
    ]);
  });

  it('S-1 duties that come back merge by kind', () => {
    const { values } = loadText(over('version: v\nrecurring: [{ kind: weekly_close, weekday: 4 }]'));
    const { recurring } = base.values;
    expect(values.recurring.map(({ kind }) => kind)).toEqual(recurring.map(({ kind }) => kind));
    expect(values.recurring.find(({ kind }) => kind === 'weekly_close')).toMatchObject({
      weekday: 4,
      role: 'cro',
      basis: 'ruling',
      note: 'set by v',
    });
    expect(values.recurring.filter(({ kind }) => kind !== 'weekly_close')).toEqual(
      recurring.filter(({ kind }) => kind !== 'weekly_close'),
    );
  });

  it('G-1 what is said of a fact may be worded anew, its kind stays', () => {
    const { values } = loadText(over('facts: { employees: { says: count } }'));
    expect(values.facts.employees).toMatchObject({ kind: 'count', says: 'count', clause: '3.2', basis: 'ruling' });
  });

  it('S-1 a due time is replaced whole, not mixed with the one before', () => {
    const { values } = loadText(over('duties: { classify: { due: { hours: 4 } } }'));
    expect(values.duties.classify?.due).toEqual({ hours: 4 });
    expect(values.duties.classify?.role).toBe('sales.ops');
  });

  it('T1 a year is added to the holidays, a list replaces the list of its year', () => {
    const { values } = loadText(over("business_time: { holidays: { 2026: ['2026-12-25'], '2029': [] } }"));
    const { value } = values.business_time.holidays;
    expect(Object.keys(value)).toEqual(['2025', '2026', '2027', '2028', '2029']);
    expect([value['2026'], value['2029'], value['2025']?.length]).toEqual([['2026-12-25'], [], 11]);
  });

  it('A1, K5 `own_domains` and `mailbox` stand at the top of the file', () => {
    const text = `version: v
own_domains: [ecomonetize.example]
mailbox:
  address: rick@ecomonetize.example
  sender_name: Rick
  postal_address: 1 Main Street, Springfield
  warmup_started_on: 2026-01-05
  smtp: { host: smtp.example.com, port: 587, user_env: MAIL_USER, password_env: MAIL_PASSWORD }`;
    const { values } = loadText(over(text));
    expect(values.account.own_domains).toMatchObject({
      value: ['ecomonetize.example'],
      clause: '3.1',
      ruling: 'A1',
      basis: 'ruling',
    });
    expect(values.mailbox.basis).toBe('ruling');
    expect(values.mailbox.value?.smtp?.port).toBe(587);
  });

  it('L1 one owner changes, the others stay', () => {
    const { values } = loadText(over('stage_owner: { RECYCLED: sales.ops }'));
    expect(values.stage_owner.value).toEqual({ ...base.values.stage_owner.value, RECYCLED: 'sales.ops' });
    expect(values.stage_owner.basis).toBe('ruling');
  });

  it('P2 JSON is read as well, tabs and all', () => {
    const text = '{\n\t"extends": "handoff-0.2",\n\t"engagement": { "window_days": 150 }\n}\n';
    expect(loadText(text, 'deployment.json').values.engagement.window_days.value).toBe(150);
  });

  it('P2 a value under an anchor may be used again', () => {
    const { values } = loadText(over('engagement: { likes_within_days: &month 20, repeat_within_days: *month }'));
    expect([values.engagement.likes_within_days.value, values.engagement.repeat_within_days.value]).toEqual([20, 20]);
  });
});

it('P2 the example of a deployment is in order', () => {
  const loaded = loadPolicy('policy/deployment.example.yaml');
  expect('problems' in loaded ? loaded.problems : loaded.values.version).toBe('acme-2026-05');
});

describe('its version', () => {
  it('P2 without one it is the base and the first eight of the hash its values have under the base', () => {
    const named = loadText(over('version: handoff-0.2\nengagement: { window_days: 150 }'));
    const unnamed = loadText(over('engagement: { window_days: 150 }'));
    expect(unnamed.values.version).toBe(`handoff-0.2+${named.hash.slice(0, 8)}`);
    expect(unnamed.values.engagement.window_days.note).toBe(`set by ${unnamed.values.version}`);
  });

  it('P2 a file that sets nothing is the base itself', () => {
    const { values, hash } = loadText(over(''));
    expect([values.version, hash]).toEqual(['handoff-0.2', base.hash]);
  });

  it('P2 a file may extend a file beside it, each with its own name', () => {
    write(
      over('version: europe\nbusiness_time: { zone: Europe/Berlin }\nengagement: { window_days: 150 }'),
      'europe.yaml',
    );
    const { values } = loadText('extends: ./europe.yaml\nversion: berlin\nengagement: { window_days: 120 }');
    expect(values.business_time.zone).toMatchObject({ value: 'Europe/Berlin', note: 'set by europe' });
    expect(values.engagement.window_days).toMatchObject({ value: 120, note: 'set by berlin' });
  });

  it('P2 however long the names, a default version keeps the limit', () => {
    write(over(`version: ${'v'.repeat(60)}`), 'long.yaml');
    const { values } = loadText('extends: long.yaml\nengagement: { window_days: 120 }');
    expect(values.version).toMatch(/^v{51}\+[0-9a-f]{8}$/);
  });
});

interface Numeric {
  readonly path: string;
  readonly value: number;
  readonly text: string;
}

/** Every number of the policy that stands alone, with the text that sets it. */
function numericLeaves(tree: unknown, path: string, wrap: (inner: string) => string): readonly Numeric[] {
  if (typeof tree === 'number') return [{ path, value: tree, text: wrap('$') }];
  if (typeof tree !== 'object' || tree === null) return [];
  if (Array.isArray(tree)) {
    return tree.flatMap((row: unknown) => {
      if (typeof row !== 'object' || row === null) return [];
      const [key, name] =
        Object.entries(row).find(([known]) => known === 'id' || known === 'route' || known === 'kind') ?? [];
      const head = `[{${JSON.stringify(key)}: ${JSON.stringify(name)}, `;
      return numericLeaves(row, `${path}.${name}`, (inner) => wrap(`${head}${inner.slice(1)}]`));
    });
  }
  return Object.entries(tree).flatMap(([key, value]) => {
    const isSilent = key === 'value' && 'clause' in tree && !('id' in tree) && !('route' in tree);
    const at = isSilent ? path : path === '' ? key : `${path}.${key}`;
    return numericLeaves(value, at, (inner) => wrap(`{${JSON.stringify(key)}: ${inner}}`));
  });
}

describe('properties', () => {
  const leaves = numericLeaves(base.values, '', (inner) => inner);

  it('P2 setting any one number changes that leaf and nothing else', () => {
    expect(leaves.length).toBeGreaterThan(25);
    fc.assert(
      fc.property(fc.constantFrom(...leaves), ({ path, value, text }) => {
        const next = path.endsWith('_credit') || value < 1 ? value / 2 : value + 1;
        const deployed = loadText(
          `{"extends": "handoff-0.2", "version": "handoff-0.2", ${text.slice(1).replace('$', String(next))}`,
        );
        // Where the number stands inside a value of several, the whole value is the leaf.
        const changed = policyDiff(base, deployed).map((change) => change.path);
        expect(changed).toHaveLength(1);
        expect(path.startsWith(changed[0] ?? 'none')).toBe(true);
        expect(deployed.hash).not.toBe(base.hash);
      }),
      { numRuns: 60 },
    );
  });

  it('P2 the order of keys does not change the hash', () => {
    const tree: Record<string, Tree> = JSON.parse(base.canonical);
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (keys) => {
        const shuffled = (given: Tree): Tree => {
          if (Array.isArray(given)) return given.map(shuffled);
          if (typeof given !== 'object' || given === null) return given;
          const entries = Object.entries(given).map(([key, value]): [number, [string, Tree]] => [
            keys.next().value,
            [key, shuffled(value)],
          ]);
          return Object.fromEntries(entries.sort(([a], [b]) => a - b).map(([, entry]) => entry));
        };
        expect(loadText(JSON.stringify(shuffled(tree)), 'shuffled.json').hash).toBe(base.hash);
      }),
      { numRuns: 5 },
    );
  });
});

describe('what it cannot do', () => {
  it('A1 own domains are set in one place', () => {
    expect(problemsOf(over('own_domains: [a.com]\naccount: { own_domains: [b.com] }'))).toEqual([
      'own_domains: is set twice, here and at `account.own_domains`; keep one',
    ]);
  });

  it('K5 a mailbox without postal address is refused, and every further fault with it', () => {
    const text =
      'mailbox: { address: rick, sender_name: Rick, warmup_started_on: 2026-02-30, unsubscribe_url: http://a.com/x, smpt: {} }';
    expect(problemsOf(over(text))).toEqual([
      'mailbox.address: is `rick`; wanted an e-mail address',
      'mailbox.postal_address: is missing; wanted a text',
      'mailbox.unsubscribe_url: is `http://a.com/x`; wanted an address that begins with https://',
      'mailbox.warmup_started_on: is `2026-02-30`; wanted a real date such as 2026-01-31',
      'mailbox.smpt: is not a known key; did you mean `smtp`?',
    ]);
  });
});
