import type { DraftedSlot } from '../aggregates/copy.ts';
import type { Moment } from '../command/context.ts';
import type { World } from '../command/world.ts';
import { runCopyChecks } from '../copy/checks/index.ts';
import type { CopyContext, CopyMessage } from '../copy/message.ts';
import { mergeCrossAccount } from '../copy/others/cross-account.ts';
import { type RenderedMail, renderMail } from '../copy/render/render-mail.ts';
import type { PolicyValues } from '../policy/policy.ts';
import type { Check } from '../vocabulary/check.ts';
import type { SequenceRule } from './flow.ts';

export interface SampledText {
  readonly touch: number;
  readonly subject: string;
  readonly body: string;
  readonly slots: readonly DraftedSlot[];
}

type Samples = PolicyValues['authoring']['sample'];

/** C3: the stage of a reader of each kind. */
const stageOf = { nurture: 'MQL', activation: 'SQL', re_engagement: 'MQL', post_briefing: 'BRIEFING_READY' } as const;

/**
 * K1: the copy checks on a mail made of a draft and the policy's sample; whether its fixed text names an account on file
 * or the sample itself (K4). What only a real reader can tell (what went to others) is left out.
 */
export function sampleChecks(
  text: SampledText,
  kind: SequenceRule['checked_as'],
  { moment, namedIn }: { readonly moment: Moment; readonly namedIn: World['namedIn'] },
): { readonly mail: RenderedMail; readonly checks: readonly Check[] } {
  const { authoring, mailbox, copy } = moment.policy;
  const { sample } = authoring;
  const [company, first_name] = [sample.company.value, sample.first_name.value];
  const slots = sampleSlots(text.slots, sample);
  const sender = mailbox.value ?? sample.sender.value;
  const mail = renderMail({
    template: text,
    slots,
    contact: { first_name, name: first_name },
    company: { name: company },
    mailbox: sender,
    contactToken: 'sample',
  });
  const context: CopyContext = {
    seq: kind,
    touch: text.touch,
    qualified: stageOf[kind],
    threadHasPrior: false,
    contact: { first_name, name: first_name, email: `${first_name.toLowerCase()}@example.com` },
    company: { name: company },
    sender: { name: sender.sender_name, email: sender.address, postal_address: sender.postal_address },
    optout: mail.optout,
    template: {
      approved: { subject: text.subject, body: text.body },
      slots: { ...slots, company, first_name },
    },
    slots,
    now: moment.today,
    ...groundsOf(sample, moment),
  };
  const { others, fixed } = namedInFixed(text, sample, namedIn);
  const named = mergeCrossAccount(fixed, { others, sender: context.sender }, copy);
  const checks = runCopyChecks(mail, context, copy).map((check) => (check.rule === named.rule ? named : check));
  return { mail, checks: checks.filter(({ verdict }) => verdict !== 'unknown') };
}

/** K4: a draft without its slots, the accounts on file that it names, and the sample, whose names would stand in every mail. */
function namedInFixed(text: SampledText, { company, first_name }: Samples, namedIn: World['namedIn']) {
  const [subject = '', body = ''] = [text.subject, text.body].map((part) => part.replace(/\{\{[^{}]*\}\}/g, ' '));
  const fixed: CopyMessage = { subject, greeting: '', body, signoff: '', footer: '' };
  const sampled = { company: { name: company.value }, people: [{ first_name: first_name.value }] };
  return { fixed, others: [...namedIn(`${subject}\n${body}`), sampled] };
}

/** Each slot with a sentence of its kind; several of one kind take one after another. */
function sampleSlots(slots: readonly DraftedSlot[], sample: Samples): Readonly<Record<string, string>> {
  const filled = slots.map(({ name, rests_on }, nth) => {
    const texts = sample[rests_on].value;
    const earlier = slots.slice(0, nth).filter((each) => each.rests_on === rests_on).length;
    return [name, texts[earlier % texts.length] ?? ''];
  });
  return Object.fromEntries(filled);
}

function groundsOf(sample: Samples, { today }: Moment): Partial<CopyContext> {
  return {
    insight: { evidence: [...sample.insight_fact.value] },
    trigger: { type: 'E1', text: sample.trigger_signal.value.join(' '), observed_on: today },
    hook: { text: sample.hook.value.join(' '), observed_on: today },
    conversation: [...sample.conversation.value],
  };
}
