import type { AccountState, Signal } from '../../aggregates/account.ts';
import type { Context } from '../../command/context.ts';
import { counts } from '../../criteria/engagement.ts';
import { countSentences } from '../../language/sentences.ts';
import { openTasks } from '../../tasks/tasks.ts';
import { dateOfDay, dayOfDate } from '../../time/civil-date.ts';
import type { Check } from '../../vocabulary/check.ts';
import { faulty, invalid, type Refusal, refuse } from '../../vocabulary/refusal.ts';
import { runCopyChecks } from '../checks/index.ts';
import type { CopyContext } from '../message.ts';
import { type RenderedMail, renderMail } from './render-mail.ts';
import { builtInSlots, type TemplateFile } from './template.ts';

export interface ComposeRequest {
  readonly template: Pick<TemplateFile, 'key' | 'sequence' | 'touch' | 'subject' | 'body' | 'slots'>;
  readonly account: AccountState;
  readonly suppressed: ReadonlySet<string>;
  readonly contact: string;
  readonly person: { readonly first_name?: string; readonly name?: string; readonly email?: string };
  readonly slots: Readonly<Record<string, string>>;
  readonly insight_fact?: string | undefined;
  readonly trigger_signal?: string | undefined;
  /** What was filed with that signal. */
  readonly trigger_words?: string | undefined;
  readonly hook?: { readonly text: string; readonly source: string; readonly observed_on: string } | undefined;
}

export interface Composed {
  readonly mail: RenderedMail;
  readonly to: string;
  readonly checks: readonly Check[];
  readonly sentences: readonly string[];
  /** Why it can't be sent, whatever the checks say. */
  readonly withheld: readonly string[];
}

/** §5.3: one mail from a template for one contact, checked as a whole. */
export function compose(request: ComposeRequest, context: Context): Composed | Refusal {
  const refusal = notYours(request, context) ?? unreachable(request) ?? ungrounded(request, context);
  if (refusal) return refusal;
  const { template, account, person, slots } = request;
  const mailbox = context.policy.mailbox.value ?? undefined;
  const mail = renderMail({
    template,
    slots,
    contact: { first_name: person.first_name ?? '', name: person.name },
    company: { name: account.name ?? '' },
    mailbox,
    contactToken: context.fingerprint(request.contact),
  });
  if (mail.problems.length > 0) return unrendered(mail.problems);
  const checks = runCopyChecks(mail, checkContext(request, mail, context), context.policy.copy);
  const sentences = countSentences(mail.body, context.policy.copy.sentences);
  const asked = openTasks(request.account, 'look_at_stop').some(({ subject }) => subject === request.contact);
  const withheld = [
    `the template ${template.key} is a sample: it has not been submitted and approved (Q3)`,
    'nothing grants a permit to send yet (M1)',
    ...(mailbox ? [] : ['no mailbox is configured (K5)']),
    ...(asked ? ['words of theirs ask to stop, and nobody has looked at them yet (A9)'] : []),
    ...checks.filter((check) => check.verdict === 'fail').map((check) => `${check.rule} fails`),
  ];
  return { mail, to: person.email ?? '', checks, sentences, withheld };
}

/** Q1: execution is sales.ops's, the post-Briefing mail the CRO's; the author may preview. */
function notYours({ template }: ComposeRequest, { role }: Context): Refusal | null {
  const owner = template.sequence === 'post_briefing' ? 'cro' : 'sales.ops';
  if (role === owner || role === 'category.positioning') return null;
  return refuse('NOT_PERMITTED', {
    clause: '5.1',
    ruling: 'Q1',
    found: `${template.sequence} mails are not ${role}'s to render`,
    next: `${owner} renders them, category.positioning may preview`,
  });
}

function unreachable({ suppressed, contact, person, account }: ComposeRequest): Refusal | null {
  if (suppressed.has(contact)) {
    return refuse('SUPPRESSED', {
      clause: '3.5',
      ruling: 'L13',
      found: 'that person asked not to be written to, for ever',
      next: 'write to nobody under this name; the CRO may look at the account',
    });
  }
  if (!person.email)
    return invalid('contact', contact, 'a contact with an e-mail address; sales.ops adds one with save_account');
  if (!person.first_name)
    return invalid('contact', contact, 'a contact with a name; sales.ops adds it with save_account');
  if (!account.name)
    return refuse('RULE_REFUSED', {
      clause: '5.3.4',
      found: `${account.domain} has no company name on file`,
      next: 'sales.ops adds it with save_account',
    });
  return null;
}

/** K1, K4: what a slot rests on is on file, of this account and this contact. */
function ungrounded(request: ComposeRequest, context: Context): Refusal | null {
  const { template, account, insight_fact, trigger_signal, hook } = request;
  const given = { insight_fact, trigger_signal, hook };
  for (const { name, rests_on } of template.slots) {
    if (given[rests_on] === undefined) return invalid(rests_on, undefined, `what the slot \`${name}\` rests on`);
  }
  if (insight_fact !== undefined && !account.facts.some((fact) => fact.id === insight_fact)) {
    return refuse('NOT_FOUND', {
      clause: '5.3.4',
      found: `no fact of ${account.name} has the id given as \`insight_fact\``,
      next: 'take the id from explain_account, or record the fact with save_account',
    });
  }
  const signal = account.signals.find((each) => each.id === trigger_signal);
  if (trigger_signal !== undefined && !isTrigger(signal, request, context)) {
    return refuse('NOT_FOUND', {
      clause: '5.3.4',
      found: 'no signal of this contact that counts has the id given as `trigger_signal`',
      next: 'take the id from explain_account',
    });
  }
  const on = hook?.observed_on ?? '';
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(on) && dateOfDay(dayOfDate(on)) === on;
  return hook && (!isDate || on > context.today)
    ? faulty('hook.observed_on', 'a past date such as 2026-04-20 is wanted')
    : null;
}

function isTrigger(
  signal: Signal | undefined,
  { account, suppressed, contact }: ComposeRequest,
  context: Context,
): boolean {
  if (!signal || signal.gone || signal.contact !== contact) return false;
  const person = account.contacts.find((each) => each.id === contact);
  return counts(person, { state: account, suppressed }, context);
}

function unrendered(problems: readonly string[]): Refusal {
  const isName = problems.some((problem) => builtInSlots.some((name) => problem.startsWith(`slot \`${name}\` holds`)));
  return refuse('INVALID_INPUT', {
    clause: '5.3',
    ruling: 'K1',
    found: problems.join('; '),
    next: isName
      ? 'sales.ops corrects the name with save_account'
      : 'fill each declared slot with one whole sentence of plain text',
  });
}

function checkContext(request: ComposeRequest, mail: RenderedMail, { policy, today }: Context): CopyContext {
  const { template, account, person, slots } = request;
  const mailbox = policy.mailbox.value;
  const builtIn = { company: account.name ?? '', first_name: person.first_name ?? '' };
  const own = Object.fromEntries(Object.entries(slots).filter(([name]) => !builtInSlots.includes(name)));
  return {
    seq: template.sequence,
    touch: template.touch,
    qualified: account.stage,
    threadHasPrior: false,
    contact: person,
    company: { name: account.name },
    sender: mailbox
      ? { name: mailbox.sender_name, email: mailbox.address, postal_address: mailbox.postal_address }
      : null,
    optout: mail.optout,
    template: { approved: { subject: template.subject, body: template.body }, slots: { ...own, ...builtIn } },
    slots: own,
    now: today,
    ...evidenceOf(request),
  };
}

/** What the mail is said to rest on, as the checks read it. */
function evidenceOf({ account, insight_fact, trigger_signal, trigger_words, hook }: ComposeRequest) {
  const fact = account.facts.find((each) => each.id === insight_fact);
  const signal = account.signals.find((each) => each.id === trigger_signal);
  const said = [signal?.interaction, signal?.object, trigger_words].filter((words) => words).join(' ');
  return {
    insight: fact
      ? { evidence: [{ id: fact.id, text: `${fact.fact.replaceAll('_', ' ')} ${fact.value}: ${fact.evidence}` }] }
      : null,
    trigger: signal ? { id: signal.id, type: signal.type, text: said || 'an act', observed_on: signal.on } : null,
    hook: hook ? { text: hook.text, observed_on: hook.observed_on } : null,
  };
}
