import type { AccountState, Fact, Signal } from '../../aggregates/account.ts';
import type { Context, PolicyCalendar } from '../../command/context.ts';
import { counts } from '../../criteria/engagement.ts';
import { currentFacts } from '../../criteria/gates.ts';
import type { PolicyValues } from '../../policy/policy.ts';
import { dateOfDay, dayOfDate } from '../../time/civil-date.ts';
import { faulty, invalid, type Refusal, refuse } from '../../vocabulary/refusal.ts';
import { spokenObject } from './spoken-object.ts';
import type { TemplateFile } from './template.ts';

/** Something that was said in the Briefing, and the slot that takes it up. */
interface Reference {
  readonly slot: string;
  readonly said: string;
  /** The notes, recording or minute in which it can be looked up. */
  readonly where: string;
}

/** The evidence that the slots of one mail name. */
export interface SlotGrounds {
  readonly insight_fact?: string | undefined;
  readonly trigger_signal?: string | undefined;
  readonly hook?: { readonly text: string; readonly source: string; readonly observed_on: string } | undefined;
  readonly references?: readonly Reference[] | undefined;
}

interface Grounding extends SlotGrounds {
  readonly template: Pick<TemplateFile, 'slots'>;
  readonly account: AccountState;
  readonly suppressed: ReadonlySet<string>;
  readonly contact: string;
}

/** K1, K4: each slot names what it rests on, in a form that can be looked up. */
export function groundsMissing(request: Grounding, context: Context): Refusal | null {
  const { template, insight_fact, trigger_signal, hook, references = [] } = request;
  for (const { name, rests_on } of template.slots) {
    if (rests_on === 'conversation') {
      if (!references.some(({ slot }) => slot === name))
        return invalid('references', undefined, `what was said in the Briefing that the slot \`${name}\` takes up`);
    } else if ({ insight_fact, trigger_signal, hook }[rests_on] === undefined)
      return invalid(rests_on, undefined, `what the slot \`${name}\` rests on`);
  }
  const stray = references.find(({ slot }) => !template.slots.some(({ name }) => name === slot));
  if (stray) return invalid('references.slot', stray.slot, 'the name of a slot that the template declares');
  const on = hook?.observed_on ?? '';
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(on) && dateOfDay(dayOfDate(on)) === on;
  return hook && (!isDate || on > context.today)
    ? faulty('hook.observed_on', 'a past date such as 2026-04-20 is wanted')
    : null;
}

/** K1, K4: fact and signal are on file, of this account and this contact. */
export function groundsUnknown(request: Grounding, context: Context): Refusal | null {
  const { account, insight_fact, trigger_signal } = request;
  if (insight_fact !== undefined && !account.facts.some((fact) => fact.id === insight_fact)) {
    return refuse('NOT_FOUND', {
      clause: '5.3.4',
      found: `no fact of ${account.name ?? account.domain} has the id given as \`insight_fact\``,
      next: 'take the id from explain_account, or record the fact with save_account',
    });
  }
  const signal = account.signals.find((each) => each.id === trigger_signal);
  if (trigger_signal === undefined || isTrigger(signal, request, context)) return null;
  return refuse('NOT_FOUND', {
    clause: '5.3.4',
    found: 'no signal of this contact that counts has the id given as `trigger_signal`',
    next: 'take the id from explain_account',
  });
}

/** G-3: a fact that was corrected, or that another value took the place of, is none to write on. */
export function factReplaced({ account, insight_fact }: Grounding): Refusal | null {
  const given = account.facts.find(({ id }) => id === insight_fact);
  const standing = given && currentFacts(account.facts).get(given.fact);
  if (!given || standing?.value === given.value) return null;
  const says = ({ fact, value }: Fact) => `${fact} ${value}`;
  return refuse('RULE_REFUSED', {
    clause: '5.3.4',
    ruling: 'G-3',
    found: `${given.id} (${says(given)}) stands no more${standing ? `: ${standing.id} (${says(standing)}) took its place` : ''}`,
    next: standing
      ? `write on ${standing.id}, and give it as \`insight_fact\``
      : 'take a fact that stands from explain_account',
  });
}

function isTrigger(signal: Signal | undefined, { account, suppressed, contact }: Grounding, context: Context): boolean {
  if (!signal || signal.gone || signal.contact !== contact) return false;
  const person = account.contacts.find((each) => each.id === contact);
  return counts(person, { state: account, suppressed }, context);
}

/** Evidence of a mail in the form that the checks read; `trigger_words`: the note's words on the signal. */
export function evidenceOf(
  {
    account,
    insight_fact,
    trigger_signal,
    trigger_words,
    hook,
    references,
  }: SlotGrounds & { readonly account: AccountState; readonly trigger_words?: string | undefined },
  { policy, calendar }: PolicyCalendar,
) {
  const fact = account.facts.find((each) => each.id === insight_fact);
  const signal = account.signals.find((each) => each.id === trigger_signal);
  const object = signal?.object && spokenObject(signal.object, policy.copy.personal.address_words.value);
  const said = [signal?.interaction, object, trigger_words].filter((words) => words).join(' ');
  const briefing = account.deal.held_at === null ? null : calendar.dateOf(account.deal.held_at);
  const others = [...currentFacts(account.facts).values()].filter((each) => each.id !== fact?.id);
  return {
    insight: fact ? { evidence: [factOnFile(fact, policy)] } : null,
    facts: others.map((each) => factOnFile(each, policy)),
    trigger: signal ? { id: signal.id, type: signal.type, text: said || 'an act', observed_on: signal.on } : null,
    hook: hook ? { text: hook.text, observed_on: hook.observed_on } : null,
    ...(references
      ? { conversation: references.map(({ said: text, where }) => ({ id: where, text, observed_on: briefing })) }
      : {}),
  };
}

function factOnFile({ id, fact, value, evidence, as_of, undated }: Fact, { facts }: Pick<PolicyValues, 'facts'>) {
  const name = fact.replaceAll('_', ' ');
  const { says = '', also = [] } = facts[fact] ?? {};
  const measured = [name, says, ...also.map((each) => each.replaceAll('_', ' '))].join(' ');
  const about = typeof value === 'number' ? measured : '';
  return { id, about, text: `${name} ${value} ${says}: ${evidence}`, observed_on: undated ? null : as_of };
}
