/** One simple command of a shell: its words with quotes taken away, and what is fed to it. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** The text of its here-document or here-string. */
  readonly fed: string;
  /** Whether the one before is piped into it. */
  readonly isPiped: boolean;
}

interface Part {
  words: string[];
  fed: string;
  isPiped: boolean;
}

/**
 * A command line taken apart as a shell does: quotes, escapes, lists, pipes, substitutions, here-documents, comments.
 * What stands in a substitution runs as well, quoted or not, so it is a command of its own.
 */
export function shellCommands(text: string, depth = 0): readonly ShellCommand[] {
  return depth > 8 ? [] : new Splitting(text, depth).run();
}

class Splitting {
  readonly #text: string;
  readonly #depth: number;
  readonly #done: Part[] = [];
  readonly #inner: ShellCommand[] = [];
  #part: Part = { words: [], fed: '', isPiped: false };
  #word: string | null = null;
  #waiting: { readonly end: string; readonly part: Part }[] = [];
  #at = 0;

  constructor(text: string, depth: number) {
    this.#text = text.replace(/\\\r?\n/g, ' ');
    this.#depth = depth;
  }

  run(): readonly ShellCommand[] {
    while (this.#at < this.#text.length) this.#step();
    this.#endCommand(false);
    return [...this.#done, ...this.#inner];
  }

  #step(): void {
    const rest = this.#text.slice(this.#at, this.#at + 3);
    const sign = rest[0] ?? '';
    if (sign === "'") this.#single();
    else if (sign === '"') this.#double();
    else if (sign === '\\') this.#add(this.#text[this.#at + 1] ?? '', 2);
    else if (rest.startsWith('$(') || rest.startsWith('<(') || rest.startsWith('>(')) this.#substituted(2);
    else if (sign === '`') this.#backticks();
    else if (rest.startsWith('<<<')) this.#hereString();
    else if (rest.startsWith('<<')) this.#hereDocument();
    else if (/^(?:&>|>\|)/.test(rest)) this.#add('>', 2);
    else if (sign === '\n') this.#newline();
    else if (/\s/.test(sign)) this.#skip(1);
    else if (sign === '#' && this.#word === null) this.#comment();
    else if (/[;|&(){}]/.test(sign) && !(/[{}]/.test(sign) && this.#word !== null)) this.#operator(rest);
    else this.#add(sign, 1);
  }

  #add(text: string, length: number): void {
    this.#word = (this.#word ?? '') + text;
    this.#at += length;
  }

  #skip(length: number): void {
    this.#endWord();
    this.#at += length;
  }

  #endWord(): void {
    if (this.#word !== null) this.#part.words.push(this.#word);
    this.#word = null;
  }

  #endCommand(pipes: boolean): void {
    this.#endWord();
    if (this.#part.words.length > 0 || this.#part.fed !== '') this.#done.push(this.#part);
    this.#part = { words: [], fed: '', isPiped: pipes };
  }

  #operator(rest: string): void {
    const isDup = rest[0] === '&' && /[<>]$/.test(this.#text.slice(0, this.#at));
    if (isDup) {
      this.#add('&', 1);
    } else {
      this.#endCommand(rest[0] === '|' && rest[1] !== '|');
      this.#at += /^(?:\|\||&&|\|&|;;)/.test(rest) ? 2 : 1;
    }
  }

  #single(): void {
    const end = this.#text.indexOf("'", this.#at + 1);
    const until = end < 0 ? this.#text.length : end;
    this.#add(this.#text.slice(this.#at + 1, until), until + 1 - this.#at);
  }

  #double(): void {
    this.#add('', 1);
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"') {
      const rest = this.#text.slice(this.#at, this.#at + 2);
      if (/^\\["\\$`]/.test(rest)) this.#add(rest[1] ?? '', 2);
      else if (rest === '$(') this.#substituted(2);
      else if (rest[0] === '`') this.#backticks();
      else this.#add(rest[0] ?? '', 1);
    }
    this.#at += 1;
  }

  #substituted(opens: number): void {
    const from = this.#at + opens;
    let depth = 1;
    let at = from;
    for (; at < this.#text.length && depth > 0; at += 1) {
      if (this.#text[at] === '(') depth += 1;
      if (this.#text[at] === ')') depth -= 1;
    }
    const isClosed = depth === 0;
    this.#inner.push(...shellCommands(this.#text.slice(from, isClosed ? at - 1 : at), this.#depth + 1));
    this.#add('$', at - this.#at);
  }

  #backticks(): void {
    const end = this.#text.indexOf('`', this.#at + 1);
    const until = end < 0 ? this.#text.length : end;
    this.#inner.push(...shellCommands(this.#text.slice(this.#at + 1, until), this.#depth + 1));
    this.#add('$', until + 1 - this.#at);
  }

  #hereString(): void {
    this.#skip(3);
    const [all = '', quoted, double, bare] =
      /^\s*(?:'([^']*)'|"((?:[^"\\]|\\.)*)"|(\S+))/.exec(this.#text.slice(this.#at)) ?? [];
    this.#part.fed += quoted ?? double ?? bare ?? '';
    this.#at += all.length;
  }

  #hereDocument(): void {
    this.#endWord();
    const [all = '<<', end = ''] = /^<<-?\s*['"\\]?([\w.-]+)['"]?/.exec(this.#text.slice(this.#at)) ?? [];
    if (end !== '') this.#waiting.push({ end, part: this.#part });
    this.#at += all.length;
  }

  #newline(): void {
    this.#endCommand(false);
    this.#at += 1;
    for (const { end, part } of this.#waiting.splice(0)) {
      const rest = this.#text.slice(this.#at);
      const found = new RegExp(`^\\t*${end.replace(/[.]/g, '\\.')}[ \\t]*$`, 'm').exec(rest);
      const until = found ? found.index : rest.length;
      part.fed += rest.slice(0, until);
      this.#at += found ? until + found[0].length : until;
    }
  }

  #comment(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }
}
