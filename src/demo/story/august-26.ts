import type { Sitting, StoryValue } from '../story.ts';
import { gannet, kestrel, northwind } from './cast.ts';
import { on, type StoryCompany, sends } from './make.ts';

/** Replies, a letter, a mail from a phone, and copy that is stopped. */
export const august26: readonly Sitting[] = [
  {
    at: '2026-08-26T09:30',
    role: 'sales.ops',
    says: 'Two answers in the morning, and a look into the sent folder.',
    steps: [
      {
        says: 'Maya Lindqvist: good timing, wrong quarter.',
        tool: 'record_response',
        with: {
          contact: northwind.person.email,
          type: 3,
          received_at: on('2026-08-26T08:10'),
          text: 'Good timing, wrong quarter. Could you come back to me in Q4?',
          details: { timeline: '2026-Q4' },
        },
        expect: 'recorded',
      },
      {
        says: 'Marcus Bell would like to know more.',
        tool: 'record_response',
        with: {
          contact: kestrel.person.email,
          type: 2,
          received_at: on('2026-08-26T08:40'),
          text: 'Interesting. What would my team have to bring to such a Briefing?',
        },
        expect: 'recorded',
      },
      {
        says: 'In the folder lies a third mail, which somebody wrote to Kofi Mensah on a phone last night.',
        tool: 'reconcile_sent',
        with: {
          messages: [
            sentMail({ $: 'sentToMaya' }, northwind, '2026-08-25T10:00'),
            sentMail({ $: 'sentToMarcus' }, kestrel, '2026-08-25T10:00'),
            {
              ...sentMail('<phone-1@twinaxis.example>', gannet, '2026-08-25T19:40'),
              text: 'It was good to meet you at the dinner, Kofi.',
            },
          ],
          until: on('2026-08-26T09:30'),
        },
        expect: 'done',
        shows: { 'matched/length': 2, 'direct/length': 1, 'unmatched/length': 0 },
      },
    ],
  },
  {
    at: '2026-08-26T10:30',
    role: 'cro',
    says: 'A warm reply is answered by hand, and within the day.',
    steps: [
      {
        says: 'Marcus Bell gets a letter, which needs a permit like any mail.',
        tool: 'authorize_send',
        with: {
          direct: {
            contact: kestrel.person.email,
            subject: 'What to bring',
            text: 'Marcus,\n\nbring whoever answers for partner deals, and their list of last quarter.\n\nInes',
            in_reply_to: { $: 'sentToMarcus' },
          },
        },
        expect: 'granted',
      },
      sends('Sent, and with it the duty is done.', { letter: 'mails/0/message_id' }),
    ],
  },
  {
    at: '2026-08-26T14:00',
    role: 'cmo',
    says: 'She has read the mail that went to Kestrel.',
    steps: [
      {
        says: 'The first mail of an activation should not speak of money, she finds.',
        tool: 'flag_content',
        with: {
          template: 'activation_1',
          kind: 'brand_voice',
          why: 'It names a price before anybody asked; that is not how we begin a talk.',
        },
        expect: 'flagged',
      },
    ],
  },
  {
    at: '2026-08-28T15:00',
    role: 'sales.ops',
    says: 'Two days later nobody has answered the flag.',
    sweep: { 'applied/flag_lapsed/kind': 'flag_lapsed' },
    steps: [
      {
        says: 'The mail to Bluefin that had no place on Tuesday would have one today.',
        tool: 'authorize_send',
        with: { email: { $: 'mailToTomas' } },
        refused: 'RULE_REFUSED',
      },
    ],
  },
];

function sentMail(
  message_id: StoryValue,
  { person }: StoryCompany,
  wall: string,
): { readonly [name: string]: StoryValue } {
  return { message_id, to: [person.email], at: on(wall), subject: 'a mail of the day' };
}
