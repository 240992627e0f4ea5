import type { CallStep, Sitting, StoryValue } from '../story.ts';
import { anton } from './august-24.ts';
import { bluefin, kestrel, northwind } from './cast.ts';
import { newswire, type StoryCompany, sends } from './make.ts';

const looks = (company: StoryCompany, save: Readonly<Record<string, string>>): CallStep => ({
  says: `What is on file of ${company.name}, for the sentence of its own that a mail must have.`,
  tool: 'explain_account',
  with: { account: company.domain },
  answers: true,
  save,
  untold: true,
});

/** The change in the market that every activation mail of the day names. */
const hook = {
  text: 'AWS asks its partners for a co-sell plan before the fall planning rounds begin.',
  source: `https://${newswire}/co-sell-plans`,
  observed_on: '2026-08-20',
};

const activation = (
  { person }: StoryCompany,
  slots: { readonly insight: string; readonly trigger: string },
  grounds: { readonly insight_fact: StoryValue; readonly trigger_signal: StoryValue },
) => ({ template: 'activation_1', contact: person.email, slots: { ...slots, hook: hook.text }, hook, ...grounds });

const permits = (says: string, mails: readonly string[]): Omit<CallStep, 'expect'> & { readonly says: string } => ({
  says,
  tool: 'authorize_send',
  with: { emails: mails.map((mail) => ({ $: mail })) },
});

/** The first day of mails: two permitted, one taken back in time, and a cap. */
export const august25: readonly Sitting[] = [
  {
    at: '2026-08-25T10:00',
    role: 'sales.ops',
    says: 'Both lists are approved. The house keeps to seven mails a day, five of them for letters by hand.',
    steps: [
      ...['nurtureList', 'activationList'].map(
        (list): CallStep => ({
          says: list === 'nurtureList' ? 'Nurture begins.' : 'Activation too.',
          tool: 'start_sequence',
          with: { list: { $: list } },
          expect: 'started',
        }),
      ),
      looks(northwind, { northwindPeople: 'facts/employees/id' }),
      {
        says: 'A mail to Maya Lindqvist.',
        tool: 'render_sequence_email',
        with: {
          template: 'nurture_1',
          contact: northwind.person.email,
          slots: {
            insight:
              'Northwind Analytics employs 850 people, by its own profile, and I could name few who look after partners.',
          },
          insight_fact: { $: 'northwindPeople' },
        },
        answers: true,
        shows: { sendable: true },
        save: { mailToMaya: 'email/id' },
      },
      {
        says: 'And one to her colleague, who gets a sentence of his own.',
        tool: 'render_sequence_email',
        with: {
          template: 'nurture_1',
          contact: anton.email,
          slots: {
            insight: 'Of the 850 people whom Northwind Analytics employs, I found few who answer for partners.',
          },
          insight_fact: { $: 'northwindPeople' },
        },
        answers: true,
        shows: { sendable: true },
        save: { mailToAnton: 'email/id' },
        untold: true,
      },
      {
        ...permits('Each mail gets a permit for these bytes, once, for half an hour.', ['mailToMaya', 'mailToAnton']),
        expect: 'granted',
        shows: { 'permits/length': 2 },
      },
      {
        says: 'Before anything is sent, Anton Vesely writes: no more of this, please.',
        tool: 'suppress_contact',
        with: { contact: anton.email, reason: 'opt_out', note: 'No more of this, please.' },
        expect: 'done',
      },
      sends('The sender looks at its permits. One of the two is gone.', { sentToMaya: 'mails/0/message_id' }),
      looks(kestrel, { kestrelPeople: 'facts/employees/id', kestrelAct: 'signals/E6/id' }),
      {
        says: 'Marcus Bell of Kestrel asked a question in the webinar of May. An SQL may read a price.',
        tool: 'render_sequence_email',
        with: activation(
          kestrel,
          {
            insight: 'Kestrel Cyber employs 760 people, and I could name few who look after partners.',
            trigger: 'Your question in the webinar on measuring partners has stayed with me.',
          },
          { insight_fact: { $: 'kestrelPeople' }, trigger_signal: { $: 'kestrelAct' } },
        ),
        answers: true,
        shows: { sendable: true },
        save: { mailToMarcus: 'email/id' },
      },
      { ...permits('The place that Anton left free is his.', ['mailToMarcus']), expect: 'granted' },
      sends('Out it goes.', { sentToMarcus: 'mails/0/message_id' }),
      looks(bluefin, { bluefinPeople: 'facts/employees/id', bluefinAct: 'signals/E8/id' }),
      {
        says: 'A third, to Bluefin.',
        tool: 'render_sequence_email',
        with: activation(
          bluefin,
          {
            insight: 'Bluefin Data employs 430 people, by its own profile.',
            trigger: 'Your comment on the post about channel myths is still on my desk.',
          },
          { insight_fact: { $: 'bluefinPeople' }, trigger_signal: { $: 'bluefinAct' } },
        ),
        answers: true,
        shows: { sendable: false },
        save: { mailToTomas: 'email/id' },
        untold: true,
      },
      {
        says: 'A third, to Bluefin, is one too many for today.',
        tool: 'authorize_send',
        with: { email: { $: 'mailToTomas' } },
        refused: 'CAP_REACHED',
      },
    ],
  },
];
