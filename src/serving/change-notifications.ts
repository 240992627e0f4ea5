import type { Ledger, Reader } from '../ledger/port/ledger.ts';
import type { Moment } from '../rules/command/context.ts';
import { daysOf, reportKinds } from '../rules/metrics/period.ts';
import type { CalendarDate } from '../rules/time/time.ts';
import { roles } from '../rules/vocabulary/roles.ts';
import { signalTypes } from '../rules/vocabulary/signal-types.ts';
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
 * by the SDK, which drops what nobody asked for: `listened` names the addresses that it was ever asked for, where
 * the transport knows. An older connection's are kept here. Answers once it knows where the ledger stands: what is written from then on is news.
 */
export async function watch(server: Teller, ledger: Ledger, listened?: ReadonlySet<string>): Promise<Set<string>> {
  const subscribed = new Set<string>();
  let head: number | undefined;
  const look = async () => {
    const from = head;
    const isOlder = server.getClientVersion() !== undefined;
    const asked = isOlder ? subscribed : listened;
    const changed = await ledger.read((reader, moment) => {
      head = reader.head();
      return asked?.size === 0 || from === undefined || from === head ? [] : affected(reader, moment, from);
    });
    const places = new Set(changed.map(placeOf));
    const told = isOlder
      ? [...subscribed].filter((uri) => places.has(placeOf(uri)))
      : changed.filter((uri) => listened?.has(uri) ?? true);
    for (const uri of told) server.sendResourceUpdated({ uri }).catch(() => undefined);
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

/** The resource behind an address, without its query and in one spelling; all reports are one. */
function placeOf(uri: string): string {
  const path = uri
    .replace(/[?#].*$/, '')
    .replace(/\/$/, '')
    .toLowerCase();
  return path.replace(/^(ladder:\/\/reports\/).*$/, '$1');
}

/** Kinds of streams that reports count: all but changes of the policy, which move nobody, and refusals. */
const isCounted = /^(?:account|desk|waiting|person|copy|lists|mailbox|piece)(?::|$)/;

/** Kinds of streams whose events open and close tasks: people who wait for an account are tasks too (A2). */
const holdsTasks = /^(?:account|desk|waiting)(?::|$)/;

/** Every address whose text may differ since the event `from`. */
function affected(reader: Reader, moment: Moment, from: number): readonly string[] {
  const streams = reader.changedSince(from);
  const accounts = streams.filter((stream) => stream.startsWith('account:'));
  const uris: string[] = [];
  for (const stream of accounts) {
    const state = reader.account(stream.slice('account:'.length))?.state;
    for (const name of state ? [state.domain, state.id, ...state.aliases] : [])
      uris.push(...['', '/timeline', '/dossier'].map((part) => `ladder://accounts/${name}${part}`));
  }
  if (accounts.length > 0) uris.push(...boardAddresses());
  if (streams.some((stream) => holdsTasks.test(stream))) uris.push(...roles.map((role) => `ladder://tasks/${role}`));
  if (accounts.length > 0 || streams.includes('desk'))
    uris.push('ladder://channels/agent-handoffs', 'ladder://channels/cro-updates');
  if (streams.some((stream) => stream.startsWith('person:'))) uris.push('ladder://suppression');
  if (streams.includes('policy') || streams.includes('changes')) uris.push('ladder://policy');
  if (streams.includes('copy'))
    uris.push('ladder://templates', ...Object.keys(reader.copy().keys).map((key) => `ladder://templates/${key}`));
  if (streams.some((stream) => isCounted.test(stream))) uris.push(...reportAddresses(moment.today));
  return uris.flatMap((uri) => [uri, `${uri}${uri.includes('?') ? '&' : '?'}format=json`]);
}

/** The board asked for one thing; an older client is told of more than one by the board itself. */
function boardAddresses(): readonly string[] {
  const asked = [
    ...stages.map((stage) => `stage=${stage}`),
    ...signalTypes.flatMap((type) => [`signal_type=${type}`, `first_touch=${type}`]),
  ];
  return [
    'ladder://board',
    ...asked.map((each) => `ladder://board?${each}`),
    ...stages.map((stage) => `ladder://board/${stage}`),
  ];
}

/** Reports of the periods that their kinds take by themselves; of another an older client is told by these. */
function reportAddresses(today: CalendarDate): readonly string[] {
  return reportKinds
    .flatMap((kind) => {
      const days = daysOf(kind, undefined, today);
      const name = 'refused' in days ? [] : [days.name];
      return [
        kind,
        ...name.map((each) => `${kind}/${each}`),
        ...(kind === 'weekly_close' ? name.map((each) => `weekly/${each}`) : []),
      ];
    })
    .map((each) => `ladder://reports/${each}`);
}
