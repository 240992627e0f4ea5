import { type JSONRPCMessage, serializeMessage, type Transport } from '@modelcontextprotocol/server';
import { hasFields } from '../fields.ts';
import { type EnvelopeFault, received } from './envelope.ts';
import { Lines } from './lines.ts';
import { plainly } from './plain-errors.ts';

/** Bytes that a line of the input may have. */
const longestLine = 10 * 1024 * 1024;

/** How long an answer is waited for once the end has begun, in milliseconds. A lock is waited for another 250 at most. */
const patience = 400;

const tooLong = {
  jsonrpc: '2.0',
  id: null,
  error: {
    code: -32600,
    message: 'a line of the input is longer than 10 MiB (10485760 bytes) and was not read; send less in one message',
  },
} as const;

/**
 * Standard input and output as a transport that answers what it was asked before it ends, and always ends: where the
 * input has ended, 400 ms after the last answer that a reader took; on a signal, 400 ms later at most;
 * at once where nobody reads the output.
 */
export class LastWordTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  /** Resolves once nothing more can come or go. */
  readonly ended: Promise<void>;
  /** Addresses that a modern client has ever subscribed to. */
  readonly listened = new Set<string>();
  #done: () => void = () => undefined;
  readonly #lines = new Lines(longestLine, () => this.#passOver());
  readonly #waiting: string[] = [];
  readonly #asked = new Set<string | number>();
  #leaving = 0;
  #listens = false;
  #started = false;
  #isReading = false;
  #ending: 'input' | 'signal' | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #ended = false;
  #closed = false;

  constructor() {
    this.ended = new Promise((done) => {
      this.#done = done;
    });
  }

  /** From now on input is taken and its end noticed, though nothing is answered before `start`. */
  listen(): void {
    if (this.#listens) return;
    this.#listens = true;
    process.stdout.on('error', (error) => {
      this.onerror?.(error);
      this.#end();
    });
    process.stdin.on('data', this.#take);
    process.stdin.once('end', () => this.hangUp('input'));
    process.stdin.once('error', (error) => {
      this.onerror?.(error);
      this.hangUp('input');
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => this.hangUp('signal'));
  }

  async start(): Promise<void> {
    this.listen();
    this.#started = true;
    this.#deadline?.refresh();
    this.#read();
  }

  /** Resolves when the message has left this process. */
  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#closed) throw new Error('the connection has ended');
    await written(serializeMessage(plainly(message)));
    if ('method' in message || message.id === undefined) return;
    this.#asked.delete(message.id);
    if (this.#ending === 'input') this.#deadline?.refresh();
    this.#endWhenAnswered();
  }

  async close(): Promise<void> {
    this.#end();
    if (this.#closed) return;
    this.#closed = true;
    this.onclose?.();
  }

  /** No more is read. What was asked is still answered, on a signal only what has begun. */
  hangUp(by: 'input' | 'signal'): void {
    if (this.#ending === 'signal' || this.#ending === by) return;
    if (by === 'input') this.#waiting.push(...this.#lines.rest());
    else this.#waiting.length = 0;
    this.#stopReading();
    this.#ending = by;
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#end(), patience);
    setImmediate(() => this.#read());
    if (by === 'signal') this.#endWhenAnswered();
  }

  readonly #take = (bytes: Buffer): void => {
    this.#waiting.push(...this.#lines.take(bytes));
    this.#read();
  };

  /** One line each turn of the loop, so that a signal or an end is noticed between two of them. */
  #read(): void {
    if (this.#isReading || !this.#started) return;
    const line = this.#waiting.shift();
    if (line === undefined) {
      this.#endWhenAnswered();
      return;
    }
    this.#isReading = true;
    this.#hand(line);
    setImmediate(() => {
      this.#isReading = false;
      this.#read();
    });
  }

  #hand(line: string): void {
    for (const each of received(line)) {
      if ('message' in each) {
        this.#expect(each.message);
        this.onmessage?.(each.message);
      } else if ('answer' in each) this.#answer(each.answer);
      else this.onerror?.(each.passedOver);
    }
  }

  /** Answers a line that is no sound request; the end waits until the answer has left. */
  #answer(fault: EnvelopeFault): void {
    this.#leaving += 1;
    const left = () => {
      this.#leaving -= 1;
      this.#endWhenAnswered();
    };
    written(`${JSON.stringify(fault)}\n`).then(left, left);
  }

  /** A cancelled request gets no answer, and a subscription's comes when the connection ends. */
  #expect(message: JSONRPCMessage): void {
    if (!('method' in message)) return;
    if (message.method === 'subscriptions/listen')
      for (const uri of addressesIn(message.params)) this.listened.add(uri);
    else if ('id' in message) this.#asked.add(message.id);
    const cancelled = message.method === 'notifications/cancelled' ? message.params?.requestId : undefined;
    if (typeof cancelled === 'string' || typeof cancelled === 'number') this.#asked.delete(cancelled);
  }

  #passOver(): void {
    this.onerror?.(new Error(tooLong.error.message));
    written(`${JSON.stringify(tooLong)}\n`).catch(() => undefined);
  }

  #endWhenAnswered(): void {
    if (this.#ending && this.#waiting.length === 0 && this.#asked.size + this.#leaving === 0) this.#end();
  }

  #stopReading(): void {
    process.stdin.off('data', this.#take);
    process.stdin.pause();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#waiting.length = 0;
    this.#stopReading();
    clearTimeout(this.#deadline);
    this.#done();
  }
}

/** The addresses that a subscription names; none where it is not as the protocol has it, for the SDK refuses it then. */
function addressesIn(params: unknown): readonly string[] {
  const filter = hasFields(params) ? params.notifications : undefined;
  const named = hasFields(filter) ? filter.resourceSubscriptions : undefined;
  return Array.isArray(named) ? named.filter((uri) => typeof uri === 'string') : [];
}

function written(text: string): Promise<void> {
  return new Promise((done, failed) => {
    process.stdout.write(text, (error) => (error ? failed(error) : done()));
  });
}
