import { expect, test } from 'vitest';
import { loadEarlier } from '../../src/policy/recorded-policy.ts';
import { shippedPolicy } from '../support/server.ts';

type Tree = Record<string, unknown>;

function recorded(change: (tree: Tree) => void): string {
  const tree: Tree = JSON.parse(shippedPolicy().canonical);
  change(tree);
  return JSON.stringify(tree);
}

const part = (tree: Tree, name: string): Tree => {
  const found = tree[name];
  if (typeof found !== 'object' || found === null) throw new Error(`no ${name}`);
  return { ...found };
};

test('6.3b P4 a policy on record that lacks what a later version reads is read with that as shipped, and says what', () => {
  const text = recorded((tree) => {
    const { most_at_once: _gone, ...sending } = part(tree, 'sending');
    tree.sending = sending;
    delete tree.scaling;
  });
  const earlier = loadEarlier(text);
  expect(earlier?.added).toEqual(['scaling', 'sending.most_at_once']);
  expect(earlier?.dropped).toEqual([]);
  expect(earlier?.policy.values.sending.most_at_once).toEqual(shippedPolicy().values.sending.most_at_once);
});

test('6.3b P4 a value that this version does not know any more is left out, and named', () => {
  const text = recorded((tree) => {
    tree.sending = { ...part(tree, 'sending'), pigeons: { value: 3, clause: '5.5', basis: 'ruling' } };
  });
  const earlier = loadEarlier(text);
  expect([earlier?.added, earlier?.dropped]).toEqual([[], ['sending.pigeons']]);
  expect(earlier?.policy.canonical).toBe(shippedPolicy().canonical);
});

test('6.3b P4 a field that rows have gained is taken from the shipped row of the same name', () => {
  const text = recorded((tree) => {
    tree.gates = shippedPolicy().values.gates.map(({ says: _says, ...gate }) => gate);
  });
  const earlier = loadEarlier(text);
  expect(earlier?.added).toContain('gates.G1.says');
  expect(earlier?.policy.canonical).toBe(shippedPolicy().canonical);
});

test('6.3b P4 a value of another kind than this version reads cannot be read, nor a row that is not shipped', () => {
  expect(loadEarlier(recorded((tree) => Object.assign(tree, { gates: 'none' })))).toBeNull();
  const strange = recorded((tree) => {
    tree.gates = shippedPolicy().values.gates.map(({ says: _says, ...gate }) => ({ ...gate, id: `${gate.id}x` }));
  });
  expect(loadEarlier(strange)).toBeNull();
  expect(loadEarlier('[]')).toBeNull();
});

test('6.3b P4 what is as this version knows it is read as it stands', () => {
  expect(loadEarlier(shippedPolicy().canonical)).toMatchObject({ added: [], dropped: [] });
});
