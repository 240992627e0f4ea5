import type { Ledger, Reader } from '../ledger/port/ledger.ts';
import { roles } from '../rules/vocabulary/roles.ts';
import { stages } from '../rules/vocabulary/stages.ts';

/** How often another process's writes are looked for, in milliseconds. */
const interval = 500;

/** The part of a server that tells of changes. */
export interface Teller {
  sendResourceUpdated(params: { uri: string }): Promise<void>;
  getClientVersion(): unknown;
  onclose?: (() => void) | undefined;
}

/**
 * Tells subscribers when what they read has changed, by whichever process. A modern connection's subscriptions are kept
 * by the SDK, which drops what nobody asked for; an older one's are kept here. Answers once it knows where the ledger
 * stands: what is written from then on is news.
 */
export async function watch(server: Teller, ledger: Ledger): Promise<Set<string>> {
  const subscribed = new Set<string>();
  let head: number | undefined;
  const look = async () => {
    const from = head;
    const changed = await ledger.read((reader) => {
      head = reader.head();
      return from === undefined || from === head ? [] : affected(reader, from);
    });
    const isOlder = server.getClientVersion() !== undefined;
    for (const uri of changed) {
      if (isOlder && !subscribed.has(uri)) continue;
      server.sendResourceUpdated({ uri }).catch(() => undefined);
    }
  };
  let isLooking = false;
  const glance = async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      await look();
    } catch {
      // A store out of reach is told by the next call that needs it.
    } finally {
      isLooking = false;
    }
  };
  // Writes between the start and the first turn of the timer are news too.
  await glance();
  const timer = setInterval(() => void glance(), interval);
  timer.unref();
  const closed = server.onclose;
  server.onclose = () => {
    clearInterval(timer);
    closed?.();
  };
  return subscribed;
}

/** Kinds of streams whose events open and close tasks: people who wait for an account are tasks too (A2). */
const holdsTasks = /^(?:account|desk|waiting)(?::|$)/;

/** Every address whose text may differ since the event `from`. */
function affected(reader: Reader, from: number): readonly string[] {
  const streams = reader.changedSince(from);
  const accounts = streams.filter((stream) => stream.startsWith('account:'));
  const uris: string[] = [];
  for (const stream of accounts) {
    const state = reader.account(stream.slice('account:'.length))?.state;
    for (const name of state ? [state.domain, state.id, ...state.aliases] : [])
      uris.push(...['', '/timeline', '/dossier'].map((part) => `ladder://accounts/${name}${part}`));
  }
  if (accounts.length > 0) uris.push('ladder://board', ...stages.map((stage) => `ladder://board/${stage}`));
  if (streams.some((stream) => holdsTasks.test(stream))) uris.push(...roles.map((role) => `ladder://tasks/${role}`));
  if (accounts.length > 0 || streams.includes('desk'))
    uris.push('ladder://channels/agent-handoffs', 'ladder://channels/cro-updates');
  if (streams.some((stream) => stream.startsWith('person:'))) uris.push('ladder://suppression');
  if (streams.includes('policy') || streams.includes('changes')) uris.push('ladder://policy');
  if (streams.includes('copy'))
    uris.push('ladder://templates', ...Object.keys(reader.copy().keys).map((key) => `ladder://templates/${key}`));
  return uris.flatMap((uri) => [uri, `${uri}?format=json`]);
}
