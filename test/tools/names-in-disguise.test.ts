import { expect, test } from 'vitest';
import { acme, ana, type Data, ok } from '../support/calls.ts';
import { openMailHouse } from '../support/mailbox.ts';

test('K4 an account on file is known by its name in disguise, and by no ordinary words', async () => {
  const house = await openMailHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [ana] });
  const others = {
    'globex.com': 'Globex',
    'mueller.de': 'Müller GmbH',
    'strasse.de': 'Straße',
    'ibm.com': 'IBM',
    'initech.com': 'Initech',
  };
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
    '6lobex': 'Globex',
    G1ob3x: 'Globex',
    '1nitech': 'Initech',
    In1tech: 'Initech',
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

test('K4 digits of quarters, generations and short terms stand in for no letter', async () => {
  const house = await openMailHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [ana] });
  const others = ['QE', 'BZB', 'AG', 'SE', 'HL', 'HI', 'Webe', 'Gene'];
  for (const name of others)
    await ok(house, 'sales.ops', 'save_account', { domain: `${name.toLowerCase()}-others.com`, name });
  const { facts } = await ok(house, 'viewer', 'explain_account', { account: acme.domain });
  for (const word of ['Q3', 'B2B', '4G', 'S3', 'H1', 'H1 and Q3', 'Web3', 'Gen3', '3rd', 'K8S', '10th']) {
    const slots = { insight: `Acme Corp counts 900 employees beside ${word} in its annual report.` };
    const mail = { template: 'nurture_1', contact: ana.email, slots, insight_fact: facts[0].id };
    const { checks } = await ok(house, 'category.positioning', 'render_sequence_email', mail);
    expect([word, checks.find(({ rule }: Data) => rule === 'merge.cross_account').evidence ?? []]).toEqual([word, []]);
  }
});
