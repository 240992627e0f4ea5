import type { Sitting } from '../story.ts';
import { bluefin, gannet, kestrel, northwind } from './cast.ts';
import { shippedCopy } from './shipped-copy.ts';

const touches = [1, 2, 3, 4, 5];
const copy = shippedCopy([
  ...touches.map((touch) => `nurture_${touch}`),
  ...touches.slice(1).map((touch) => `activation_${touch}`),
]);

export const anton = { name: 'Anton Vesely', email: 'anton.vesely@northwind.example', title: 'Director of Alliances' };

/** Two sequences get their words, their lists and their first day. */
export const august24: readonly Sitting[] = [
  {
    at: '2026-08-24T09:30',
    chapter: 'Mails',
    role: 'cro',
    says: 'The summer is over. Who is at MQL or SQL shall hear from us, in words that were read.',
    steps: copy.requested,
  },
  {
    at: '2026-08-24T10:30',
    role: 'category.positioning',
    says: 'Nine requests, four and a half hours of the six that a week has.',
    steps: copy.drafted,
  },
  {
    at: '2026-08-24T13:00',
    role: 'cmo',
    says: 'The brand is read, nine times.',
    steps: copy.approved('It sounds like us; so do the other eight.'),
  },
  {
    at: '2026-08-24T14:00',
    role: 'cro',
    says: 'What asks for a Briefing is read twice.',
    steps: copy.approved('And says what I would say.', 'activation'),
  },
  {
    at: '2026-08-24T15:00',
    role: 'sales.ops',
    says: 'Words are live; now the people.',
    steps: [
      ...copy.loaded,
      {
        says: 'Maya Lindqvist has a colleague who reads along.',
        tool: 'save_account',
        with: { domain: northwind.domain, contacts: [anton] },
        expect: 'updated',
      },
      {
        says: 'Both for nurture.',
        tool: 'propose_recipients',
        with: { template: 'nurture_1', contacts: [northwind.person.email, anton.email] },
        expect: 'done',
        save: { nurtureList: 'list/id' },
      },
      {
        says: 'Three at SQL for activation.',
        tool: 'propose_recipients',
        with: {
          template: 'activation_1',
          contacts: [kestrel, bluefin, gannet].map(({ person }) => person.email),
        },
        expect: 'done',
        save: { activationList: 'list/id' },
      },
    ],
  },
  {
    at: '2026-08-25T09:30',
    role: 'cro',
    says: 'Names are approved, not numbers.',
    steps: ['nurtureList', 'activationList'].map((list) => ({
      says: list === 'nurtureList' ? 'Northwind: go.' : 'The three SQLs: go.',
      tool: 'review_recipients',
      with: { list: { $: list }, decision: 'approve' },
      expect: 'approved',
    })),
  },
];
