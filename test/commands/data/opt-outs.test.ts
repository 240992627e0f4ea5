import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { adoptFile } from '../../../src/commands/data/adopt.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { type Bench, decided, openBench } from '../../ledger/support.ts';
import { peopleOf } from '../../support/people-of.ts';
import { folder, run, take } from './lists.ts';

const list = (heading: string, cell: string) =>
  `Name,Email,Company,${heading}\nNadia Roe,nadia@acme.com,Acme,${cell}\n`;
const people = ({ ledger }: Bench, domain = 'acme.com') =>
  ledger.read((reader) => {
    const record = reader.account(domain);
    return [...peopleOf(record)].map(([id, { email, linkedin_url }]) => [
      email ?? linkedin_url,
      record?.suppressed.has(id),
    ]);
  });

describe('a column of opt-outs', () => {
  test.each([
    ['Unsubscribed from all email', 'true'],
    ['"Opted out of email: Marketing Information"', 'Yes'],
    ['hs_email_optout_1234', 'true'],
    ['Email Opt Out', '1'],
    ['HasOptedOutOfEmail', 'TRUE'],
    ['Email Unsubscribed', 'x'],
    ['Do not contact', 'true'],
    ['Unsub', '2026-03-01'],
    ['UNSUB_TIME', '2026-03-01 10:00'],
    ['Marketing status', 'Unsubscribed'],
    ['Contact Stage', 'Do Not Contact'],
    ['DNC', 'x'],
    ['Do Not Call', 'TRUE'],
    ['Abgemeldet', 'ja'],
    ['Désabonné', 'oui'],
    ['desabonne', 'vrai'],
    ['Statut', 'Désinscrit'],
    ['Dado de baja', '12/03/2026'],
    ['Uitgeschreven', 'jein'],
  ])('L13, A12 %s = %s suppresses the person, who comes in suppressed', async (heading, cell) => {
    const bench = await openBench();
    const done = await take(bench.ledger, list(heading, cell));
    const bare = heading.replaceAll('"', '');
    expect(done.rows).toMatchObject([{ row: 2, outcome: 'taken', suppressed: `\`${bare}\` is \`${cell}\`` }]);
    expect(done.read).toMatchObject({ opt_out_columns: [bare], left_out_columns: [] });
    expect(done.summary).toMatchObject({ suppressed: 1 });
    expect(await people(bench)).toEqual([['nadia@acme.com', true]]);
  });

  test.each([
    ['Unsubscribed from all email', ''],
    ['Email Opt Out', 'No'],
    ['HasOptedOutOfEmail', 'FALSE'],
    ['Do not contact', '0'],
    ['Marketing status', 'Subscribed'],
    ['Email Status', 'Verified'],
    ['Abgemeldet', 'Nein'],
    ['Opted out', 'FALSCH'],
    ['Désabonné', 'NON'],
    ['Descadastrado', 'Não'],
    ['Descadastrado', 'nao'],
    ['Uitgeschreven', 'nee'],
    ['Avregistrerad', 'nej'],
    ['Wypisany', 'nie'],
    ['Opted out', 'N'],
    ['Opted out', '☐'],
  ])('A12 %s = `%s` is none', async (heading, cell) => {
    const bench = await openBench();
    const done = await take(bench.ledger, list(heading, cell));
    expect(done.rows).toEqual([{ row: 2, outcome: 'taken', account: 'acme.com' }]);
    expect(await people(bench)).toEqual([['nadia@acme.com', false]]);
  });

  test('A12 a column that no list knows is named by hand', async () => {
    const bench = await openBench();
    const map = new Map([['opt_out', 'Werbung aus']]);
    const done = await take(bench.ledger, list('Werbung aus', 'ja'), { map });
    expect([done.rows[0]?.suppressed, await people(bench)]).toEqual([
      '`Werbung aus` is `ja`',
      [['nadia@acme.com', true]],
    ]);
  });

  test('A12 a column of states that is named by hand tells opt-outs by their words, and goes on telling the stage', async () => {
    const text =
      'Company,Website,Email,Stage,Email Status\nAcme,acme.com,ann@acme.com,Interested,Verified\nBeta,beta.com,ben@beta.com,Do Not Contact,Verified\n';
    const file = join(folder(), 'apollo.csv');
    writeFileSync(file, text);
    const adopted = async (map: ReadonlyMap<string, string>) => {
      const bench = await openBench();
      const pieces: string[] = [];
      const output = { out: (piece: string) => void pieces.push(piece), progress: () => undefined };
      const options = { file, role: 'sales.ops', map, apply: true, json: true } as const;
      await adoptFile(bench.ledger, options, output);
      return { ...JSON.parse(pieces.join('')), people: await people(bench) };
    };
    expect((await adopted(new Map())).refused.remedy).toContain('opt_out=COLUMN (`Stage`, `Email Status` if');
    const done = await adopted(new Map([['opt_out', 'Stage']]));
    expect(done).toMatchObject({
      suppressed: 1,
      rows: [
        { row: 2, account: 'acme.com', outcome: 'taken', stage: 'MQL' },
        { row: 3, outcome: 'refused', suppressed: '`Stage` is `Do Not Contact`' },
      ],
      people: [['ann@acme.com', false]],
    });
  });

  test('L13 a row that is refused suppresses its person all the same', async () => {
    const bench = await openBench();
    const rows = `Email,LinkedIn URL,Domain,Opted out\nnadia@acme.com;n2@acme.com,https://www.linkedin.com/in/nadia,gmail.com,true\n`;
    const done = await take(bench.ledger, rows);
    expect(done.rows).toMatchObject([{ outcome: 'refused', suppressed: '`Opted out` is `true`' }]);
    const text =
      'Email,LinkedIn URL,Domain,Company\nnadia@acme.com,,acme.com,Acme\nn2@acme.com,,acme.com,Acme\n,https://www.linkedin.com/in/nadia,acme.com,Acme\n';
    await take(bench.ledger, text);
    expect(await people(bench)).toEqual([
      ['nadia@acme.com', true],
      ['n2@acme.com', true],
      ['https://www.linkedin.com/in/nadia', true],
    ]);
  });

  test('L13 for a person to read: the column named, the row told, the sum', async () => {
    const bench = await openBench();
    const { out } = await run(bench.ledger, list('Email Opt Out', 'true'), { apply: false });
    expect(out.split('\n').slice(2)).toEqual([
      'opt-outs: Email Opt Out',
      'row 2: taken: suppressed: `Email Opt Out` is `true`',
      '1 row: 1 would be taken, 0 on file already, 0 refused, 0 without an account; 1 suppressed. Nothing was written; --apply does it.',
      '',
    ]);
  });
});

describe('rows that tie an address to a suppressed person', () => {
  const profile = 'https://www.linkedin.com/in/nadia';

  test('L13 a refused row suppresses what it ties; a second address makes no open contact', async () => {
    const bench = await openBench();
    await take(bench.ledger, `Email,LinkedIn URL,Domain,Company\nnadia@acme.com,${profile},acme.com,Acme\n`);
    decided(await bench.run('sales.ops', suppressContact, { contact: 'nadia@acme.com', reason: 'opt_out' }));
    const done = await take(
      bench.ledger,
      `Email,LinkedIn URL,Domain,Company\nnadia@beta.com,${profile},beta.com,Beta\n`,
    );
    expect(done.rows).toMatchObject([{ outcome: 'refused', suppressed: 'tied to somebody who is' }]);
    await take(bench.ledger, 'Email,Domain,Company\nnadia@beta.com,beta.com,Beta\n');
    expect(await people(bench, 'beta.com')).toEqual([['nadia@beta.com', true]]);
  });

  test('L13 an address that an open contact has is refused', async () => {
    const bench = await openBench();
    await take(bench.ledger, 'Email,Domain,Company\nbo@acme.com,acme.com,Acme\n');
    decided(await bench.run('sales.ops', suppressContact, { contact: profile, reason: 'opt_out' }));
    const done = await take(bench.ledger, `Email,LinkedIn URL,Domain,Company\nbo@acme.com,${profile},acme.com,Acme\n`);
    expect(done.rows).toMatchObject([{ outcome: 'refused', code: 'CONFLICT' }]);
    expect(await people(bench)).toEqual([['bo@acme.com', false]]);
  });
});
