type Environment = Readonly<Record<string, string | undefined>>;

/** Names of variables whose values are credentials. */
const secret = /pass|pwd|secret|token|key|credential|auth/i;

/** Shorter values are words that a mail may hold. */
const shortest = 6;

/** The environment for a mail server: all but the variables of Ladder's own. */
export function environmentOf(own: Environment): Readonly<Record<string, string>> {
  const given = Object.entries(own).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('LADDER_'),
  );
  return Object.fromEntries(given);
}

/** Takes the values of credentials out of what the mail server says: an error may repeat them. */
export function withholding(env: Environment): (text: string) => string {
  const values = Object.entries(env).flatMap(([name, value = '']) =>
    secret.test(name) && value.length >= shortest ? [value, JSON.stringify(value).slice(1, -1)] : [],
  );
  const longestFirst = [...new Set(values)].toSorted((one, other) => other.length - one.length);
  return (text) => longestFirst.reduce((left, value) => left.replaceAll(value, '[withheld]'), text);
}
