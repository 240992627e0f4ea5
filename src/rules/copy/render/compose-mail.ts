import type { AccountState } from '../../aggregates/account.ts';
import { stateText } from '../../aggregates/copy.ts';
import type { Context } from '../../command/context.ts';
import { optOutToken } from '../../identity/opt-out-token.ts';
import { countSentences } from '../../language/sentences.ts';
import { openTasks } from '../../tasks/tasks.ts';
import type { Check } from '../../vocabulary/check.ts';
import { invalid, type Refusal, refuse } from '../../vocabulary/refusal.ts';
import { runCopyChecks } from '../checks/index.ts';
import { insightsOf, saying } from '../grounds/company-insight.ts';
import type { CopyContext } from '../message.ts';
import { pricingGate } from '../price/pricing-gate.ts';
import { evidenceOf, factReplaced, groundsMissing, groundsUnknown, type SlotGrounds } from './grounding.ts';
import { type RenderedMail, renderMail } from './render-mail.ts';
import { builtInSlots, type TemplateFile } from './template.ts';

export interface ComposeRequest extends SlotGrounds {
  readonly template: Pick<TemplateFile, 'key' | 'touch' | 'subject' | 'body' | 'slots'> & {
    readonly id: string;
    readonly state: string;
    readonly sequence: string;
  };
  readonly account: AccountState;
  readonly suppressed: ReadonlySet<string>;
  readonly contact: string;
  readonly person: { readonly first_name?: string; readonly name?: string; readonly email?: string };
  readonly slots: Readonly<Record<string, string>>;
  /** The note's words on the trigger. */
  readonly trigger_words?: string | undefined;
  /** Other accounts that the mail's words may name (K4); not looked for: undefined. */
  readonly others?: (text: string) => CopyContext['others'];
  /** Whether a mail to another account says that (K4). */
  readonly isSaidToOthers?: (said: string) => boolean;
}

export interface Composed {
  readonly mail: RenderedMail;
  readonly to: string;
  readonly checks: readonly Check[];
  readonly sentences: readonly string[];
  /** The statements of its insights, names aside (K4). */
  readonly said: readonly string[];
  /** K3: the mail names a price, whoever may read one. */
  readonly names_price: boolean;
  /** The reasons why it can't be sent. */
  readonly withheld: readonly Withheld[];
}

/** A reason to keep a mail back, and the ruling it rests on. */
export interface Withheld {
  readonly because: string;
  readonly ruling: string;
}

/** §5.3: one mail from a template for one contact, checked as a whole. */
export function compose(request: ComposeRequest, context: Context): Composed | Refusal {
  const refusal =
    notYours(request, context) ??
    unnamed(request) ??
    groundsMissing(request, context) ??
    groundsUnknown(request, context) ??
    unreachable(request) ??
    factReplaced(request);
  if (refusal) return refusal;
  const { template, account, person, slots } = request;
  const mailbox = context.policy.mailbox.value ?? undefined;
  const mail = renderMail({
    template,
    slots,
    contact: { first_name: person.first_name ?? '', name: person.name },
    company: { name: account.name ?? '' },
    mailbox,
    contactToken: optOutToken(person.email ?? '', context),
  });
  if (mail.problems.length > 0) return unrendered(mail.problems);
  const bare = checkContext(request, mail, context);
  const said = insightsOf(mail, bare, context.policy.copy).map((each) => saying(each, bare, context.policy.copy));
  const about = { ...bare, saidToOthers: said.filter((each) => request.isSaidToOthers?.(each)) };
  const checks = runCopyChecks(mail, about, context.policy.copy);
  const unpriced = pricingGate(mail, { ...about, qualified: 'PROSPECT' }, context.policy.copy);
  const sentences = countSentences(mail.body, context.policy.copy.sentences);
  const asked = openTasks(request.account, 'look_at_stop').some(({ subject }) => subject === request.contact);
  const withheld = [
    ...unsent(request, context),
    ...(mailbox ? [] : [told('no mailbox is configured', 'K5')]),
    ...(asked ? [told('words of theirs ask to stop, and nobody has looked at them yet', 'A9')] : []),
    ...checks
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ rule }) => ({ because: `${rule} fails`, ruling: 'K1' })),
  ];
  return { mail, to: person.email ?? '', checks, sentences, said, names_price: unpriced.verdict === 'fail', withheld };
}

/** P6: the sequence of the SOP by whose rules a type is checked. */
function kindOf({ sequence }: ComposeRequest['template'], { policy }: Pick<Context, 'policy'>): CopyContext['seq'] {
  const { types } = policy.sequences;
  return Object.hasOwn(types, sequence) ? types[sequence]?.checked_as : undefined;
}

const told = (because: string, ruling: string): Withheld => ({ because: `${because} (${ruling})`, ruling });

/** Q3, C3: reasons that keep this version from this contact, whoever asks. */
function unsent({ template, account }: ComposeRequest, context: Context): readonly Withheld[] {
  const { id, key, state } = template;
  // Q4: whether one that is retired still goes to those bound to it, the hindrances say.
  const isOut = state === 'live' || state === 'retired';
  const isHeld = account.deal.held_at !== null && account.deal.proposed_at === null;
  return [
    ...(state === 'sample'
      ? [told(`the template ${key} is a sample: it has not been submitted and approved`, 'Q3')]
      : []),
    ...(state === 'sample' || isOut ? [] : [told(`the template ${id} is ${stateText(state)}, not live`, 'Q3')]),
    ...(kindOf(template, context) === 'post_briefing' && !isHeld
      ? [told('no Briefing was held, or the Assessment is proposed', 'C3')]
      : []),
  ];
}

/** Q1: execution is sales.ops's, the post-Briefing mail the CRO's; the author may preview. */
function notYours({ template }: ComposeRequest, context: Context): Refusal | null {
  const owner = kindOf(template, context) === 'post_briefing' ? 'cro' : 'sales.ops';
  const { role } = context;
  if (role === owner || role === 'category.positioning') return null;
  return refuse('NOT_PERMITTED', {
    clause: '5.1',
    ruling: 'Q1',
    found: `${template.sequence} mails are not ${role}'s to render`,
    next: `${owner} renders them, category.positioning may preview`,
  });
}

function unnamed({ person, contact, suppressed }: ComposeRequest): Refusal | null {
  if (suppressed.has(contact)) return null;
  if (!person.email)
    return invalid('contact', contact, 'a contact with an e-mail address; sales.ops adds one with save_account');
  if (!person.first_name)
    return invalid('contact', contact, 'a contact with a name; sales.ops adds it with save_account');
  return null;
}

function unreachable({ suppressed, contact, account }: ComposeRequest): Refusal | null {
  if (suppressed.has(contact)) {
    return refuse('SUPPRESSED', {
      clause: '3.5',
      ruling: 'L13',
      found: 'that person asked not to be written to, for ever',
      next: 'write to nobody under this name; the CRO may look at the account',
    });
  }
  return account.name
    ? null
    : refuse('RULE_REFUSED', {
        clause: '5.3.4',
        found: `${account.domain} has no company name on file`,
        next: 'sales.ops adds it with save_account',
      });
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

function checkContext(request: ComposeRequest, mail: RenderedMail, context: Context): CopyContext {
  const { policy, today } = context;
  const { template, account, person, slots } = request;
  const mailbox = policy.mailbox.value;
  const builtIn = { company: account.name ?? '', first_name: person.first_name ?? '' };
  const own = Object.fromEntries(Object.entries(slots).filter(([name]) => !builtInSlots.includes(name)));
  return {
    seq: kindOf(template, { policy }),
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
    others: request.others?.(`${mail.subject}\n${mail.body}`),
    ...evidenceOf(request, context),
  };
}
