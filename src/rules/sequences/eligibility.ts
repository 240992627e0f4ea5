import type { AccountState, Contact } from '../aggregates/account.ts';
import { type Enrolment, isRunning } from '../aggregates/enrolment.ts';
import type { PolicyDay } from '../command/context.ts';
import { counts, type Standing } from '../criteria/engagement.ts';
import { gateChecks } from '../criteria/gates.ts';
import { idleDays } from '../criteria/idleness.ts';
import { completedOf, isUnanswered, quietStages, silenceOver } from '../criteria/silence.ts';
import { openTasks } from '../tasks/tasks.ts';
import { type SequenceRule, sequenceRule } from '../templates/flow.ts';
import { days, daysBetween } from '../time/time.ts';
import { openChecks, openText } from '../vocabulary/check.ts';
import type { Refusal } from '../vocabulary/refusal.ts';

/** One reason why a mail of a sequence may not go to a person. */
export interface Obstacle {
  readonly code: 'SUPPRESSED' | 'RULE_REFUSED';
  readonly clause: string;
  readonly ruling: string;
  readonly because: string;
}

/** A contact left out of a list, as the call named it. */
export interface LeftOutContact {
  readonly contact: string;
  readonly because: string;
}

const no = (clause: string, ruling: string, because: string): Obstacle => ({
  code: 'RULE_REFUSED',
  clause,
  ruling,
  because,
});

/** L13, A2, A3, A9, Y2: obstacles that keep every sequence from a person, whatever the account's stage. */
export function personObstacles(standing: Standing, id: string, context: PolicyDay): readonly Obstacle[] {
  const { state, suppressed } = standing;
  const contact = state.contacts.find((each) => each.id === id);
  if (!contact) return [no('3.1', 'A2', `no contact of ${state.domain} stands under ${id}`)];
  const found: Obstacle[] = [];
  if (suppressed.has(id))
    found.push({ code: 'SUPPRESSED', clause: '3.5', ruling: 'L13', because: 'the person is suppressed' });
  found.push(...gone(contact));
  if (found.length > 0) return found;
  if (!counts(contact, standing, context)) found.push(no('3.2', 'A3', "their e-mail domain is a listed competitor's"));
  if (contact.email_domain === null) found.push(no('5.2', 'A2', 'no e-mail address of theirs is on file'));
  if (!contact.has_name) found.push(no('5.3.4', 'K4', 'no first name of theirs is on file'));
  if (openTasks(state, 'look_at_stop').some(({ subject }) => subject === id))
    found.push(no('5.6', 'A9', 'words of theirs that ask to stop wait to be looked at'));
  if (state.withheld?.some((each) => each.contact === id))
    found.push(no('5.6', 'Y2', 'a reply of theirs asks to stop and was not recorded as that'));
  return found;
}

function gone({ erased, left, part_of }: Contact): readonly Obstacle[] {
  if (erased) return [no('3.5', 'C4', 'the person was erased')];
  if (left) return [no('3.1', 'A2', `they moved to ${left.to}`)];
  return part_of === undefined ? [] : [no('3.1', 'A2', `they are one person with ${part_of}`)];
}

/** C3, L13b, Q5: whether somebody may be enrolled now; every obstacle, each with its clause. */
export function entryObstacles(
  sequence: string,
  standing: Standing,
  contact: string,
  context: PolicyDay,
): readonly Obstacle[] {
  const { state } = standing;
  const rule = sequenceRule(sequence, context);
  const person = personObstacles(standing, contact, context);
  const gates = openChecks(gateChecks(state, context));
  return [
    ...person,
    ...(state.name === null ? [no('5.3.4', 'K4', `no name of the company ${state.domain} is on file`)] : []),
    ...(rule ? stageObstacles(rule, standing, contact, context) : []),
    ...(gates.length > 0 ? [no('3.2', 'L13b', `gates do not hold (${openText(gates)})`)] : []),
    ...runningOf(state, contact).map((each) => no('5.2', 'Q5', `they are on the way through ${each.sequence} already`)),
  ];
}

/** Q5: the contacts of an account who are on the way through a sequence. */
export function activeContacts({ enrolments = [] }: AccountState): ReadonlySet<string> {
  return new Set(enrolments.filter(isRunning).map(({ contact }) => contact));
}

export function runningOf({ enrolments = [] }: AccountState, contact: string): readonly Enrolment[] {
  return enrolments.filter((each) => each.contact === contact && isRunning(each));
}

function stageObstacles(
  rule: SequenceRule,
  standing: Standing,
  contact: string,
  context: PolicyDay,
): readonly Obstacle[] {
  const { state } = standing;
  const wants = (what: string) => [
    no(
      '5.2',
      'C3',
      `${state.domain} is ${state.stage}${state.review === 'NONE' ? '' : `, review ${state.review}`}; ${what}`,
    ),
  ];
  switch (rule.checked_as) {
    case 'nurture':
      if (state.stage !== 'MQL' || state.review !== 'NONE') return wants('nurture is for MQLs that no review holds');
      return nurturedLately(state, contact, context);
    case 'activation':
      return state.stage === 'SQL' ? [] : wants('activation is for SQLs');
    case 're_engagement':
      return reengagement(standing, contact, context);
    case 'post_briefing':
      return state.deal.held_at !== null && state.deal.proposed_at === null && state.stage === 'BRIEFING_READY'
        ? []
        : wants('a post-Briefing mail is for a Briefing that was held, before an Assessment is proposed');
    default:
      return rule.checked_as satisfies never;
  }
}

/** C3: a regressed SQL that completed nurture waits for re-engagement. */
function nurturedLately(state: AccountState, contact: string, context: PolicyDay): readonly Obstacle[] {
  if (state.entered_by !== 'regress_sql') return [];
  const within = context.policy.sequences.enrolling.renurture_days.value;
  const done = completedOf(state, ['nurture'], context).flatMap(({ contact: of, sequence, over }) => {
    const on = context.calendar.dateOf(over.at);
    return of === contact && daysBetween(on, context.today) <= within ? [{ sequence, on }] : [];
  })[0];
  return done
    ? [
        no(
          '5.2',
          'C3',
          `the account fell back from SQL and they completed ${done.sequence} on ${done.on}, within ${within} days: they wait for re_engagement`,
        ),
      ]
    : [];
}

/** C3, L10, C5: a stale MQL, a recycled account past its cool-down, or silence after a sequence. */
function reengagement(standing: Standing, contact: string, context: PolicyDay): readonly Obstacle[] {
  const { state } = standing;
  const { enrolling } = context.policy.sequences;
  const idle = idleDays(standing, context);
  if (state.stage === 'MQL' && (state.entered_by === 'recycle' || idle >= enrolling.idle_days.value)) return [];
  if (state.stage === 'RECYCLED' && state.cooldown_until !== null && state.cooldown_until <= context.today) return [];
  if (quietStages.includes(state.stage) && wasSilent(state, contact, context)) return [];
  const found = `${state.domain} is ${state.stage}, ${days(idle)} without engagement`;
  return [
    no(
      '5.2',
      'C3',
      `${found}; re_engagement is for an MQL idle for ${enrolling.idle_days.value} days, a recycled account past its cool-down, or ${enrolling.silence_days.value} days after a sequence that nobody answered`,
    ),
  ];
}

/** C5: a nurture or activation of theirs had gone unanswered long enough. */
function wasSilent(state: AccountState, contact: string, context: PolicyDay): boolean {
  const today = context.calendar.startOf(context.today);
  return completedOf(state, ['nurture', 'activation'], context).some(
    (each) => each.contact === contact && isUnanswered(each, state) && silenceOver(each, context) <= today,
  );
}

/** All reasons in one sentence. */
export function obstacleText(obstacles: readonly Obstacle[]): string {
  return obstacles.map(({ because }) => because).join('; ');
}

/** The refusal where nobody is left: the code says whether suppression is the reason for all. */
export function nobodyLeft(
  sequence: string,
  rows: readonly (LeftOutContact & { readonly suppressed: boolean })[],
): Refusal {
  const all = rows.every(({ suppressed }) => suppressed);
  return {
    refused: true,
    code: all ? 'SUPPRESSED' : 'RULE_REFUSED',
    clause: all ? '3.5' : '5.2',
    ruling: all ? 'L13' : 'Q4',
    found: all
      ? `everybody named for ${sequence} is suppressed`
      : `nobody named for ${sequence} may be enrolled: all ${rows.length} fail`,
    next: all
      ? 'leave them alone; name other contacts'
      : 'read why beside each name, mend it or name other contacts with propose_recipients',
    left_out: rows.map(({ contact, because }) => ({ contact, because })),
  };
}
