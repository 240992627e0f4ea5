import { type ContentFlag, isSuperseded, stateText, type TemplateHeld } from '../aggregates/copy.ts';
import type { Incident, IncidentTold } from '../aggregates/desk.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import type { CopyDraft, World } from '../command/world.ts';
import { openDeskTask } from '../tasks/desk-tasks.ts';
import { addHours } from '../time/time.ts';
import { invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';
import { driftedOut, toldOf, wasSent } from './drift-incident.ts';
import { flagDuties } from './flag-timers.ts';
import { type EndedVersion, isEnded, noSuchTemplate, templateNamed } from './flow.ts';

export interface FlagArgs {
  readonly template?: string | undefined;
  readonly email?: string | undefined;
  readonly kind: ContentFlag['kind'];
  readonly why: string;
}

interface Flagged {
  readonly flag: Pick<ContentFlag, 'id' | 'template' | 'kind' | 'until'>;
  readonly incident?: IncidentTold;
}

/** §7, I1: copy that misses the brand voice, or drifts from the parallel axis, is held until the cmo decides. */
export const flagContent: Command<FlagArgs, FlagArgs, Flagged> = {
  name: 'flag_content',
  clause: '7',
  prepare(args, context) {
    const refusal = notYours(args, context);
    if (refusal) return refusal;
    const read = inputReader(context);
    const why = read.required('why', args.why, 'quote');
    const keys = args.email === undefined ? {} : { emails: [args.email.trim()] };
    return read.refusal ?? one(args) ?? { keys, input: { ...args, why } };
  },
  decide(input, world, context) {
    const { template, kind } = input;
    const mail = world.emails[0] ?? null;
    const isSent = mail !== null && wasSent(mail, world);
    if (template === undefined && !isSent) return notSent();
    const copy = world.copy();
    const found = templateNamed(copy.state, template ?? mail?.email.template ?? '');
    if (!found) return noSuchTemplate();
    const drifted = kind === 'positioning_drift' ? mail : null;
    const told = drifted && toldOf(drifted, found.id, world);
    if (told) return toldAlready(told);
    const held = copy.state.flags?.find((each) => each.template === found.id);
    if (held && !drifted) return flaggedAlready(held);
    const flag = held ? joined(held, input, copy) : raised(found, isSent, input, world, context);
    if ('refused' in flag) return flag;
    const { id, until } = flag;
    const out = drifted && driftedOut(drifted, { flag: id, template: found.id }, world);
    const paused = held
      ? `${found.id} is held by ${id} already, and the drift joins it`
      : `${found.id} is paused by ${id} (${kind.replaceAll('_', ' ')})`;
    return {
      outcome: 'flagged',
      summary: `${paused}; unresolved by ${until}, it retires. category.positioning proposes the correction with resolve_flag, the cmo decides.${out?.told ?? ''}`,
      checks: [],
      extra: { flag: { id, template: found.id, kind, until }, ...(out ? { incident: out.incident } : {}) },
    };
  },
};

function joined(held: ContentFlag, { kind, why }: FlagArgs, copy: CopyDraft): ContentFlag {
  copy.emit({ type: 'flag_joined', flag: held.id, template: held.template, kind, why });
  return held;
}

function raised(
  found: TemplateHeld | EndedVersion,
  isSent: boolean,
  { kind, why }: FlagArgs,
  world: World,
  context: Context,
): Pick<ContentFlag, 'id' | 'until'> | Refusal {
  const copy = world.copy();
  const was = usedAs(found, isSent || isSuperseded(copy.state, found.id));
  if (typeof was !== 'string') return was;
  const id = `flg_copy_${(copy.state.flagged ?? 0) + 1}`;
  const until = addHours(context.now, context.policy.content_flags.hours.value);
  copy.emit({ type: 'content_flagged', flag: { id, template: found.id, kind, why, until, was } });
  for (const duty of flagDuties) openDeskTask(world.desk, { kind: duty, subject: id }, context);
  return { id, until };
}

/** I1: the brand voice is category.positioning's and the cmo's to judge; sales.ops sees drift in what it sends. */
function notYours({ kind }: FlagArgs, { role }: Context): Refusal | null {
  if (role !== 'sales.ops' || kind === 'positioning_drift') return null;
  return refuse('NOT_PERMITTED', {
    clause: '7',
    ruling: 'I1',
    found: `a ${kind} flag is not ${role}'s to raise`,
    next: 'category.positioning or cmo may raise it; sales.ops flags positioning_drift',
  });
}

function one({ template, email }: FlagArgs): Refusal | null {
  if ((template === undefined) === (email === undefined))
    return invalid('template', template, 'either `template` or `email`: what is flagged');
  return null;
}

function notSent(): Refusal {
  return refuse('NOT_FOUND', {
    clause: '7',
    ruling: 'I1',
    found: 'no mail that was sent is on record under the id given as `email`',
    next: 'flag the template that it came from, by its id',
  });
}

/** The state to go back to. A retired version is flagged only if it went out, or still goes out to contacts bound to it (Q4). */
function usedAs(found: TemplateHeld | EndedVersion, isOut: boolean): ContentFlag['was'] | Refusal {
  if (!('ended' in found)) return found.state === 'live' || found.state === 'approved' ? found.state : notInUse(found);
  return found.ended === 'retired' && isOut ? found.ended : isEnded(found, 'flagged');
}

function toldAlready({ id, severity, flag }: Incident): Refusal {
  return refuse('CONFLICT', {
    clause: '7',
    ruling: 'I1',
    found: `drift in that mail is ${severity} ${id} already, of ${flag}`,
    next: `let category.positioning propose and the cmo decide on ${flag} with resolve_flag`,
  });
}

function flaggedAlready({ id, template, until }: ContentFlag): Refusal {
  return refuse('CONFLICT', {
    clause: '7',
    ruling: 'I1',
    found: `${template} is held by ${id} already, until ${until}`,
    next: `let category.positioning propose and the cmo decide on ${id} with resolve_flag`,
  });
}

function notInUse({ id, state }: TemplateHeld): Refusal {
  return refuse('RULE_REFUSED', {
    clause: '7',
    ruling: 'I1',
    found: `${id} is ${stateText(state)}: what is not approved yet is not in use`,
    next:
      state === 'draft'
        ? 'let category.positioning mend it with draft_template'
        : 'let whoever reviews it reject it with review_template, saying why',
  });
}
