import type { Reader } from '../../ledger/port/ledger.ts';
import type { AccountRecord, TaskRecord } from '../../ledger/port/records.ts';
import { type AccountState, bearerOf, label } from '../../rules/aggregates/account.ts';
import { heldTemplate } from '../../rules/aggregates/copy.ts';
import type { Task } from '../../rules/aggregates/task.ts';
import type { Moment } from '../../rules/command/context.ts';
import { isNewlyAdopted } from '../../rules/criteria/adoption.ts';
import { gateChecks } from '../../rules/criteria/gates.ts';
import { idleDays } from '../../rules/criteria/idleness.ts';
import { pairOf } from '../../rules/people/namesakes.ts';
import { answerDuties } from '../../rules/tasks/answer-tasks.ts';
import { duty } from '../../rules/tasks/duties.ts';
import { evidenceDo, evidenceItem } from '../../rules/tasks/evidence-sample.ts';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import { holds } from '../../rules/vocabulary/check.ts';
import { proposing } from '../lists.ts';
import { personAt } from './watch.ts';

/** Subject of a task, where its kind doesn't say it all; and another tool, where that one is wanted first. */
export interface TaskAbout {
  readonly about?: string;
  /** The work to do, where each task of its kind is about something else. */
  readonly do?: string;
  readonly tool?: string;
  readonly call?: Readonly<Record<string, string | readonly string[]>>;
}

export function aboutTask({ task, account }: TaskRecord, reader: Reader, context: Moment): TaskAbout {
  if (task.kind === 'escalated_step') return escalated(task.subject, reader, context);
  if (task.kind === 'place_note') return placing(task, reader, context);
  if (task.subject && task.kind.endsWith('_template_review')) return reviewed(task.subject, reader);
  if (task.kind === 'redraft_template') return redrafted(task.subject, reader);
  if (task.kind === 'review_recipients' || task.kind === 'start_sequence') return listed(task.subject, reader);
  const record = account && reader.account(account.id);
  if (!record) return {};
  const { state } = record;
  switch (task.kind) {
    case 'complete_account':
      return { about: `${state.name === null ? 'no name; ' : ''}${openGates(state, context)}` };
    case 'research_gates':
    case 'mend_gates':
      return { about: openGates(state, context) };
    case 'answer_briefing_request':
      return { about: `${state.stage}; ${openGates(state, context)}; ${wayToBriefing(state, context)}` };
    case 'flag_idle_sql':
    case 'revert_idle_mql':
      return { about: `${state.stage} without engagement for ${plural(idleDays(record, context), 'day')}` };
    case 'evidence_sample':
      return lookedUp(task, state, context);
    case 'correct_false_finding':
    case 'correct_false_fact':
      return { about: evidenceItem(state, task.subject ?? '')?.says ?? 'it is gone' };
    case 'retract_false_signal':
      return { call: { signal: task.subject ?? '' } };
    case 'look_at_namesakes':
      return { about: namesakes(task, record) };
    case 'propose_nurture':
    case 'propose_re_engagement':
      return toThose(proposing({ task, account }, reader, context));
    case 'mend_criteria':
      return isNewlyAdopted(state, context) ? completing(state, context) : {};
    case 'recycle':
      return recycling(state, context);
    default:
      return answers.has(task.kind) ? answering(task, record, reader) : towards(task, record);
  }
}

/** C3: the call that the task asks for: its contacts, once copy is live for them. */
function toThose(due: ReturnType<typeof proposing>): TaskAbout {
  return due ? { call: { template: due.template, contacts: due.contacts } } : {};
}

const answers = new Set(Object.values(answerDuties));

/** Characters of a reply that a row has room for. */
const shownReply = 120;

/** Name of the person whom a task is about. */
function towards({ subject = '' }: Task, record: AccountRecord): TaskAbout {
  const who = subject.startsWith('con_') ? personAt(record, subject) : null;
  return who === null ? {} : { about: who };
}

/** Y1: the writer, and the beginning of the reply, where their newest reply is the one to be answered. */
function answering({ kind, subject = '' }: Task, record: AccountRecord, reader: Reader): TaskAbout {
  const who = personAt(record, subject) ?? subject;
  const newest = record.state.answered?.[bearerOf(record.state, subject)];
  const isIt = newest !== undefined && answerDuties[newest.type] === kind;
  const text = isIt ? reader.mail.wordsOf(newest.reply).text : undefined;
  if (text === undefined) return { about: who };
  const begins = text.slice(0, shownReply).replace(/\s+/g, ' ').replaceAll('"', "'");
  return { about: `${who} wrote: "${begins}${text.length > shownReply ? '...' : ''}"` };
}

/** Q3: the place to read the bytes for whose hash the reviewer answers. */
function reviewed(id: string, reader: Reader): TaskAbout {
  const held = heldTemplate(reader.copy(), id);
  return held ? { about: `its words and hash: ladder://templates/${held.key}` } : {};
}

/** Q3: the request that takes the next version. */
function redrafted(id: string | undefined, reader: Reader): TaskAbout {
  const request = reader.copy().requests.find((each) => each.template === id);
  return request ? { call: { request: request.id } } : {};
}

/** Q4: a list in one sentence. */
function listed(id: string | undefined, reader: Reader): TaskAbout {
  const list = reader.lists().open.find((each) => each.id === id);
  if (!list) return {};
  const accounts = new Set(list.recipients.map(({ account }) => account)).size;
  const whom = `${list.sequence} for ${plural(list.recipients.length, 'contact')} of ${plural(accounts, 'account')}`;
  const until = list.approved ? `; to be started by ${list.approved.until}` : '';
  return { about: `${whom}${until}`, call: { list: list.id } };
}

/** A12: an adopted account is completed first; until its days are over no step down is taken, and beyond SQL none is (L9). */
function completing({ domain, stage }: AccountState, { policy }: Moment): TaskAbout {
  const days = plural(policy.adoption.days.value, 'day');
  const steps =
    stage === 'MQL' || stage === 'SQL' ? `it steps down only after ${days}` : `nothing steps down from ${stage}`;
  return {
    about: `adopted with what its board said; ${steps}`,
    tool: 'explain_account',
    call: { account: domain },
  };
}

/** S-7: the item to look up, and where. */
function lookedUp({ id, subject = '' }: TaskRecord['task'], state: AccountState, context: Moment): TaskAbout {
  const item = evidenceItem(state, subject);
  const answer = { tool: 'complete_task', call: { task: id } };
  if (!item) return { ...answer, about: `${subject} stands no more; answer it unverifiable` };
  return {
    ...answer,
    do: `${label(state)}: ${evidenceDo(item, context)}`,
    about: 'verdict: held, false or unverifiable',
  };
}

/** A2: the address by which a save names them, and what they did, in their own words where they were filed. */
function placing({ id, subject }: Task, reader: Reader, { calendar }: Moment): TaskAbout {
  const address = reader.waitingAddress(id);
  const named = address === undefined || address === subject ? [] : [address];
  const did = reader.waitingNotes(id).map(({ signal, observed_at, filed_by, words }) => {
    const said = words.quote ?? words.note ?? words.context;
    const quote = said ? `: "${said.slice(0, 120).replaceAll('"', "'")}"` : '';
    return `${signal.type} of ${calendar.dateOf(observed_at)}, noted by ${filed_by}${quote}`;
  });
  return did.length > 0 ? { about: [...named, ...did, 'complete_task dismisses it'].join('; ') } : {};
}

/** A2: their common name, and how to tell the two apart, in the order of the subject. */
function namesakes(task: Task, { people }: AccountRecord): string {
  const pair = pairOf(task).map((id) => people.get(id) ?? {});
  const known = pair.map(({ email, linkedin_url }) => email ?? linkedin_url ?? 'no address');
  return `${JSON.stringify(pair[0]?.name ?? '')}: ${known.join(' and ')}`;
}

function escalated(id: string | undefined, reader: Reader, context: Moment): TaskAbout {
  const step = id === undefined ? null : reader.task(id)?.task;
  if (!step) return {};
  const of = step.subject === undefined ? '' : `, ${step.subject}`;
  return { about: `${step.role} owes: ${duty(step.kind, context).do}${of}; it was due ${step.due_at}` };
}

/** Failed gates with what was found, unknown ones with the fact that is missing: those may be many. */
function openGates(state: AccountState, context: Moment): string {
  const checks = gateChecks(state, context);
  const failed = checks
    .filter((check) => check.verdict === 'fail')
    .map((check) => `${check.rule} fails: ${check.because}`);
  const unknown = context.policy.gates.filter(({ id }) =>
    checks.some((check) => check.rule === id && check.verdict === 'unknown'),
  );
  const lacking = unknown.map(({ id, fact }) => `${id} (${fact})`).join(', ');
  return [...failed, ...(lacking ? [`no fact for ${lacking}`] : [])].join('; ') || 'all gates hold';
}

/** L3, G-4: with the gates holding a date answers the request, whatever the stage; a single failed one is the CRO's to set aside. */
function wayToBriefing(state: AccountState, context: Moment): string {
  const open = gateChecks(state, context).filter((check) => !holds([check]));
  if (open.length === 0) return 'advance_deal with briefing_scheduled closes it once a date is agreed';
  return open.length === 1 && open[0]?.verdict === 'fail'
    ? 'override_gate if you justify it, or answer without a Briefing'
    : 'newer facts decide (sales.ops), answer meanwhile';
}

function recycling(state: AccountState, context: Moment): TaskAbout {
  const ended = `the cool-down ended on ${state.cooldown_until}`;
  if (holds(gateChecks(state, context))) return { about: ended };
  const about = `${ended}; first its gates must hold: ${openGates(state, context)}`;
  return { about, tool: 'save_account', call: { domain: state.domain } };
}
