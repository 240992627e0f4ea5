/** Words of outsiders: marked as such, so that no reader takes them for ours. */
export interface Quoted {
  readonly quoted: string;
}

export function quoted(text: string): Quoted {
  return { quoted: text };
}

const foreign: readonly string[] = [
  'reason',
  'note',
  'justification',
  'claim',
  'basis',
  'source',
  'evidence',
  'reference',
  'shows',
  'object',
];

/** Fields that hold somebody's words in events of one type alone: a comment for the board repeats reasons and sources. */
const told: Readonly<Record<string, readonly string[]>> = {
  signal_gone: ['because'],
  moved: ['because'],
  intent_raised: ['text'],
  intent_joined: ['text'],
};

/** A recorded event's body with the words that somebody wrote freely marked as quoted; ids and words of ours stay bare. */
export function quotedBody(body: Readonly<Record<string, unknown>>, type: string): Readonly<Record<string, unknown>> {
  const names = [...foreign, ...(told[type] ?? [])];
  const mark = (name: string, value: unknown): unknown => {
    if (typeof value === 'string') return names.includes(name) ? quoted(value) : value;
    if (Array.isArray(value)) return value.map((each) => mark('', each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mark(key, each)]));
  };
  return Object.fromEntries(Object.entries(body).map(([key, each]) => [key, mark(key, each)]));
}
