import type { Reader } from '../../ledger/port/ledger.ts';
import type { Moment } from '../../rules/command/context.ts';
import { type ChangeNamed, changeNamed } from '../../rules/policy-changes/changes-on-file.ts';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import { spokenTime } from '../spoken.ts';
import type { Shadow, Shadows } from './shadow.ts';

/** With its shadow, where one was looked for and the change still fits the policy in force. */
type Proposed = ChangeNamed & { readonly shadow?: Shadow };

/** P2: changes proposed, changes to come, and changes that took effect, the newest last. */
export interface ChangesView {
  readonly proposed: readonly Proposed[];
  readonly to_come: readonly ChangeNamed[];
  readonly in_force: readonly ChangeNamed[];
}

export function changesView(reader: Reader, { now }: Pick<Moment, 'now'>, shadows: Shadows = new Map()): ChangesView {
  const { open, ratified } = reader.policyChanges();
  const named = ratified.map((each) => changeNamed(each, 'ratified'));
  return {
    proposed: open.map((each) => {
      const shadow = shadows.get(each.id);
      return { ...changeNamed(each, 'proposed'), ...(shadow ? { shadow } : {}) };
    }),
    to_come: named.filter(({ effective_at = '' }) => effective_at > now),
    in_force: named.filter(({ effective_at = '' }) => effective_at <= now),
  };
}

/** The same as lines of Markdown; nothing where nothing was ever proposed. */
export function changesText(
  { proposed, to_come, in_force }: ChangesView,
  { calendar }: Pick<Moment, 'calendar'>,
): readonly string[] {
  const section = (title: string, changes: readonly Proposed[]) =>
    changes.length === 0 ? [] : ['', `## ${title}`, '', ...changes.flatMap((each) => lines(each))];
  return [...section('Proposed', proposed), ...section('To come', to_come), ...section('Changes in force', in_force)];

  function lines({
    id,
    version,
    changes,
    why,
    by,
    at,
    effective_at,
    ratified_by,
    shadow,
  }: Proposed): readonly string[] {
    const ratified = effective_at
      ? `; ratified by ${ratified_by}, in force from ${spokenTime(effective_at, calendar)} on`
      : '; waits for its answer by ratify_policy_change';
    return [
      `- **${id}** (${version}): proposed by ${by} at ${spokenTime(at, calendar)}${ratified}. Why: ${JSON.stringify(why)}`,
      ...(shadow ? [shadowText(shadow)] : []),
      ...changes.map(({ path, from, to }) => `  - \`${path}\`: ${JSON.stringify(from)} -> ${JSON.stringify(to)}`),
    ];
  }
}

function shadowText({ decisions, different }: Shadow): string {
  return `  - In its shadow: ${different} of ${plural(decisions, 'decision')} since the proposal would have been different; simulate_policy shows which.`;
}
