import { type Args, contactId, type Maker, type Whole } from './walk-maker.ts';

const enrolmentOf = (m: Maker) => m.some((m.state?.enrolments ?? []).filter(({ over }) => over === undefined));

/** A rendered mail met in an answer, or one that never was. */
const emailMet = (m: Maker): string =>
  m.some(m.met.filter((each) => each.startsWith('eml_'))) ?? 'eml_aaaaaaaaaaaaaaaa';

const permitOf = (m: Maker): string =>
  m.some([
    ...(m.state?.permits ?? []).map(({ id }) => id),
    ...(m.state?.over_permits ?? []).map(({ permit }) => permit.id),
    ...m.met.filter((each) => each.startsWith('prm_')),
  ]) ?? 'prm_aaaaaaaaaa_1';

const messageOf = (m: Maker): string => `<m${Math.floor(m.roll() * 40)}@ours.example>`;

const directTo = (m: Maker): Args => ({
  contact: contactId(m),
  subject: 'Your question',
  text: m.pick(['Hi,\n\nyes, gladly.\n\nRick', 'Hi,\n\nit is $2,500, once.\n\nRick', `Hi,\n\nmore on ${m.number}.`]),
});

const delivery = (m: Maker): Args => {
  const event = m.pick([
    'sent',
    'sent',
    'sent',
    'failed',
    'unknown',
    'bounce_hard',
    'bounce_soft',
    'complaint',
    'open',
  ]);
  const at = m.before(m.pick([0, 0, 0, 0.01, 1]));
  return m.roll() < 0.8
    ? { permit: permitOf(m), event, message_id: messageOf(m), at }
    : { event, message_id: messageOf(m), to: `person${Math.floor(m.roll() * 4)}@${m.domain}`, at };
};

const words: Readonly<Record<number, string>> = {
  1: 'Yes, when could we have the Briefing?',
  2: 'Interesting, tell me more.',
  3: 'Not before the autumn.',
  4: 'Talk to my colleague.',
  5: 'I am not the right person.',
  6: 'We have this covered already.',
  7: 'How dare you write to me?',
  8: 'Please stop writing to me.',
  9: 'I am out of the office until 20 December.',
};

const details: Readonly<Record<number, (m: Maker) => Args>> = {
  3: (m) => ({ timeline: m.pick(['2026-Q4', m.before(-60).slice(0, 10)]) }),
  4: (m) => ({ referred: { name: 'Kim Oda', email: `person${Math.floor(m.roll() * 5)}@${m.domain}` } }),
  6: () => ({ objection: 'covered' }),
  9: (m) => ({ return_date: m.before(-10).slice(0, 10) }),
};

/** The versions of a touch that some list or enrolment is bound to, as it was named: `nurture_2`. */
const touchOf = (m: Maker): string => {
  const enrolment = enrolmentOf(m);
  return enrolment ? `${enrolment.sequence}_${enrolment.touch}` : m.pick(['nurture_1', 'nurture_2', 'activation_1']);
};

const listId = (m: Maker): string => m.some(m.lists)?.id ?? m.pick(['lst_copy_1', 'lst_copy_2']);

export const sendingMakers: Readonly<Record<string, (m: Maker) => Whole>> = {
  propose_recipients: (m) => ({
    args: {
      template: m.pick(['nurture_1', 'nurture_1', 'activation_1', 're_engagement_1']),
      contacts: [...new Set([contactId(m), contactId(m)])],
    },
  }),
  review_recipients: (m) => ({ args: { list: listId(m), decision: m.pick(['approve', 'approve', 'reject']) } }),
  start_sequence: (m) => ({ args: { list: listId(m) } }),
  hold_sequence: (m) => ({
    args: {
      ...m.pick<Args>([
        { contact: contactId(m) },
        { contact: contactId(m) },
        { template: 'nurture_1' },
        { mailbox: true },
      ]),
      action: m.pick(['pause', 'resume', 'resume', 'end']),
      reason: 'a fair',
    },
  }),
  render_sequence_email: (m) => {
    const fact = m.some((m.state?.facts ?? []).filter((each) => each.fact === 'employees'));
    return {
      role: 'sales.ops',
      args: {
        template: touchOf(m),
        contact: enrolmentOf(m)?.contact ?? contactId(m),
        slots: { insight: `Your annual report counts 900 employees at Company ${m.domain}.` },
        ...(fact ? { insight_fact: fact.id } : {}),
      },
    };
  },
  authorize_send: (m) => {
    const args = m.pick<Args>([
      { email: emailMet(m) },
      { emails: [emailMet(m), emailMet(m)] },
      { direct: directTo(m) },
      { direct: directTo(m) },
    ]);
    return { role: 'direct' in args ? 'cro' : 'sales.ops', args };
  },
  record_delivery: (m) => ({
    role: m.pick(['sales.ops', 'sales.ops', 'cro']),
    args: m.roll() < 0.8 ? delivery(m) : { deliveries: [delivery(m), delivery(m)] },
  }),
  reconcile_sent: (m) => ({
    args: {
      messages: Array.from({ length: Math.floor(m.roll() * 3) }, () => ({
        message_id: messageOf(m),
        to: m.roll() < 0.9 ? [`person${Math.floor(m.roll() * 4)}@${m.domain}`] : ['x@nowhere.example', 'no address'],
        at: m.before(m.pick([0, 0.1, 1])),
        subject: 'Your question',
        text: 'Hi,\n\nyes, gladly.\n\nRick',
      })),
      until: m.now,
    },
  }),
  record_response: (m) => {
    const type = m.pick([1, 2, 2, 3, 4, 5, 6, 7, 8, 9]);
    const text = m.roll() < 0.1 ? 'Fine, but take me off your list.' : `${words[type]} ${m.number}`;
    const more = details[type]?.(m);
    return {
      role: m.pick(['sales.ops', 'cro']),
      args: {
        contact: contactId(m),
        type,
        received_at: m.before(m.pick([0, 0, 1])),
        text,
        ...(more ? { details: more } : {}),
      },
    };
  },
  reconcile_stages: (m) => {
    const reported = () => [
      { contact: contactId(m), stage: m.pick(['MQL', 'SQL', 'Working', 'Prospect', 'Won', 'odd']) },
    ];
    return { args: m.pick<Args>([{ apollo: reported() }, { monday: reported() }, { apollo: reported(), monday: [] }]) };
  },
  pipeline_report: (m) => ({
    args: {
      kind: m.pick(['daily_check_in', 'weekly_close', 'attribution', 'sla']),
      ...(m.roll() < 0.5 ? { period: m.pick(['2026-W20', '2026-05', '2026-Q2', '2026-04-01/2026-06-30']) } : {}),
      ...(m.roll() < 0.3 ? { detail: 'full', limit: 5 } : {}),
    },
  }),
};

/** Calls of sending that suit an account where somebody may be written to. */
export function aptToSend(m: Maker): readonly [string, ...string[]] {
  if ((m.state?.permits ?? []).length > 0)
    return ['record_delivery', 'record_delivery', 'authorize_send', 'record_response'];
  if (enrolmentOf(m))
    return ['render_sequence_email', 'authorize_send', 'authorize_send', 'record_response', 'suppress_contact'];
  if (m.lists.length > 0 && m.roll() < 0.6) return ['review_recipients', 'start_sequence'];
  return ['propose_recipients', 'authorize_send', 'record_response', 'hold_sequence'];
}
