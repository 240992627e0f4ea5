import { homedir } from 'node:os';
import { Unusable } from './options.ts';

/** Signs of a value that its client was meant to fill in and did not. */
const unfilled: readonly (readonly [RegExp, string])[] = [
  [/\$\{[^}]*\}?/, 'is a variable that nobody filled in'],
  [/["`]|^'|'$/, 'is a quotation mark, which no shell took away'],
  [/^~[^/\\]*/, "names another user's home folder"],
  [/^:memory:/, 'is a ledger in memory, which ends with the process'],
  [/%[A-Za-z_]\w*%/, 'is a variable that nobody filled in'],
  [/\$[A-Za-z_]\w*/, 'is a variable that nobody filled in'],
];

/** A path from the environment. No shell stands between a client's file and this program: `~` and `${HOME}` are filled in here. */
export function placeNamed(variable: string, given: string): string {
  const path = given.replace(/^~(?=$|[/\\])/, () => homedir()).replace(/\$\{HOME\}|\$HOME\b/g, () => homedir());
  for (const [sign, says] of unfilled) {
    const found = sign.exec(path)?.[0];
    if (found === undefined) continue;
    throw new Unusable(
      `${variable} holds \`${found}\`: it ${says}. Next: write the whole path in the client's settings; only ~ and \${HOME} are filled in`,
    );
  }
  return path;
}
