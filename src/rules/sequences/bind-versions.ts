import { type CopyState, isUnderReview, stateText, type TemplateHeld, templateKey } from '../aggregates/copy.ts';
import type { Context } from '../command/context.ts';
import { isEnded, noSuchTemplate, type SequenceRule, sequenceRule, templateNamed } from '../templates/flow.ts';
import { invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';

/** By touch: the id of the version. */
export type Versions = Readonly<Record<string, string>>;

interface Named {
  readonly sequence: string;
  readonly rule: SequenceRule;
  /** The version, where the call names one and not its key. */
  readonly version?: string;
}

/** Q4: the sequence that a list is for: `template` names its touch 1. */
export function sequenceNamed(named: string, state: CopyState, context: Context): Named | Refusal {
  const given = named.trim();
  const found = templateNamed(state, given);
  if (found && 'ended' in found) return isEnded(found, 'bound to a list');
  const [, key = given, touch = '1'] = /^([a-z][a-z_]*)_(\d+)$/.exec(given) ?? [];
  const of = found ?? { sequence: key, touch: Number(touch) };
  const rule = sequenceRule(of.sequence, context);
  if (!rule) return noSuchTemplate();
  if (of.touch !== 1)
    return invalid(
      'template',
      given,
      `touch 1 of the sequence, ${templateKey({ ...of, touch: 1 })}: a list binds every touch`,
    );
  return { sequence: of.sequence, rule, ...(found && given !== found.key ? { version: found.id } : {}) };
}

/** C1: a post-Briefing mail has no list; the CRO's permit enrols. */
export function hasNoList({ sequence, rule }: Named): Refusal | null {
  if (rule.days) return null;
  return refuse('RULE_REFUSED', {
    clause: '5.2',
    ruling: 'C1',
    found: `${sequence} has no recipient list`,
    next:
      rule.checked_as === 'post_briefing'
        ? 'the cro renders the mail with render_sequence_email and asks for its permit with authorize_send'
        : `set sequences.types.${sequence}.days in the policy: the day of each touch`,
  });
}

/** Q4: the live version of every touch; where the policy lets lists run beside reviews, else the newest on its way. */
export function bindVersions({ sequence, rule, version }: Named, { keys }: CopyState): Versions | Refusal {
  const touches = Array.from({ length: rule.touches }, (_, n) => n + 1);
  const bound = touches.map((touch) => {
    const key = templateKey({ sequence, touch });
    const held = Object.hasOwn(keys, key) ? (keys[key]?.held ?? []) : [];
    return { touch, key, found: boundOf(held, rule), paused: held.find(({ state }) => state === 'paused') };
  });
  const missing = bound.filter(({ found }) => !found);
  if (missing.length > 0) {
    const named = missing.map(({ key, paused }) => (paused ? `${key} (${paused.id} is paused by a flag)` : key));
    return refuse('RULE_REFUSED', {
      clause: '5.4.3',
      ruling: 'Q4',
      found: `${named.join(', ')} ${named.length === 1 ? 'has' : 'have'} no live version${rule.beside_review ? ', and none under review or approved' : ''}`,
      next: 'read ladder://templates for what is on its way; request_template asks for what is missing',
    });
  }
  const first = bound[0]?.found;
  if (version !== undefined && first && first.id !== version)
    return refuse('RULE_REFUSED', {
      clause: '5.4.3',
      ruling: 'Q4',
      found: `${version} is not the version that a list binds: that is ${first.id} (${stateText(first.state)})`,
      next: `name ${first.key}, or load the other version first`,
    });
  return Object.fromEntries(bound.flatMap(({ touch, found }) => (found ? [[touch, found.id]] : [])));
}

function boundOf(held: readonly TemplateHeld[], { beside_review }: SequenceRule): TemplateHeld | undefined {
  const live = held.filter(({ state }) => state === 'live').at(-1);
  if (live || !beside_review) return live;
  return held.filter((each) => isUnderReview(each) || each.state === 'approved').at(-1);
}

/** A bound version that is not in a state wanted, and where it stands as a sentence says it. */
interface Astray {
  readonly state: string;
  readonly says: string;
}

/** Bound versions that are not in one of the states wanted. */
export function versionsAstray(
  versions: Versions,
  { keys }: CopyState,
  wanted: readonly TemplateHeld['state'][] | 'held',
): readonly Astray[] {
  return Object.values(versions).flatMap((id) => {
    const key = Object.values(keys).find(
      ({ held, ended }) => Object.hasOwn(ended, id) || held.some((one) => one.id === id),
    );
    const held = key?.held.find((one) => one.id === id);
    const isFine = held !== undefined && (wanted === 'held' || wanted.includes(held.state));
    const state = held?.state ?? (key?.ended[id] === 'rejected' ? 'rejected' : 'retired');
    return isFine ? [] : [{ state, says: `${id} is ${stateText(state)}` }];
  });
}
