import type { Sitting } from '../story.ts';
import { bluefin, castor, delphi, everest, foxglove, gannet, juniper, larkspur, northwind } from './cast.ts';
import { linkedin, post, registers, routine, seen } from './make.ts';

/** The list is laid out, and the first acts come in. */
export const may4: readonly Sitting[] = [
  {
    at: '2026-05-04T09:05',
    chapter: 'The first week',
    role: 'sales.ops',
    says: 'A new quarter of target accounts goes on file, each with the facts that the gates ask for.',
    ...routine('Inbox and boards read, nothing new.'),
    steps: [
      registers(northwind, '2026-04-30', 'Northwind sells through four hundred resellers and says so.'),
      registers(bluefin, '2026-04-30', 'Bluefin is smaller, and everything about it is public.'),
      registers(castor, '2026-04-30', 'Castor is the largest of the list.'),
      registers(delphi, '2026-04-30', 'Delphi had a hard year.'),
      registers(everest, '2026-04-30', 'Everest moves payments for marketplaces.'),
      registers(foxglove, '2026-04-30', 'Foxglove looks promising, with 180 people on the payroll.'),
      {
        ...registers(gannet, '2026-04-30', 'Gannet publishes no revenue; that line stays empty for now.'),
        shows: { 'checks/G3/verdict': 'unknown' },
      },
      registers(juniper, '2026-04-30', 'Juniper is mentioned in the essay that goes out this morning.'),
    ],
  },
  {
    at: '2026-05-04T09:40',
    role: 'mining.mind',
    says: 'The LinkedIn watch starts its day with two people who noticed the weekend post.',
    steps: [
      {
        says: 'Maya Lindqvist of Northwind left a comment, a real one.',
        tool: 'file_signal_note',
        with: {
          ...seen(northwind, '2026-05-04T08:12', linkedin),
          note: 'She asks who owns the number.',
          signal: { type: 'E1', interaction: 'comment', object: post('partner-influence') },
        },
        expect: 'recorded',
        shows: { 'signal/qualifies': true, 'opened/classify/role': 'sales.ops' },
      },
      {
        says: 'Tomás Rocha of Bluefin pressed like, nothing more.',
        tool: 'file_signal_note',
        with: {
          ...seen(bluefin, '2026-05-04T08:30', linkedin),
          signal: { type: 'E1', interaction: 'like', object: post('partner-influence') },
        },
        expect: 'insufficient',
        shows: { 'signal/qualifies': false },
      },
      {
        says: 'Carried away by the comment, the watch tries to promote Northwind by itself.',
        tool: 'classify_mql',
        with: { account: northwind.domain },
        refused: 'NOT_PERMITTED',
      },
    ],
  },
  {
    at: '2026-05-04T10:30',
    role: 'sales.ops',
    says: 'One classification is on the desk. It is rehearsed before it is done.',
    sweep: { 'tasks/classify/account': northwind.domain },
    steps: [
      {
        says: 'First a dry run: what would happen to Northwind?',
        tool: 'classify_mql',
        with: { account: northwind.domain, dry_run: true },
        expect: 'mql',
        shows: { dry_run: true },
      },
      {
        says: 'The account itself has not moved an inch.',
        tool: 'explain_account',
        with: { account: northwind.domain },
        answers: true,
        shows: { 'account/stage': 'PROSPECT' },
      },
      {
        says: 'Now in earnest.',
        tool: 'classify_mql',
        with: { account: northwind.domain },
        expect: 'mql',
        shows: { 'account/stage': 'MQL', 'opened/dossier/role': 'sales.ops' },
      },
    ],
  },
  {
    at: '2026-05-04T14:00',
    role: 'category.positioning',
    says: 'The essay is out, and the content side reads its own visitors.',
    steps: [
      {
        says: 'The essay takes Juniper as its example; that goes into the attribution log.',
        tool: 'log_attribution',
        with: {
          piece: 'partner-ledger-essay',
          title: 'The ledger nobody keeps',
          url: 'https://twinaxis.example/essays/ledger',
          published_at: '2026-05-04T08:00:00-04:00',
          references: [juniper.domain],
        },
        expect: 'recorded',
      },
      {
        says: 'Priya Raman of Castor gave her address for the benchmark report.',
        tool: 'file_signal_note',
        with: {
          ...seen(castor, '2026-05-04T13:20', 'download log'),
          signal: { type: 'E5', object: 'benchmark-report-2026', gated: true },
        },
        expect: 'recorded',
        shows: { 'signal/tier': 'standard' },
      },
      {
        says: 'Ruth Castellano, of a hospital group that nobody had listed, subscribed to the Substack.',
        tool: 'file_signal_note',
        with: { ...seen(larkspur, '2026-05-04T13:45', 'Substack'), signal: { type: 'E2' } },
        expect: 'recorded',
        save: { larkspurSubscription: 'signal/id' },
        shows: { 'opened/complete_account/role': 'sales.ops' },
      },
    ],
  },
];
