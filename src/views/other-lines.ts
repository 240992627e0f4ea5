/** A field without words of its own, as it stands in the other half. */
export function otherLine(name: string, value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  const called = name.replaceAll('_', ' ');
  if (!Array.isArray(value)) return [`${called}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`];
  if (value.length === 0) return [];
  if (value.every((each) => typeof each === 'string')) return [`${called}: ${value.join(', ')}`];
  return value.map((each) => `${called}: ${JSON.stringify(each)}`);
}

type Row = Readonly<Record<string, unknown>>;

/** How many rows of which lists had no room, and where those stand. */
export function leftLines({ left_out }: Row): readonly string[] {
  if (typeof left_out !== 'object' || left_out === null) return [];
  const left = Object.entries(left_out).map(([name, n]) => `${n} more of ${name.replaceAll('_', ' ')}`);
  const { rest } = wayToRest({ left_out });
  return [`Left out: ${left.join(', ')}${rest === undefined ? '' : `; ${rest}`}.`];
}

const enrolments = 'explain_account shows who is enrolled at an account';
const tasks = 'read_ladder ladder://tasks/{role} lists the open ones';

/** Places where lists that answers share stand whole. */
const whole: Readonly<Record<string, string>> = {
  queue: 'read_ladder ladder://templates lists the queue',
  contacts: enrolments,
  recipients: enrolments,
  enrolled: enrolments,
  opened: tasks,
  closed: tasks,
};

/** How rows that had no room are reached. */
export function wayToRest({ left_out }: Row): { readonly rest?: string } {
  const ways = Object.keys(left_out ?? {}).flatMap((name) => whole[name] ?? []);
  return ways.length > 0 ? { rest: [...new Set(ways)].join('; ') } : {};
}
