import type { Calendar } from '../rules/time/time.ts';
import type { Assumption, ConfirmedValue, PolicyReview, WaitingValue } from './review.ts';
import { labelOf, valueText } from './show-words.ts';

/** Longer values are cut where people read them; the JSON holds them whole. */
const longest = 160;

/** Values of one assumption that are told one by one. */
const most = 4;

/** The assumptions that wait for the policy's owners, as people read them. */
export function reviewText(review: PolicyReview, calendar: Calendar): string {
  const { assumptions, confirmed } = review;
  return [
    headline(review),
    '',
    ...assumptions.flatMap((each, n) => [
      `${n + 1}. ${titleOf(each)}`,
      ...linesOf(each).map((line) => `   ${line}`),
      '',
    ]),
    ...(confirmed.length === 0
      ? []
      : ['Confirmed:', ...confirmed.map((each) => `- ${confirmedText(each, calendar)}`), '']),
    'To confirm: cro or cmo calls propose_policy_change with the changes given (`--json` has the long ones), the other calls ratify_policy_change. To take the other reading, propose its values the same way.',
  ].join('\n');
}

export function headline({ version, status, hash, values, confirmed, assumptions }: PolicyReview): string {
  const waits = `${values.waiting} ${values.waiting === 1 ? 'waits' : 'wait'}`;
  return `Policy ${version} (${status}, ${hash.slice(0, 12)}): of ${values.all} values ${waits} for cro and cmo, in ${assumptions.length} assumptions; ${confirmed.length} are confirmed.`;
}

/** The title of an assumption: its one value, or the section that its values share. */
export function titleOf({ values, narrows }: Assumption): string {
  const [first] = values;
  const name =
    values.length === 1 ? `${first?.path} = ${cut(first)}` : `${sharedPath(values)} (${values.length} values)`;
  return narrows ? `${name}: narrows the procedure` : name;
}

function sharedPath(values: readonly WaitingValue[]): string {
  const [first = [], ...rest] = values.map(({ path }) => path.split('.'));
  const until = first.findIndex((step, n) => rest.some((each) => each[n] !== step));
  const shared = until < 0 ? first : first.slice(0, until);
  return shared.length > 0 ? shared.join('.') : [...new Set(values.map(({ path }) => path.split('.')[0]))].join(', ');
}

function cut(value: WaitingValue | undefined): string {
  const text = value === undefined ? '' : valueText(value.value);
  return text.length > longest ? `${text.slice(0, longest - 3)}...` : text;
}

/** Label and words of each part, in the order in which they are told. */
export function partsOf(assumption: Assumption): readonly (readonly [string, string])[] {
  const { clauses, rulings, basis, values, other, accounts } = assumption;
  const told = values.length === 1 ? [] : values.slice(0, most).map((each) => `${labelOf(each.path)} = ${cut(each)}`);
  const more = values.length > most ? [`and ${values.length - most} more`] : [];
  return [
    ...clauses.map(({ clause, says }) => [`§${clause}`, says.join(' ')] as const),
    ...rulings.map(({ id, title, says }) => [`our reading, ${id}`, `${title}: ${says.join(' ')}`] as const),
    ...(told.length > 0 ? [['values', [...told, ...more].join('; ')] as const] : []),
    ...notesOf(values).map((note) => ['note', note] as const),
    ['basis', basis.join(', ')],
    ['other reading', other ?? 'nobody has written another one down'],
    ...(accounts ? [['tried', triedText(assumption)] as const] : []),
  ];
}

function notesOf(values: readonly WaitingValue[]): readonly string[] {
  return values.length > most ? [] : [...new Set(values.flatMap(({ note }) => (note === undefined ? [] : [note])))];
}

function triedText({ instead, accounts }: Assumption): string {
  const set = Object.entries(instead ?? {}).map(([path, value]) => `${path} = ${valueText(value)}`);
  const { differ, of } = accounts ?? { differ: 0, of: 0 };
  return `with ${set.join(', ')}, ${differ} of ${of} accounts on which something was decided would have met another decision`;
}

function linesOf(assumption: Assumption): readonly string[] {
  const confirm = confirmText(assumption);
  return [
    ...partsOf(assumption).map(([label, words]) => `${label}: ${words}`),
    ...(confirm === null ? [] : [`confirm: ${confirm}`]),
  ];
}

/** The changes that confirm it; null where they are too long to be copied by hand. */
export function confirmText({ confirm }: Assumption): string | null {
  const text = JSON.stringify(confirm);
  return text.length > 2 * longest ? null : text;
}

export function confirmedText(
  { path, proposed_by, ratified_by, at, note }: ConfirmedValue,
  calendar: Calendar,
): string {
  if (at === undefined) return `${path}: ${note ?? 'by the policy file'}`;
  return `${path}: by ${proposed_by} and ${ratified_by} on ${calendar.dateOf(at)}`;
}
