import { Client } from '@modelcontextprotocol/client';
import { type Fields, hasFields } from '../fields.ts';
import { MailServerProcess, type ProcessLaunch } from './mail-server-process.ts';
import type { ListedTool } from './mail-server-tools.ts';

/** How long the start may take, in milliseconds: a launcher may have to fetch the server first. */
const startPatience = 120_000;

/** How long an answer is waited for, in milliseconds. */
const patience = 60_000;

/** More pages than a list of tools has. */
const mostPages = 50;

/** A mail server of somebody else, started by us and by nobody else. */
export class ProxiedServer {
  readonly #process: MailServerProcess;
  readonly #client = new Client({ name: 'ladder-mail', version: '1' });
  readonly #ready: Promise<string | null>;

  constructor(launch: ProcessLaunch, onListChanged: () => void) {
    this.#process = new MailServerProcess(launch);
    this.#client.setNotificationHandler('notifications/tools/list_changed', onListChanged);
    this.#client.onerror = () => undefined;
    this.#ready = this.#client
      .connect(this.#process, { timeout: startPatience })
      .then(() => null)
      .catch((error: unknown) => `the mail server did not start: ${messageOf(error)}`);
  }

  /** The reason why it can't be asked; null where there is none. */
  async trouble(): Promise<string | null> {
    const trouble = await this.#ready;
    return trouble ?? (this.#process.isRunning ? null : 'the mail server has ended');
  }

  async tools(): Promise<readonly ListedTool[]> {
    const tools: ListedTool[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const params = cursor === undefined ? {} : { cursor };
      const listed = await this.#client.request({ method: 'tools/list', params }, { timeout: patience });
      tools.push(...listed.tools.map(listedTool));
      cursor = listed.nextCursor;
      if (cursor === undefined) break;
    }
    return tools;
  }

  /** The bare answer, held against no schema of the server's: what it sent, it sent. */
  async call(tool: string, args: Fields): Promise<Fields> {
    const answer = await this.#client.request(
      { method: 'tools/call', params: { name: tool, arguments: args } },
      { timeout: patience },
    );
    return hasFields(answer) ? answer : {};
  }

  async close(): Promise<void> {
    await this.#process.close();
  }
}

type Listed = Readonly<{ name: string; title?: unknown; description?: unknown; inputSchema: unknown }> &
  Readonly<{ outputSchema?: unknown; annotations?: unknown }>;

function listedTool({ name, title, description, inputSchema, outputSchema, annotations }: Listed): ListedTool {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const table = (value: unknown) => (hasFields(value) ? value : undefined);
  return {
    name,
    title: text(title),
    description: text(description),
    inputSchema: table(inputSchema) ?? {},
    outputSchema: table(outputSchema),
    annotations: table(annotations),
  };
}

/** One line, without a stack. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').slice(0, 300);
}
