import type { Sitting } from '../story.ts';
import { foxglove, harbor, larkspur, marlow } from './cast.ts';
import { routine } from './make.ts';

/** One account leaves, a definition is questioned, the week is audited, and a name is forgotten. */
export const may21: readonly Sitting[] = [
  {
    at: '2026-05-21T09:30',
    role: 'cro',
    says: 'One proposal waits.',
    sweep: { 'tasks/confirm_disqualification/account': larkspur.domain },
    ...routine('Went through the late items with sales.ops.'),
    steps: [
      {
        says: 'Larkspur: the handbook is clear.',
        tool: 'decide_stage_change',
        with: { account: larkspur.domain, decision: 'confirm' },
        expect: 'done',
        shows: { 'account/stage': 'DISQUALIFIED' },
      },
    ],
  },
  {
    at: '2026-05-21T11:00',
    role: 'cmo',
    says: 'The definition of MQL is hers, and she reads what became of it.',
    steps: [
      {
        says: 'Headcount again, for the third time this quarter.',
        tool: 'dispute_mql',
        with: { account: harbor.domain, criterion: 'G1', claim: 'Heads are the wrong measure for a software firm.' },
        expect: 'stands',
        shows: { disputes: 3 },
      },
    ],
  },
  {
    at: '2026-05-22T16:30',
    role: 'chief.staff',
    says: 'The Friday audit: what was set aside, how often, and does the book still hold?',
    sweep: { 'watch/override/account': foxglove.domain, 'tasks/amend_definition/role': 'chief.staff' },
    reads: ['override', 'override_rate'],
    save: { definition: 'tasks/amend_definition/id' },
    ...routine('Read the board and the overrides with each role.'),
    steps: [
      {
        says: 'Every event of three weeks is checked against the one before it, and against what was signed.',
        tool: 'verify_ledger',
        with: {},
        answers: true,
        shows: { ok: true },
      },
      {
        says: 'The dispute about headcount goes to where the number was written.',
        tool: 'complete_task',
        with: {
          task: { $: 'definition' },
          note: 'The CMO and the CRO meet on 2 June; revenue per head is on the table.',
        },
        expect: 'done',
      },
    ],
  },
  {
    at: '2026-05-26T10:00',
    role: 'legal.exec',
    says: 'Yusuf Demir, who was mistaken for a namesake, asks to be forgotten.',
    steps: [
      {
        says: 'It cannot be undone, so it is rehearsed.',
        tool: 'erase_person',
        with: { contact: marlow.person.email, basis: 'his request of 25 May', dry_run: true },
        expect: 'done',
        shows: { dry_run: true },
      },
      {
        says: 'And done.',
        tool: 'erase_person',
        with: { contact: marlow.person.email, basis: 'his request of 25 May' },
        expect: 'done',
        shows: { 'accounts/length': 1 },
      },
      {
        says: 'Nobody of that address is known any more.',
        tool: 'erase_person',
        with: { contact: marlow.person.email, basis: 'his request of 25 May' },
        refused: 'NOT_FOUND',
      },
    ],
  },
];
