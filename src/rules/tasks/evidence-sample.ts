import type { AccountState, Fact } from '../aggregates/account.ts';
import type { DeskState } from '../aggregates/desk.ts';
import type { Evidence, EvidenceVerdict, Task } from '../aggregates/task.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, DeskDraft } from '../command/world.ts';
import { addDays, type CalendarDate, type Instant, mondayOf } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';
import { overtaken } from './closing.ts';
import { duty } from './duties.ts';
import { openTask, openTasks } from './tasks.ts';

/** Evidence on file, with the place where it can be looked up. */
export interface EvidenceItem {
  readonly kind: Evidence;
  readonly by: Role;
  /** `fact employees = 640 of 2026-05-01` */
  readonly says: string;
  readonly source: string;
  readonly reference: string;
}

const drawn = 'evidence_sample';

/** S-7: by its id, as it stands on file; null for what is gone, and for what the engine derived. */
export function evidenceItem(state: AccountState, id: string): EvidenceItem | null {
  const [prefix] = id.split('_', 1);
  if (prefix === 'sig') return signalItem(state, id);
  return prefix === 'fct' ? factItem(state, id) : findingItem(state, id);
}

function signalItem({ signals }: AccountState, id: string): EvidenceItem | null {
  const found = signals.find((each) => each.id === id);
  if (!found || found.gone || found.rests_on.some((each) => each !== id)) return null;
  const { type, on, source, filed_by: by, object, interaction, piece } = found;
  return { kind: 'signal', by, says: `${type} of ${on}`, source, reference: object ?? interaction ?? piece ?? '' };
}

function factItem({ facts }: AccountState, id: string): EvidenceItem | null {
  const nth = facts.findIndex((each) => each.id === id);
  const found = facts[nth];
  if (!found || facts.slice(nth + 1).some((later) => replaces(later, found))) return null;
  const { fact, value, as_of, source, evidence: reference, by } = found;
  return { kind: 'fact', by, says: `fact ${fact} = ${value} of ${as_of}`, source, reference };
}

/** G-3: a fact is replaced by the one that corrects it, or by a newer one of its name. */
function replaces(later: Fact, { id, fact, as_of }: Fact): boolean {
  return later.corrects === id || (later.fact === fact && later.as_of >= as_of);
}

/** A finding has no id of its own: its dossier's, the signal and its place. */
function findingItem({ dossier }: AccountState, id: string): EvidenceItem | null {
  const [of, signal, nth] = id.split('.');
  if (!dossier || dossier.id !== of) return null;
  const found = dossier.scores.find((each) => each.signal === signal)?.findings[Number(nth) - 1];
  if (!found) return null;
  const { route, date, source, reference } = found;
  return { kind: 'finding', by: dossier.by, says: `finding ${route} of ${date} for ${signal}`, source, reference };
}

export function findingId(dossier: string, signal: string, nth: number): string {
  return `${dossier}.${signal}.${nth}`;
}

export interface Draw {
  readonly friday: CalendarDate;
  /** Evidence recorded since `from` and before `until` may be drawn. */
  readonly from: Instant;
  readonly until: Instant;
}

type Time = Pick<Context, 'calendar' | 'now'>;

/** S-7: the first Friday whose sample is due and not drawn. Each is drawn, however late, so that late sweeps end where early ones would. */
export function drawDue({ recurred, opened_at }: DeskState, { calendar, now }: Time): Draw | null {
  const last = recurred[drawn];
  if (last === undefined && opened_at === null) return null;
  let friday = last === undefined ? addDays(mondayOf(calendar.dateOf(opened_at ?? now)), 4) : addDays(last, 7);
  // A Friday that had begun when time began here asks nothing.
  if (last === undefined && calendar.openOf(friday) <= (opened_at ?? now)) friday = addDays(friday, 7);
  const until = calendar.openOf(friday);
  return until > now ? null : { friday, from: calendar.openOf(addDays(friday, -7)), until };
}

export function noteDrawn(desk: DeskDraft, { friday, until }: Draw): void {
  desk.emit({ type: 'duty_recurred', kind: drawn, day: friday }, until);
}

/** S-7: false where it no longer stands on file, so that another is drawn. */
export function openSample(draft: AccountDraft, id: string, from: Instant, context: Context): boolean {
  const item = evidenceItem(draft.state, id);
  if (!item) return false;
  openTask(draft, { kind: 'evidence_sample', subject: id, from, evidence: { kind: item.kind, by: item.by } }, context);
  return true;
}

const unseen = 'nobody looked it up before the next sample was drawn';

/** A sample that nobody looked up gives way to the next: one a week, never a backlog. */
export function lapseSamples(draft: AccountDraft, { until }: Draw): void {
  for (const { id } of openTasks(draft.state, 'evidence_sample'))
    draft.emit({ type: 'task_closed', task: id, ...overtaken(unseen) }, until);
}

/** S-7: counts the verdict; what is false goes back to the role that filed it. */
export function judge(
  { account, desk }: { readonly account: AccountDraft; readonly desk: DeskDraft },
  { subject = '', evidence }: Pick<Task, 'subject' | 'evidence'>,
  verdict: EvidenceVerdict,
  context: Context,
): void {
  if (!evidence) return;
  const { kind, by } = evidence;
  const signal = signalOf(account.state, subject);
  desk.emit({ type: 'evidence_judged', day: context.today, kind, role: by, verdict, ...(signal ? { signal } : {}) });
  if (verdict !== 'false' || !evidenceItem(account.state, subject)) return;
  const back = { finding: 'correct_false_finding', fact: 'correct_false_fact', signal: 'retract_false_signal' }[kind];
  const may = kind !== 'fact' || mayCorrect(account.state, subject, by, context);
  openTask(account, { kind: back, subject, ...(may ? { role: by } : {}) }, context);
}

/** The type of a signal, the buying signal of a finding; a fact is of none. */
function signalOf({ signals }: AccountState, id: string): string | undefined {
  return id.startsWith('dos_') ? id.split('.')[1] : signals.find((each) => each.id === id)?.type;
}

/** A fact that its filer may not verify goes to the duty's own role. */
function mayCorrect({ facts }: AccountState, id: string, by: Role, { policy }: Context): boolean {
  const fact = facts.find((each) => each.id === id)?.fact;
  return policy.gates.some((gate) => gate.fact === fact && gate.verified_by.includes(by));
}

/** Closes tasks on items found false that are retracted, corrected or scored anew since. */
export function closeCorrected(draft: AccountDraft): void {
  const kinds: readonly string[] = ['correct_false_finding', 'correct_false_fact', 'retract_false_signal'];
  for (const { id, kind, subject = '' } of openTasks(draft.state))
    if (kinds.includes(kind) && !evidenceItem(draft.state, subject))
      draft.emit({ type: 'task_closed', task: id, ...overtaken('what was found false stands no more') });
}

/** The question of the task, with the place to look; text of others in quotation marks, bounded. */
export function evidenceDo({ says, source, reference }: EvidenceItem, context: Pick<Context, 'policy'>): string {
  const where = [source, reference].filter((each) => each !== '').map((each) => `"${short(each)}"`);
  return `${duty('evidence_sample', context).do}: ${says}, from ${where.join(', ')}`;
}

const shown = 90;

function short(text: string): string {
  const plain = text.replace(/[\p{C}"\s]+/gu, ' ').trim();
  return plain.length > shown ? `${plain.slice(0, shown - 3)}...` : plain;
}
