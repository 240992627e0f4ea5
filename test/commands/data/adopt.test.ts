import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AdoptOptions, adoptFile } from '../../../src/commands/data/adopt.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { nothing } from '../../../src/rules/reactions/brought.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { sweepView } from '../../../src/views/sweep/sweep.ts';
import { type Bench, comment, company, decided, dump, goodFacts, openBench, refused } from '../../ledger/support.ts';
import { folder } from './lists.ts';

async function adopt(bench: Bench, text: string, role: Role, more: Partial<AdoptOptions> = {}) {
  const file = join(folder(), 'board.csv');
  writeFileSync(file, text);
  let [out, told] = ['', ''];
  const output = {
    out(piece: string) {
      out += piece;
    },
    progress(piece: string) {
      told += piece;
    },
  };
  const options = { file, role, map: new Map<string, string>(), apply: true, json: true, ...more };
  const code = await adoptFile(bench.ledger, options, output);
  return { code, told, out, ...(options.json ? JSON.parse(out) : {}) };
}

const monday = `Pipeline
,,,,,,
Group one
Name,Website,Status,Contact,Email,Opted out,Stage since,Item ID (auto generated)
Acme,acme.com,SQL,Ann Roe,ann@acme.com,,2026-03-01,111
Beta,beta.com,Nurture,Bo Li,bo@beta.com,yes,,112

Group two
Name,Website,Status,Contact,Email,Opted out,Stage since,Item ID (auto generated)
Gamma,gamma.com,Briefing Scheduled,Cy Hu,cy@gamma.com,no,someday,113
Delta,delta.com,Weird,Di Mo,di@delta.com,1,,114
Eps,eps.com,Closed won,,,,,115
`;

const state = (bench: Bench, domain: string) =>
  bench.ledger.read((reader) => {
    const record = reader.account(domain);
    if (!record) throw new Error(`no ${domain}`);
    return {
      ...record.state,
      people: record.state.contacts.map(({ id }) => record.people.get(id)),
      suppressed: record.suppressed.size,
    };
  });

describe('a board is taken over', () => {
  test('A12 L9 what lacks its criteria is told when it steps down, and that beyond SQL nothing does', async () => {
    const bench = await openBench();
    await adopt(bench, monday, 'cro');
    const { tasks } = await bench.ledger.read((reader, moment) =>
      sweepView(reader, { role: 'sales.ops', limit: 50, brought: nothing }, moment),
    );
    const told = tasks.flatMap(({ kind, account, about }) => (kind === 'mend_criteria' ? [[account, about]] : []));
    expect(told).toEqual([
      ['acme.com', 'adopted with what its board said; it steps down only after 30 days'],
      ['gamma.com', 'adopted with what its board said; nothing steps down from BRIEFING_READY'],
    ]);
  });

  test('A12 sales.ops adopts up to MQL, the cro beyond, and every row is answered', async () => {
    const bench = await openBench();
    const first = await adopt(bench, monday, 'sales.ops');
    expect(first.code).toBe(0);
    expect(first.suppressed).toBe(2);
    expect(first.rows.map(({ row, outcome, stage }: Row) => [row, outcome, stage])).toEqual([
      [5, 'refused', undefined],
      [6, 'taken', 'MQL'],
      [10, 'refused', undefined],
      [11, 'refused', undefined],
      [12, 'refused', undefined],
    ]);
    expect(first.rows[0].because).toBe(
      'NOT_PERMITTED (§3, A12): sales.ops adopts nobody at SQL. Next: run the list once more as cro.',
    );
    expect(first.rows[3].because).toContain('`stage` is `Weird`, which is no stage and no alias of one');
    const second = await adopt(bench, monday, 'cro');
    expect(second.rows.map(({ row, outcome, stage }: Row) => [row, outcome, stage])).toEqual([
      [5, 'taken', 'SQL'],
      [6, 'refused', undefined],
      [10, 'taken', 'BRIEFING_READY'],
      [11, 'refused', undefined],
      [12, 'taken', 'WON'],
    ]);
    expect(second.rows[2].because).toBe('without stage_since: it is `someday`, no date beyond doubt');
    const acme = await state(bench, 'acme.com');
    expect(acme).toMatchObject({
      name: 'Acme',
      stage: 'SQL',
      review: 'NONE',
      stage_since: '2026-03-01T05:00:00.000Z',
      adopted: { by: 'cro', stage: 'SQL', file: 'board.csv', row: 5 },
      external: { monday: '111' },
      signals: [],
      dossier: null,
      intents: [],
      flags: ['gates_failing', 'criteria_lapsed'],
      people: [{ name: 'Ann Roe', first_name: 'Ann', email: 'ann@acme.com' }],
    });
    expect(acme.tasks.map(({ kind }) => kind)).toEqual(['mend_gates', 'mend_criteria']);
    expect((await bench.ledger.verify()).ok).toBe(true);
  });

  test('A12 who opted out is suppressed first, where the row is refused too', async () => {
    const bench = await openBench();
    await adopt(bench, monday, 'cro');
    await adopt(bench, monday, 'sales.ops');
    expect(await state(bench, 'beta.com')).toMatchObject({ stage: 'MQL', suppressed: 1 });
    await bench.run('sales.ops', saveAccount, {
      ...company('delta.com', 'Delta'),
      contacts: [{ name: 'Di Mo', email: 'di@delta.com' }],
    });
    expect(await state(bench, 'delta.com')).toMatchObject({ suppressed: 1 });
  });

  test('A12 a list whose opt-out column is not named is refused whole', async () => {
    const bench = await openBench();
    const text = 'Company,Domain,Stage,Kanal zu\nAcme,acme.com,MQL,x\n';
    const done = await adopt(bench, text, 'sales.ops');
    expect(done).toMatchObject({ code: 2, rows: [], refused: { code: 'INVALID_INPUT' } });
    expect(done.told).toContain('--map opt_out=COLUMN');
    const map = new Map([['opt_out', 'Kanal zu']]);
    expect(await adopt(bench, text, 'sales.ops', { map })).toMatchObject({ code: 0, rows: [{ outcome: 'taken' }] });
    expect(await adopt(bench, text, 'mining.mind', { map })).toMatchObject({
      code: 2,
      refused: { code: 'NOT_PERMITTED' },
    });
  });

  test('A12 without --apply nothing is written', async () => {
    const bench = await openBench();
    const before = dump(bench.path);
    const done = await adopt(bench, monday, 'cro', { apply: false });
    expect(done).toMatchObject({ code: 0, dry_run: true, suppressed: 2 });
    expect(dump(bench.path)).toEqual(before);
    const text = await adopt(bench, monday, 'cro', { apply: false, json: false });
    expect(text.out).toContain('5 rows: 3 would be adopted, 0 on file already, 2 refused; 2 suppressed first.');
  });

  test('A12 an account is adopted once, and only while nothing was decided or filed here', async () => {
    const bench = await openBench();
    await bench.run('sales.ops', saveAccount, { domain: 'plain.com', name: 'Plain', facts: goodFacts });
    await bench.run('sales.ops', saveAccount, { domain: 'filed.com', name: 'Filed', facts: goodFacts });
    decided(await bench.run('mining.mind', fileSignalNote, comment('filed.com')));
    const text =
      'Company,Domain,Stage,Opted out,Contact,Email\nPlain,plain.com,SQL,,,\nFiled,filed.com,SQL,,,\nPlain,plain.com,SQL,,Bo,bo@plain.com\n';
    const done = await adopt(bench, text, 'cro');
    expect(done.rows).toMatchObject([
      { row: 2, account: 'plain.com', outcome: 'taken', stage: 'SQL' },
      { row: 3, account: 'filed.com', outcome: 'duplicate', stage: 'PROSPECT' },
      { row: 4, account: 'plain.com', outcome: 'duplicate', stage: 'SQL' },
    ]);
    expect(done.rows[1].because).toContain('it is classified, not adopted');
    expect((await state(bench, 'plain.com')).people).toMatchObject([{ email: 'bo@plain.com' }]);
  });

  test('A12 accounts are adopted within thirty days of the first event', async () => {
    const bench = await openBench();
    const text = (domain: string) => `Company,Domain,Stage,Opted out\nAcme,${domain},MQL,\n`;
    await adopt(bench, text('acme.com'), 'cmo');
    bench.clock.time = '2026-05-21T14:00:00.000Z';
    expect((await adopt(bench, text('beta.com'), 'cmo')).rows).toMatchObject([{ outcome: 'taken' }]);
    bench.clock.time = '2026-05-22T14:00:00.000Z';
    const late = await adopt(bench, text('gamma.com'), 'cmo');
    expect(late).toMatchObject({ code: 2, rows: [{ outcome: 'refused' }] });
    expect(late.rows[0].because).toContain('31 days ago; accounts are adopted within 30 days of that');
  });

  test('A12, L14 what an adopted account lacks takes it down only thirty days after its adoption', async () => {
    const bench = await openBench();
    await adopt(bench, 'Company,Domain,Stage,Opted out\nAcme,acme.com,MQL,\n', 'sales.ops');
    const regress = { account: 'acme.com', change: 'regress', reason: 'nothing is known' } as const;
    bench.clock.time = '2026-05-20T14:00:00.000Z';
    expect(refused(await bench.run('sales.ops', proposeStageChange, regress)).found).toContain(
      'has been idle for 29 days',
    );
    bench.clock.time = '2026-05-21T14:00:00.000Z';
    expect(decided(await bench.run('sales.ops', proposeStageChange, regress)).outcome).toBe('done');
    expect(await state(bench, 'acme.com')).toMatchObject({ stage: 'PROSPECT', adopted: { stage: 'MQL' } });
  });

  test('A12 exports of HubSpot and Apollo are read as boards', async () => {
    const bench = await openBench();
    const hubspot = `Record ID,Company name,Company Domain Name,Lifecycle Stage,Last Activity Date,Last Reply Date,Unsubscribed from all email
901,Acme,acme.com,Marketing Qualified Lead,2026-04-14,2026-04-02,
902,Beta,beta.com,Subscriber,2026-04-14,,
`;
    await adopt(bench, hubspot, 'sales.ops');
    expect(await state(bench, 'acme.com')).toMatchObject({
      stage: 'MQL',
      external: { hubspot: '901' },
      adopted: { last_engagement: '2026-04-02T04:00:00.000Z' },
    });
    expect((await state(bench, 'beta.com')).adopted?.last_engagement).toBeUndefined();
    const apollo = `First Name,Last Name,Title,Company,Email,Account Stage,Apollo Account Id,Company Linkedin Url,Person Linkedin Url,Website,Do Not Contact
Cy,Hu,VP,Gamma,cy@gamma.com,Active Opportunity,ap-7,http://www.linkedin.com/company/gamma,http://www.linkedin.com/in/cy,http://www.gamma.com,false
`;
    await adopt(bench, apollo, 'cro');
    expect(await state(bench, 'gamma.com')).toMatchObject({
      stage: 'SQL',
      external: { apollo: 'ap-7' },
      people: [{ name: 'Cy Hu', email: 'cy@gamma.com' }],
    });
  });
});

interface Row {
  readonly row: number;
  readonly outcome: string;
  readonly stage?: string;
  readonly because?: string;
}
