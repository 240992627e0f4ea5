/** Cuts a stream of bytes into lines. One that grows too long is let go of, told once, and passed over to its end. */
export class Lines {
  readonly #most: number;
  readonly #tooLong: () => void;
  #parts: Buffer[] = [];
  #length = 0;
  #passesOver = false;

  /** `most`: bytes that a line may have, its line break aside. */
  constructor(most: number, tooLong: () => void) {
    this.#most = most;
    this.#tooLong = tooLong;
  }

  /** The lines that end in these bytes. */
  take(bytes: Buffer): readonly string[] {
    const lines: string[] = [];
    let from = 0;
    for (let end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', from)) {
      this.#add(bytes.subarray(from, end));
      lines.push(...this.rest());
      from = end + 1;
    }
    this.#add(bytes.subarray(from));
    return lines;
  }

  /** The last line, which need not be ended. */
  rest(): readonly string[] {
    const line = Buffer.concat(this.#parts).toString('utf8').replace(/\r$/, '');
    this.#parts = [];
    this.#length = 0;
    const isWhole = !this.#passesOver;
    this.#passesOver = false;
    return isWhole && line !== '' ? [line] : [];
  }

  #add(part: Buffer): void {
    if (this.#passesOver || part.length === 0) return;
    this.#parts.push(part);
    this.#length += part.length;
    if (this.#length <= this.#most) return;
    this.#parts = [];
    this.#passesOver = true;
    this.#tooLong();
  }
}
