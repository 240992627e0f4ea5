/** The lines of a text as a reader counts them: wrapped ones joined, without what greets and signs. */
export function linesOf(text: string, greetings: ReadonlySet<string>): readonly string[] {
  return withoutFrame(joinWrapped(text), greetings);
}

/** A line that goes on in lower case, or after a comma or colon, is one line to a reader. */
function joinWrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let blank = true;
  for (const raw of text.split('\n')) {
    const line = raw.trim().replace(/^(?:[-*•·]|\d{1,2}\))\s+/, '');
    const last = lines.at(-1);
    const goesOn =
      last !== undefined &&
      !blank &&
      (/^\p{Ll}|^\d+(?![.)\d])/u.test(line) ? !/[.!?]["')\]]*$/.test(last) : /[,:;]$/.test(last));
    if (line !== '' && goesOn) lines[lines.length - 1] = `${last} ${line}`;
    else if (line !== '') lines.push(line);
    blank = line === '';
  }
  return lines;
}

/** Drops a salutation at the head, and the names and closing words that sign a mail, also before a PS. */
function withoutFrame(lines: readonly string[], greetings: ReadonlySet<string>): readonly string[] {
  const [head = '', ...rest] = lines;
  const words = head.split(' ');
  const salutes =
    words.length <= 4 &&
    rest.length > 0 &&
    (head.endsWith(',') || (greetings.has(letters(head)) && !/[.?]$/.test(head)));
  const kept = salutes ? rest : lines;
  const ps = kept.findIndex((line) => /^p\.?\s?s\b/i.test(line));
  const body = ps < 0 ? [...kept] : kept.slice(0, ps);
  while (body.length > 1 && isSignature(body.at(-1) ?? '')) body.pop();
  return ps < 0 ? body : [...body, ...kept.slice(ps)];
}

function isSignature(line: string): boolean {
  const words = line.split(' ');
  if (/[.?!:]$/.test(line) || words.length > 4) return false;
  return (
    line.endsWith(',') ||
    line.startsWith('-') ||
    words.every((word) => /^\p{Lu}[\p{L}'-]*[,.]?$/u.test(word) && word !== 'I')
  );
}

/** The first word of a text, in lower case. */
export function letters(text: string): string {
  return /\p{L}+/u.exec(text)?.[0].toLowerCase() ?? '';
}
