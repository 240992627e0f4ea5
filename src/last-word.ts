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

  async start(): Promise<void> {
    this.#inner.onclose = () => {
      this.onclose?.();
      this.onended?.();
    };
    this.#inner.onerror = (error) => this.onerror?.(error);
    this.#inner.onmessage = (message) => {
      if ('method' in message && 'id' in message) this.#asked.add(message.id);
      this.onmessage?.(message);
    };
    process.stdin.pipe(this.#gate, { end: false });
    process.stdin.once('end', () => {
      this.#ended = true;
      setTimeout(() => this.#gate.end(), patience).unref();
      setImmediate(() => this.#endWhenAnswered());
    });
    await this.#inner.start();
  }

  async send(message: JSONRPCMessage): Promise<void> {
    await this.#inner.send(message);
    if ('method' in message || !('id' in message) || message.id === undefined) return;
    this.#asked.delete(message.id);
    this.#endWhenAnswered();
  }

  async close(): Promise<void> {
    process.stdin.unpipe(this.#gate);
    process.stdin.pause();
    await this.#inner.close();
  }

  #endWhenAnswered(): void {
    if (this.#ended && this.#asked.size === 0) this.#gate.end();
  }
}
