import { expect, test } from 'vitest';
import { acme, ana, type Data, ok } from '../support/calls.ts';
import { openMailHouse } from '../support/mailbox.ts';

test('K4 an account on file is known by its name in disguise, and by no ordinary words', async () => {
  const house = await openMailHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [ana] });
  const others = { 'globex.com': 'Globex', 'mueller.de': 'Müller GmbH', 'strasse.de': 'Straße', 'ibm.com': 'IBM' };
  for (const [domain, name] of Object.entries(others)) await ok(house, 'sales.ops', 'save_account', { domain, name });
  const fact = (await ok(house, 'viewer', 'explain_account', { account: acme.domain })).facts[0].id;
  const named = async (words: string): Promise<readonly string[]> => {
    const slots = { insight: `Acme Corp counts 900 employees beside ${words} in its annual report.` };
    const mail = { template: 'nurture_1', contact: ana.email, slots, insight_fact: fact };
    const { checks } = await ok(house, 'category.positioning', 'render_sequence_email', mail);
    return checks.find(({ rule }: Data) => rule === 'merge.cross_account').evidence ?? [];
  };
  const disguised = {
    'G l o b e x': 'G l o b e x',
    'g.l.o.b.e.x': 'g.l.o.b.e.x',
    'Glo-be-x': 'Glo-be-x',
    Gl0bex: 'Globex',
    'Glo\u200bbex': 'Globex',
    GlobexCorp: 'GlobexCorp',
    "qu'Globex": 'Globex',
    Mueller: 'Mueller',
    Strasse: 'Strasse',
    Straße: 'Strase',
    'I B M': 'I B M',
  };
  for (const [words, found] of Object.entries(disguised)) expect(await named(words)).toEqual([found]);
  for (const words of ['i b m', 'globe', 'the plans A, B and C', 'Globexia']) expect(await named(words)).toEqual([]);
});
