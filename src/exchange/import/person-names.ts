interface Given {
  readonly name: string | undefined;
  readonly first: string | undefined;
  readonly last: string | undefined;
}

/** A title behind a name, no name of its own: `MBA`, `Ph.D.`, `Jr.`. */
const credential = /^(?:[A-Z]{2,6}|(?:[A-Za-z]{1,4}\.)+[A-Za-z]{0,4}\.?|PhD|Jr|Sr|II|III|IV)$/;

/** Names as they are spoken: `ROE, Jordan` is turned, `Jordan, MBA` loses its merit. */
export function namesIn({ name, first, last }: Given): { name: string | undefined; first_name: string | undefined } {
  const turned = turnedRound(first, 3);
  const first_name = turned?.first ?? first;
  const joined = [first_name, last ?? turned?.last].filter((each) => each !== undefined).join(' ');
  const whole = turnedRound(name, 1);
  const spoken = whole ? [whole.first, whole.last].filter((each) => each !== undefined).join(' ') : name;
  return { name: spoken ?? (joined === '' ? undefined : joined), first_name: first_name ?? whole?.first };
}

/** The two parts of `LAST, First`, where at most so many words stand before the comma. */
function turnedRound(text: string | undefined, most: number): { first: string; last: string | undefined } | undefined {
  const parts = (text ?? '').split(',').map((part) => part.trim());
  const [before = '', after = '', ...more] = parts;
  if (before === '' || after === '' || more.length > 0) return undefined;
  if (credential.test(after)) return most > 1 ? { first: before, last: undefined } : undefined;
  return before.split(/\s+/).length > most ? undefined : { first: after, last: before };
}
