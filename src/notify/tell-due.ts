import { randomUUID } from 'node:crypto';
import type { Caller, Ledger, Reader } from '../ledger/port/ledger.ts';
import type { Moment } from '../rules/command/context.ts';
import { dueNotices, type Notice, type OpenTask } from '../rules/notices/due-notices.ts';
import { noticeHorizon } from '../rules/notices/shown-tasks.ts';
import { claimNotices, confirmNotices } from '../rules/notices/tell-notices.ts';
import { isRefusal, type Refusal } from '../rules/vocabulary/refusal.ts';
import { type NoticePage, noticePage, noticesAtMost } from './notice-page.ts';
import type { Transport } from './transports.ts';

export interface Telling {
  readonly pages: readonly NoticePage[];
  /** The reason why the last message was not sent; its notices are told next time. */
  readonly failed?: string;
}

const caller: Caller = { role: 'chief.staff', client: 'ladder notify' };

/** More than one message only where one can't hold all. */
const messages = 20;

/** Tells what falls due, that no sweep of its role has shown and that was not told. A message is claimed on record before it is sent, and settled after. */
export async function tellDue(ledger: Ledger, way: Transport): Promise<Telling | Refusal> {
  // A ledger that nobody has used has no tasks, and none is opened by looking.
  if ((await ledger.read((reader) => reader.head())) === 0) return { pages: [] };
  const applied = await ledger.applyDue(caller, 0);
  if (isRefusal(applied)) return applied;
  const pages: NoticePage[] = [];
  for (let n = 0; n < messages; n++) {
    const told = await tellSome(ledger, way);
    if (told === null) break;
    if (isRefusal(told)) return told;
    if ('failed' in told) return { pages, failed: told.failed };
    pages.push(told);
  }
  return { pages };
}

async function tellSome(
  ledger: Ledger,
  way: Transport,
): Promise<NoticePage | { readonly failed: string } | Refusal | null> {
  const notices = await ledger.read((reader, moment) => dueNotices(openTasks(reader, moment), reader.shown, moment));
  const claim = `ntc_${randomUUID()}`;
  const claimed = await claimOf(ledger, claim, notices);
  if (isRefusal(claimed)) return claimed;
  const mine = notices.filter(({ key }) => claimed.keys.includes(key));
  if (mine.length === 0) return null;
  const page = await ledger.read((_, moment) => noticePage(mine, moment));
  const failed = await way.send(page);
  const args = { claim, result: failed === null ? ('told' as const) : ('failed' as const) };
  const call = { ...caller, tool: 'notify', args, dryRun: false };
  const settled = await ledger.act({ command: confirmNotices, args, call, answer: () => ({}) });
  if (failed !== null) return { failed };
  return isRefusal(settled) ? settled : page;
}

function claimOf(
  ledger: Ledger,
  claim: string,
  notices: readonly Notice[],
): Promise<{ readonly keys: readonly string[] } | Refusal> {
  const keys = (of: readonly Notice[]) => of.map(({ key }) => key);
  const news = notices.filter(({ isShown }) => !isShown);
  const args = { claim, keys: keys(news), standing: keys(notices), most: noticesAtMost };
  const call = { ...caller, tool: 'notify', args, dryRun: false };
  return ledger.act({ command: claimNotices, args, call, answer: ({ extra }) => ({ keys: extra.claimed }) });
}

/** Open tasks of all roles, as far ahead as notices look. */
function openTasks(reader: Reader, moment: Moment): readonly OpenTask[] {
  const horizon = noticeHorizon(moment);
  const found: OpenTask[] = [];
  for (let cursor: string | undefined; ; ) {
    const listed = reader.tasks({ limit: 100, cursor });
    if (isRefusal(listed)) throw new Error(listed.found);
    for (const { task, account } of listed.items) found.push({ task, company: companyOf(account) });
    cursor = listed.next_cursor;
    const last = listed.items.at(-1);
    if (cursor === undefined || (last && last.task.due_at > horizon)) return found;
  }
}

function companyOf(account: { readonly domain: string; readonly name: string | null } | null): string | null {
  if (account === null) return null;
  return account.name === null ? account.domain : `${account.name} (${account.domain})`;
}
