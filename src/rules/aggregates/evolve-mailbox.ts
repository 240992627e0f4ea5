import type { Stamp } from './event-stamp.ts';
import { emptyDay, emptyMailbox, type MailboxEvent, type MailboxState, type Slot } from './mailbox.ts';

/** How many days of counts are kept: the rates look at the last seven. */
const keptDays = 40;

/** The mailbox as it stands after one more event. */
export function evolveMailbox(state: MailboxState | null, event: MailboxEvent, stamp: Stamp): MailboxState {
  const mailbox = state ?? emptyMailbox;
  switch (event.type) {
    case 'slot_taken': {
      const { permit, day, is_direct, until } = event;
      // Slots whose time is over hold no place any more.
      const held = Object.entries(mailbox.slots).filter(([, slot]) => slot.until === null || slot.until > stamp.at);
      return { ...mailbox, slots: { ...Object.fromEntries(held), [permit]: { day, is_direct, until } } };
    }
    case 'slot_kept': {
      const slot = mailbox.slots[event.permit];
      return slot ? { ...mailbox, slots: { ...mailbox.slots, [event.permit]: { ...slot, until: null } } } : mailbox;
    }
    case 'slot_returned':
      return { ...mailbox, slots: without(mailbox.slots, event.permit) };
    case 'mail_counted':
      return counted(mailbox, event, stamp);
    case 'mailbox_paused':
      return { ...mailbox, paused: { at: stamp.at, because: event.because, by: stamp.by } };
    case 'mailbox_resumed': {
      const { paused: _paused, ...rest } = mailbox;
      return rest;
    }
    case 'sending_stopped':
      return { ...mailbox, stopped: { at: stamp.at, why: event.why } };
    case 'stop_lifted': {
      const { stopped: _stopped, ...rest } = mailbox;
      return rest;
    }
    case 'sent_folder_reconciled':
      return { ...lookedThrough(mailbox), reconciled_until: event.until };
    default:
      return event satisfies never;
  }
}

function counted(
  mailbox: MailboxState,
  { what, day, permit }: Extract<MailboxEvent, { readonly type: 'mail_counted' }>,
  { at }: Pick<Stamp, 'at'>,
): MailboxState {
  const known = mailbox.days[day] ?? emptyDay;
  const days = Object.entries({ ...mailbox.days, [day]: { ...known, [what]: known[what] + 1 } });
  days.sort(([one], [other]) => (one < other ? -1 : 1));
  const slots = permit === undefined ? mailbox.slots : without(mailbox.slots, permit);
  const isThen = permit !== undefined && at === mailbox.reconciled_until;
  return {
    ...mailbox,
    slots,
    days: Object.fromEntries(days.slice(-keptDays)),
    ...(isThen ? { sent_then: [...(mailbox.sent_then ?? []), permit] } : {}),
  };
}

function lookedThrough({ sent_then: _looked, ...mailbox }: MailboxState): MailboxState {
  return mailbox;
}

function without(slots: MailboxState['slots'], permit: string): Readonly<Record<string, Slot>> {
  const { [permit]: _gone, ...rest } = slots;
  return rest;
}
