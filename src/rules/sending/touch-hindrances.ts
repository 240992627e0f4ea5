import { heldTemplate, isSuperseded, stateText } from '../aggregates/copy.ts';
import { type Enrolment, isRunning } from '../aggregates/enrolment.ts';
import type { Email, Permit } from '../aggregates/permit.ts';
import type { Context } from '../command/context.ts';
import { entryObstacles } from '../sequences/eligibility.ts';
import { endOf } from '../sequences/follow-ladder.ts';
import { sequenceRule } from '../templates/flow.ts';
import { settle, useOf } from './held-back.ts';
import { type Hindrance, type HindranceGround, no, type Outgoing } from './hindrance.ts';

type Touching = Outgoing & { readonly email: Email };

/** Q3, Q5, C3, C4, K3: obstacles between a touch and its contact. */
export function ofSequence(mail: Touching, ground: HindranceGround, context: Context): readonly Hindrance[] {
  const { email } = mail;
  const { permits = [], enrolments = [] } = ground.standing.state;
  const enrolment = enrolmentFor(email, enrolments);
  return [
    ...ofTouch(mail, ground),
    ...ofCopy(email, ground, { enrolment, context }),
    ...(enrolment
      ? [...ofStage(enrolment, ground, context), ...ofEnrolment(email, enrolment, context), ...ofUnknown(mail, permits)]
      : unenrolled(email, ground, context)),
  ];
}

/** The enrolment that a mail belongs to: the running one of its contact and sequence. */
export function enrolmentFor(
  { contact, sequence }: Pick<Email, 'contact' | 'sequence'>,
  enrolments: readonly Enrolment[] = [],
): Enrolment | undefined {
  return enrolments.find((each) => isRunning(each) && each.contact === contact && each.sequence === sequence);
}

/** One permit a touch, whatever the bytes. */
function ofTouch(
  { email: { contact, sequence, touch }, permit: own }: Touching,
  { standing, mailbox }: HindranceGround,
): readonly Hindrance[] {
  const { permits = [], enrolments = [] } = standing.state;
  const of = enrolments.filter((each) => each.contact === contact && each.sequence === sequence);
  const isOf = (each: Permit) => each.touch === touch && of.some(({ id }) => id === each.enrolment);
  const held = permits.find((each) => each.id !== own && isOf(each));
  const sent = of.at(-1)?.sent.find((each) => each.touch === touch);
  const conflict = (because: string, next: string): readonly Hindrance[] => [
    { code: 'CONFLICT', clause: '5.5', ruling: 'M1', because: `touch ${touch} of ${sequence} ${because}`, next },
  ];
  if (held?.state === 'unknown') return conflict(`may have gone out by ${held.id}: nobody knows`, useOf(held, mailbox));
  if (held) return conflict(`has permit ${held.id} already (${held.state})`, useOf(held, mailbox));
  if (!sent) return [];
  return conflict(
    `was sent on ${sent.on} by ${sent.permit}`,
    'nothing is to send; explain_account names the touch in turn',
  );
}

function ofCopy(
  { template, touch, failing, names_price }: Email,
  { copy, standing }: HindranceGround,
  { enrolment, context: { policy } }: { readonly enrolment: Enrolment | undefined; readonly context: Context },
): readonly Hindrance[] {
  const state = heldTemplate(copy, template)?.state;
  const { stage } = standing.state;
  const found: Hindrance[] = [];
  // Q4: an enrolment keeps the version that a newer one took the place of.
  const isKept = enrolment?.versions[touch] === template && isSuperseded(copy, template);
  if (state !== 'live' && !isKept) {
    const next = 'read ladder://templates for where it stands; what is approved, load_template makes live';
    found.push(
      no(
        '5.4',
        'Q3',
        `the template ${template} is ${state ? stateText(state) : 'not approved, or retired'}, not live`,
        next,
      ),
    );
  }
  if (failing.length > 0)
    found.push(no('5.3', 'K1', `the mail fails ${failing.join(', ')}`, 'mend its slots and render it anew'));
  if (names_price && !policy.copy.price.stages.value.includes(stage))
    found.push(no('5.3.2', 'K3', `the mail names a price and the account is ${stage}`, 'render it without a price'));
  return found;
}

function ofStage(enrolment: Enrolment, { standing }: HindranceGround, context: Context): readonly Hindrance[] {
  const because = endOf(enrolment, standing, context);
  const { review, domain } = standing.state;
  const isReviewed = review !== 'NONE' && sequenceRule(enrolment.sequence, context)?.checked_as === 'nurture';
  if (because !== null)
    return [no('5.2', 'C4', `${because}, which ${enrolment.sequence} is not for`, 'explain_account shows what fits')];
  return isReviewed
    ? [
        no(
          '5.2',
          'C4',
          `${domain} is under review (${review}), which pauses nurture`,
          'ask again once the review is over',
        ),
      ]
    : [];
}

function ofEnrolment(
  { template, touch, sequence }: Email,
  enrolment: Enrolment,
  { today }: Context,
): readonly Hindrance[] {
  const { versions, sent, due_on, holds } = enrolment;
  const version = versions[touch];
  const found: Hindrance[] = [];
  if (version !== undefined && version !== template)
    found.push(
      no('5.4', 'Q4', `the enrolment is bound to ${version}, the mail is of ${template}`, `render ${version}`),
    );
  if (enrolment.touch !== touch && !sent.some((each) => each.touch === touch))
    found.push(
      no(
        '5.2',
        'C1',
        `touch ${enrolment.touch} of ${sequence} is in turn, not touch ${touch}`,
        `render touch ${enrolment.touch}`,
      ),
    );
  if (enrolment.touch === touch && due_on !== null && due_on > today)
    found.push(
      no('5.2', 'C2', `touch ${touch} of ${sequence} is due on ${due_on}, not on ${today}`, `ask again on ${due_on}`),
    );
  const resume = 'close what it waits for; a hold of sales.ops is lifted with hold_sequence';
  return [...found, ...holds.map(({ because }) => no('5.2', 'C4', `the enrolment is paused: ${because}`, resume))];
}

/** M1: a sequence waits while nobody knows of another mail to the person. */
function ofUnknown({ contact, email, permit: own }: Touching, permits: readonly Permit[]): readonly Hindrance[] {
  const unknown = permits.find(
    (each) => each.id !== own && each.contact === contact && each.state === 'unknown' && each.touch !== email.touch,
  );
  return unknown ? [no('5.5', 'M2', `nobody knows yet whether ${unknown.id} went out`, settle(unknown.id))] : [];
}

/** C1: a post-Briefing mail needs no list; its permit enrols whom C3 admits. */
function unenrolled(
  { sequence, contact }: Email,
  { standing }: HindranceGround,
  context: Context,
): readonly Hindrance[] {
  if (sequenceRule(sequence, context)?.checked_as === 'post_briefing')
    return entryObstacles(sequence, standing, contact, context)
      .filter(({ ruling }) => ruling === 'C3' || ruling === 'Q5')
      .map(({ clause, ruling, because }) =>
        no(clause, ruling, because, 'explain_account shows where the account stands'),
      );
  const next = 'name them with propose_recipients, and start the list once the cro approved it';
  return [no('5.2', 'Q4', `they are not enrolled in ${sequence}`, next)];
}
