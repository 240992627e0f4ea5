import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { LastWordTransport } from '../serving/draining-stdio.ts';
import { type Behind, createProxy } from './proxy-server.ts';

/** How long what is on its way may take once the mail server is gone: its outcome is put on record. In milliseconds. */
const farewell = 250;

export interface Proxy {
  /** Tells the client that the list of tools is another. */
  listChanged(): void;
  /** Serves until the input ends, a signal comes, or nobody reads the output. */
  serve(behind: Behind, close: () => Promise<void>): Promise<void>;
}

/** A connection of the proxy over standard input and output, and the mails that are under way in it. */
export function proxyOverStdio(): Proxy {
  const transport = new LastWordTransport();
  const servers = new Set<Server>();
  const underWay = new Set<Promise<unknown>>();
  return {
    listChanged() {
      for (const server of servers) server.sendToolListChanged().catch(() => undefined);
    },
    async serve(behind, close) {
      const send: Behind['send'] = (permit) => {
        const sending = behind.send(permit);
        const settled = sending.catch(() => undefined).finally(() => underWay.delete(settled));
        underWay.add(settled);
        return sending;
      };
      const handle = serveStdio(
        () => {
          const server = createProxy({ ...behind, send });
          servers.add(server);
          return server;
        },
        { transport, onerror: (error) => behind.log(error.message.replace(/\s+/g, ' ').slice(0, 300)) },
      );
      await transport.ended;
      await close();
      await Promise.race([Promise.all([handle.close(), ...underWay]), sleep(farewell)]);
    },
  };
}
