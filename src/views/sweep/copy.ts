import { type CopyRequest, heldTemplate, templateKey } from '../../rules/aggregates/copy.ts';
import { missedSteps } from '../../rules/alerts/thresholds.ts';
import { firstActOf } from '../../rules/command/first-act.ts';
import { versionsAstray } from '../../rules/sequences/bind-versions.ts';
import { waitsFor } from '../../rules/sequences/waiting-lists.ts';
import { isOpen } from '../../rules/tasks/tasks.ts';
import { hoursLeft, inTurn, queueOf, weeklyHours } from '../../rules/templates/queue.ts';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import { quoted } from '../quoted.ts';
import { failing } from '../template-standing.ts';
import { ownFirst } from './own-hand.ts';
import type { Sweeping, Topic, Watch } from './watch.ts';

const quotedLength = 300;

function hours({ reader, context }: Sweeping): string {
  return `${hoursLeft(reader.copy(), context)} of ${weeklyHours(context)} h are left this week`;
}

/** `req_copy_2 (nurture_2, 5 h)`. */
function wanted(request: CopyRequest): string {
  return `${request.id} (${templateKey(request)}, ${request.estimate_hours} h)`;
}

/** Q2: requests of copy, for the cmo to order. */
export const copyQueue: Topic = (sweeping) => {
  const queue = queueOf(sweeping.reader.copy());
  const [first] = queue;
  if (!first) return [];
  const whole = queue.length > 1 ? '; ladder://templates lists them' : '';
  const summary = `${plural(queue.length, 'request')} for copy queued, first ${wanted(first)}${whole}; ${hours(sweeping)}`;
  return [{ kind: 'copy_queue', clause: '5.1', summary, tool: 'order_requests' }];
};

/** Q2: requests that category.positioning may draft next. */
export const copyTurn: Topic = (sweeping) => {
  const { reader, context } = sweeping;
  const queue = queueOf(reader.copy());
  const [first] = queue;
  if (!first) return [];
  const turn = inTurn(queue, hoursLeft(reader.copy(), context));
  const line = { kind: 'copy_turn', clause: '5.1' };
  if (!turn)
    return [
      {
        ...line,
        summary: `${plural(queue.length, 'request')} queued, none fits, first ${wanted(first)}; ${hours(sweeping)}`,
      },
    ];
  const { id, purpose } = turn;
  const summary = `In turn: ${wanted(turn)}, of ${queue.length} queued; ${hours(sweeping)}`;
  const words = { purpose: quoted(purpose.slice(0, quotedLength)) };
  return [{ ...line, summary, words, tool: 'draft_template', call: { request: id } }];
};

/** Q3: drafts that are not submitted, and the checks that stop them. */
export const copyDrafts: Topic = (sweeping) => {
  const { reader, context, limit } = sweeping;
  const copy = reader.copy();
  const drafts = copy.requests.filter(({ template }) => template && heldTemplate(copy, template)?.state === 'draft');
  return drafts.slice(0, limit).flatMap(({ id, template = '' }): Watch[] => {
    const record = reader.template(template);
    if (!record) return [];
    const stops = failing(record, reader, context).map(({ rule, because }) => `${rule} (${because})`);
    const stands = stops.length > 0 ? `stopped by ${stops.join(', ')}` : 'to be submitted, no check stops it';
    const summary = `${template} for ${id} is a draft, ${stands}; ${hours(sweeping)}`;
    return [{ kind: 'copy_draft', clause: '5.4', summary, tool: 'draft_template', call: { request: id } }];
  });
};

/** Q3: the feedback on rejected copy that is to be drafted anew. */
export const copyFeedback: Topic = ({ reader, limit }) => {
  const open = reader.desk().tasks.filter((task) => task.kind === 'redraft_template' && isOpen(task));
  return open.slice(0, limit).flatMap(({ subject = '' }): Watch[] => {
    const record = reader.template(subject);
    const rejected = record?.steps.findLast(({ state }) => state === 'rejected');
    if (!record || !rejected?.because) return [];
    const words = { feedback: quoted(rejected.because.slice(0, quotedLength)) };
    const summary = `${record.id} was rejected by ${rejected.role}; draft it anew for ${record.request}`;
    return [
      {
        kind: 'copy_feedback',
        clause: '5.4',
        summary,
        words,
        tool: 'draft_template',
        call: { request: record.request },
      },
    ];
  });
};

/** §7, I1: copy that is held, and until when; what lapsed while its incident is open. */
export const copyFlags: Topic = ({ reader, role, context, limit, hand }) => {
  const { flags = [], lapsed = [] } = reader.copy();
  const open = [...flags, ...lapsed.filter(({ incident }) => incident !== undefined)];
  return open.slice(0, limit).map(({ id, template, kind, why, until, incident, proposal }): Watch => {
    const first = firstActOf({ tool: 'resolve_flag', subject: id, role }, undefined, reader);
    const own = ownFirst(first, hand, context);
    const waits = proposal ? 'a correction is proposed, the cmo decides' : 'no correction is proposed yet';
    const stands = own === null ? waits : `${waits}; ${own}`;
    const held = incident
      ? `${template} retired when ${id} lapsed at ${until}, and ${incident} is open`
      : `${template} is paused by ${id} (${kind.replaceAll('_', ' ')}) until ${until}, then it retires`;
    const summary = `${held}; ${stands}`;
    const words = {
      why: quoted(why.slice(0, quotedLength)),
      ...(proposal ? { proposal: quoted(proposal.resolution.slice(0, quotedLength)) } : {}),
    };
    const line = { kind: 'content_flag', clause: '7', summary, words };
    const isAnswered = (role === 'cmo' && own === null) || (role === 'category.positioning' && !proposal);
    return isAnswered ? { ...line, tool: 'resolve_flag', call: { flag: id } } : line;
  });
};

/** Q4: approved lists of which a version is not live yet, and who brings it on. */
export const listsWaiting: Topic = ({ reader, limit }) =>
  reader
    .lists()
    .open.flatMap(({ id, sequence, approved, versions }): Watch[] => {
      const copy = reader.copy();
      const waits = approved && waitsFor(versions, copy);
      if (!waits || versionsAstray(versions, copy, 'held').length > 0) return [];
      const summary = `${id} (${sequence}) is approved until ${approved.until}, and waits: ${waits}`;
      return [{ kind: 'list_waiting', clause: '5.4.3', summary }];
    })
    .slice(0, limit);

/** S-3, S-4: for chief.staff, the steps of copy that are late, and what the authors have left. */
export const copyCapacity: Topic = (sweeping) => {
  const { reader, context } = sweeping;
  const waiting = queueOf(reader.copy()).length;
  const late = reader.desk().tasks.filter((task) => {
    const isStep = context.policy.duties[task.kind]?.approval === true;
    return isStep && isOpen(task) && task.due_at < context.now;
  });
  if (waiting === 0 && late.length === 0) return [];
  const missed = missedSteps(reader.desk(), context).map(({ role, count }) => `${role} missed ${count}`);
  const named = late.slice(0, 5).map(({ role, subject }) => `${role} on ${subject ?? 'the desk'}`);
  const summary = [
    `Copy: ${plural(waiting, 'request')} queued, ${hours(sweeping)}`,
    `${plural(late.length, 'approval step')} late${named.length > 0 ? ` (${named.join(', ')})` : ''}`,
    ...missed,
  ].join('; ');
  return [{ kind: 'copy_capacity', clause: '5.4.4', summary }];
};
