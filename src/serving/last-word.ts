import { PassThrough } from 'node:stream';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

/** How long requests under way may take to be answered after the input has ended, in milliseconds. */
const patience = 15_000;

/**
 * Standard input and output as a transport that answers what it was asked before it ends: the plain one drops requests
 * under way when its input closes, so a client that writes and hangs up would get nothing.
 */
export class LastWordTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  /** Called once, when nothing more can come or go. */
  onended?: () => void;
  readonly #gate = new PassThrough();
  readonly #inner = new StdioServerTransport(this.#gate);
  readonly #asked = new Set<string | number>();
  #ended = false;
  #closed = false;
  #deadline: NodeJS.Timeout | undefined;

  async start(): Promise<void> {
    this.#inner.onclose = () => {
      clearTimeout(this.#deadline);
      this.onclose?.();
      this.onended?.();
    };
    this.#inner.onerror = (error) => this.onerror?.(error);
    this.#inner.onmessage = (message) => {
      this.#expect(message);
      this.onmessage?.(message);
    };
    process.stdin.pipe(this.#gate, { end: false });
    process.stdin.once('end', () => this.#hangUp());
    process.stdin.once('error', (error) => {
      this.onerror?.(error);
      this.#hangUp();
    });
    await this.#inner.start();
  }

  async send(message: JSONRPCMessage): Promise<void> {
    await this.#inner.send(message);
    if ('method' in message || !('id' in message) || message.id === undefined) return;
    this.#asked.delete(message.id);
    if (this.#ended) this.#endWhenAnswered();
  }

  async close(): Promise<void> {
    this.#closed = true;
    process.stdin.unpipe(this.#gate);
    process.stdin.pause();
    await this.#inner.close();
  }

  /** A cancelled request gets no answer, and a subscription's comes when the connection ends. */
  #expect(message: JSONRPCMessage): void {
    if (!('method' in message)) return;
    if ('id' in message && message.method !== 'subscriptions/listen') this.#asked.add(message.id);
    const cancelled = message.method === 'notifications/cancelled' ? message.params?.requestId : undefined;
    if (typeof cancelled === 'string' || typeof cancelled === 'number') this.#asked.delete(cancelled);
  }

  #hangUp(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#deadline = setTimeout(() => this.#gate.end(), patience);
    // The last line counts even if it was never ended.
    this.#gate.write('\n');
    setImmediate(() => this.#endWhenAnswered());
  }

  #endWhenAnswered(): void {
    if (this.#closed || this.#asked.size > 0) return;
    const isRead = this.#gate.writableLength === 0 && this.#gate.readableLength === 0;
    if (isRead) this.#gate.end();
    else setImmediate(() => this.#endWhenAnswered());
  }
}
