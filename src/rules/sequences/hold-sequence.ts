import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import type { Keys } from '../command/world.ts';
import { personKey } from '../suppression/person-ref.ts';
import { isCalendarDate } from '../time/time.ts';
import { faulty, invalid, type Refusal } from '../vocabulary/refusal.ts';
import { holdContact } from './hold-contact.ts';
import { holdMailbox } from './hold-mailbox.ts';
import { holdTemplate } from './hold-template.ts';
import type { Held, HoldArgs, HoldInput } from './hold-types.ts';

/** C4, M4: sales.ops pauses, resumes or ends what goes to one person, what rests on one version, or all that leaves the mailbox. */
export const holdSequence: Command<HoldArgs, HoldInput, Held> = {
  name: 'hold_sequence',
  clause: '5.5',
  prepare(args, context) {
    const read = inputReader(context);
    const reason = read.required('reason', args.reason, 'quote');
    const on = subjectOf(args);
    if ('refused' in on) return on;
    const fault = read.refusal ?? untilFault(args, on.on, context);
    if (fault) return fault;
    const keys = keysOf(on, context);
    if ('refused' in keys) return keys;
    const { action, until } = args;
    return { keys, input: { ...on, action, reason, ...(until === undefined ? {} : { until }) } };
  },
  decide(input, world, context): Decided<Held> | Refusal {
    if (input.on === 'contact') return holdContact(input, world);
    return input.on === 'template' ? holdTemplate(input, world) : holdMailbox(input, world, context);
  },
};

function subjectOf({ contact, template, mailbox }: HoldArgs): Pick<HoldInput, 'on' | 'named'> | Refusal {
  const given = [
    ...(contact === undefined ? [] : [{ on: 'contact' as const, named: contact.trim() }]),
    ...(template === undefined ? [] : [{ on: 'template' as const, named: template.trim() }]),
    ...(mailbox === undefined || mailbox === false ? [] : [{ on: 'mailbox' as const, named: String(mailbox) }]),
  ];
  const [one, other] = given;
  if (one && !other) return one;
  if (!one) return invalid('contact', undefined, 'one of `contact`, `template` and `mailbox`: what is held');
  return faulty('contact', `${given.length} of \`contact\`, \`template\` and \`mailbox\` are given, and one is wanted`);
}

function untilFault({ action, until }: HoldArgs, on: HoldInput['on'], { today }: Context): Refusal | null {
  if (until === undefined) return null;
  if (action !== 'pause' || on === 'mailbox')
    return invalid('until', until, 'a day only to pause a contact or a template; a mailbox waits until it is resumed');
  if (!isCalendarDate(until)) return invalid('until', until, 'a date such as 2026-05-20');
  return until > today ? null : invalid('until', until, `a day after today, ${today}`);
}

function keysOf({ on, named }: Pick<HoldInput, 'on' | 'named'>, context: Context): Keys | Refusal {
  if (on !== 'contact') return {};
  const read = personKey(named, context);
  return 'refused' in read ? read : { people: [read.key] };
}
