import type { Enrolment } from '../aggregates/enrolment.ts';
import type { Permit } from '../aggregates/permit.ts';
import type { Context } from '../command/context.ts';
import type { World } from '../command/world.ts';
import { type Obstacle, personObstacles } from '../sequences/eligibility.ts';
import { sequenceRule } from '../templates/flow.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { Stage } from '../vocabulary/stages.ts';
import type { PermitAt } from './permit-bytes.ts';

/** M1 at the moment of use: what keeps a mail from going out though leave was given; null where nothing does. */
export function withheldNow(at: PermitAt, world: World, context: Context): Refusal | null {
  const { permit, account, suppressed } = at;
  if (context.now >= permit.expires_at)
    return no(
      'M1',
      `permit ${permit.id} expired at ${permit.expires_at}`,
      'call authorize_send again, and send its payload unchanged',
    );
  const standing = { state: account.state, suppressed };
  const obstacle = personObstacles(standing, permit.contact, context).find((each) => concerns(each, permit));
  if (obstacle)
    return refuse(obstacle.code, {
      clause: obstacle.clause,
      ruling: obstacle.ruling,
      found: obstacle.because,
      next: nextOf(obstacle),
    });
  return mailboxHolds(permit, world) ?? (permit.enrolment === undefined ? null : sequenceHolds(permit, at, context));
}

function no(ruling: string, found: string, next: string): Refusal {
  return refuse('RULE_REFUSED', { clause: '5.5', ruling, found, next });
}

/** M6: direct mail asks for no name and looks at no competitor. */
function concerns({ ruling }: Obstacle, { enrolment }: Permit): boolean {
  return enrolment !== undefined || !['A3', 'K4'].includes(ruling);
}

function nextOf({ code, ruling }: Obstacle): string {
  if (code === 'SUPPRESSED') return 'write to them no more; legal.exec alone can void a suppression';
  if (ruling === 'A9' || ruling === 'Y2')
    return 'record the reply as 7 or 8, or let the cro overrule with why; until then nothing is sent';
  return 'look the person up with find_accounts and authorise a mail to where they are now';
}

/** M7, M4. */
function mailboxHolds({ enrolment }: Permit, world: World): Refusal | null {
  const { stopped, paused } = world.mailbox().state;
  if (stopped)
    return no(
      'M7',
      `all sending is stopped since ${stopped.at}: ${stopped.why}`,
      'let chief.staff or the cro lift the stop',
    );
  if (paused && enrolment !== undefined)
    return no(
      'M4',
      `the mailbox's sequences are paused since ${paused.at}: ${paused.because}`,
      'let sales.ops resume them with hold_sequence',
    );
  return null;
}

const stageOf: Readonly<Partial<Record<string, Stage>>> = {
  nurture: 'MQL',
  activation: 'SQL',
  post_briefing: 'BRIEFING_READY',
};

function sequenceHolds(permit: Permit, { account }: PermitAt, context: Context): Refusal | null {
  const { state } = account;
  const enrolment = state.enrolments?.find(({ id }) => id === permit.enrolment);
  if (!enrolment) return no('Q5', 'the enrolment that the mail belongs to is gone', 'enrol the contact anew');
  const stands = enrolmentHolds(enrolment, permit);
  if (stands) return stands;
  const stage = stageOf[sequenceRule(enrolment.sequence, context)?.checked_as ?? ''];
  if (stage === undefined || stage === state.stage) return null;
  return no(
    'C3',
    `${state.domain} is ${state.stage}, and ${enrolment.sequence} is for ${stage}`,
    'enrol the contact in the sequence of the stage',
  );
}

function enrolmentHolds({ sequence, over, holds, touch }: Enrolment, permit: Permit): Refusal | null {
  if (over)
    return no(
      'Q5',
      `${sequence} ended for them at ${over.at}: ${over.because}`,
      'leave it; a new list enrols them again',
    );
  const [hold] = holds;
  if (hold)
    return no(
      'Y3',
      `${sequence} is paused for them: ${hold.because}`,
      'close what holds it, then authorise the mail again',
    );
  if (touch !== permit.touch)
    return no(
      'C1',
      `touch ${touch} of ${sequence} is in turn, not touch ${permit.touch ?? 0}`,
      'render and authorise the touch in turn',
    );
  return null;
}
