import type { MailboxState, MailDay } from '../aggregates/mailbox.ts';
import type { Context } from '../command/context.ts';
import type { MailboxDraft } from '../command/world.ts';
import { addDays, type CalendarDate, daysBetween } from '../time/time.ts';

/** How far a day's cap is used (M3). */
export interface Cap {
  readonly most: number;
  /** Sent, on its way, or permitted. */
  readonly used: number;
  readonly by_sequences: number;
  /** The places that sequences leave for direct mail. */
  readonly reserve: number;
  /** Permits that hold a place of the day's. */
  readonly held: readonly string[];
}

/** M3: by week from the warm-up date; the last figure goes on. */
export function mostOn(day: CalendarDate, { policy }: Pick<Context, 'policy'>): number {
  const caps = policy.sending.daily_cap.value;
  const from = policy.mailbox.value?.warmup_started_on;
  if (from === undefined) return 0;
  const week = Math.max(0, Math.floor(daysBetween(from, day) / 7));
  return caps[Math.min(week, caps.length - 1)] ?? 0;
}

/** A permit of last night that still lives may be used today: it holds a place of both days. */
export function capOf(
  { days, slots }: MailboxState,
  { policy, now, today }: Pick<Context, 'policy' | 'now' | 'today'>,
): Cap {
  const { sent, direct } = days[today] ?? { sent: 0, direct: 0 };
  const held = Object.entries(slots).filter(([, { day, until }]) => (until === null ? day === today : until > now));
  const ofSequences = held.filter(([, { is_direct }]) => !is_direct).length;
  return {
    most: mostOn(today, { policy }),
    used: sent + direct + held.length,
    by_sequences: sent + ofSequences,
    reserve: policy.sending.direct_reserve.value,
    held: held.map(([permit]) => permit),
  };
}

export function isFull({ most, used, by_sequences, reserve }: Cap, isDirect: boolean): boolean {
  return used >= most || (!isDirect && by_sequences >= most - reserve);
}

/** How many more mails may be permitted today. */
export function capLeft({ most, used, by_sequences, reserve }: Cap): {
  readonly all: number;
  readonly sequences: number;
} {
  const all = Math.max(0, most - used);
  return { all, sequences: Math.max(0, Math.min(all, most - reserve - by_sequences)) };
}

/** Counts what came of a mail on its day; bounces and complaints, and the send that makes them enough to judge by, may pause the sequences (M4). */
export function countMail(
  draft: MailboxDraft,
  counted: { readonly what: keyof MailDay; readonly day: CalendarDate; readonly permit?: string },
  context: Context,
): string | null {
  draft.emit({ type: 'mail_counted', ...counted });
  const [because] = judgedBy(draft.state, counted, context).flatMap(
    (what) => overRate(draft.state, what, context) ?? [],
  );
  if (because === undefined || draft.state.paused) return null;
  draft.emit({ type: 'mailbox_paused', because });
  return because;
}

type RatedKind = 'bounced' | 'complaints';

/** A further send judges nothing anew, so that a pause that was lifted stays so; the one that reaches the floor does. */
function judgedBy(
  state: MailboxState,
  { what, day }: { readonly what: keyof MailDay; readonly day: CalendarDate },
  context: Context,
): readonly RatedKind[] {
  if (what === 'bounced' || what === 'complaints') return [what];
  const { rates } = context.policy.sending;
  if (day < firstDay(context) || day > context.today) return [];
  const { sends } = rateOf(state, 'bounced', context);
  const floors = { bounced: rates.bounce_floor.value, complaints: rates.complaint_floor.value };
  return (['bounced', 'complaints'] as const).filter((each) => sends === floors[each]);
}

/** The sentence of an answer on sequences that the call paused. */
export const pausedText = (because: string | null): string =>
  because === null ? '' : ` The sequences of the mailbox are paused: ${because}.`;

interface Rate {
  readonly sends: number;
  readonly found: number;
  readonly words: string;
}

type Rated = Pick<Context, 'policy' | 'today'>;

const firstDay = ({ policy, today }: Rated): CalendarDate => addDays(today, 1 - policy.sending.rates.days.value);

function rateOf({ days }: MailboxState, what: RatedKind, { policy, today }: Rated): Rate {
  const { rates } = policy.sending;
  const from = firstDay({ policy, today });
  const recent = Object.entries(days).flatMap(([day, each]) => (day >= from && day <= today ? [each] : []));
  const sends = recent.reduce((sum, { sent, direct }) => sum + sent + direct, 0);
  const found = recent.reduce((sum, each) => sum + each[what], 0);
  const called = what === 'bounced' ? ['bounce', 'bounces'] : ['complaint', 'complaints'];
  const words = `${found} ${called[found === 1 ? 0 : 1]} of ${sends} mails in ${rates.days.value} days`;
  return { sends, found, words };
}

/** M4: complaints that are to be told; from the higher rate on they pause the sequences. */
export function complaintsTold(state: MailboxState, context: Rated): string | null {
  const { complaint_floor, complaint_tell, complaint_pause } = context.policy.sending.rates;
  const { sends, found, words } = rateOf(state, 'complaints', context);
  if (found === 0 || sends < complaint_floor.value || found / sends < complaint_tell.value) return null;
  return `${words}, ${percent(complaint_tell.value)} or more; ${percent(complaint_pause.value)} pauses the sequences`;
}

function overRate(state: MailboxState, what: RatedKind, context: Context): string | null {
  const { rates } = context.policy.sending;
  const { sends, found, words } = rateOf(state, what, context);
  if (what === 'bounced') {
    const isOver = sends >= rates.bounce_floor.value && found / sends > rates.bounce_pause.value;
    return isOver ? `${words}, more than ${percent(rates.bounce_pause.value)}` : null;
  }
  const isOver = sends >= rates.complaint_floor.value && found / sends >= rates.complaint_pause.value;
  return isOver ? `${words}, ${percent(rates.complaint_pause.value)} or more` : null;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
