import type { AccountState } from '../aggregates/account.ts';
import type { Intent } from '../aggregates/intent.ts';
import type { Moment } from '../command/context.ts';
import { itemNumber } from '../identity/item-number.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { stages } from '../vocabulary/stages.ts';
import { apolloCall } from './apollo-call.ts';
import type { OutsideCall } from './outside-tool.ts';

type Known = Pick<AccountState, 'domain' | 'name' | 'external'>;
type Policied = Pick<Moment, 'policy'>;

/** Keys that the policy lacks for stages and items of the board. */
export function lacksBoard({ policy }: Policied): readonly string[] {
  const monday = policy.boards.monday.value;
  return (['board', 'stage_column', 'labels'] as const)
    .filter((key) => monday?.[key] === undefined)
    .map((key) => `boards.monday.${key}`);
}

/** A13: a stage of an account that has no item on the board is set by making the item. */
export function createsItem({ action }: Pick<Intent, 'action'>, account: Known | null, context: Policied): boolean {
  return (
    action === 'set_stage' &&
    account !== null &&
    account.external?.monday === undefined &&
    lacksBoard(context).length === 0
  );
}

/** The action by the name that the taker of the intent knows. */
export function actionOf(intent: Intent, account: Known | null, context: Policied): Intent['action'] | 'create_item' {
  return createsItem(intent, account, context) ? 'create_item' : intent.action;
}

/** The call that carries an intent out. */
export function outsideCall(
  intent: Intent,
  account: Known | null,
  context: Policied,
  apolloId: string | undefined,
): OutsideCall | Refusal {
  const { action, payload } = intent;
  if (!account || action === 'post') return postCall(payload);
  if (intent.target === 'apollo') return apolloCall(intent, { ...account, apolloId }, context);
  if (action === 'comment') return commentCall(payload.text ?? '', account);
  return stageCall(intent, account, context);
}

function postCall({ channel = '', text = '' }: Intent['payload']): OutsideCall {
  return { tool: 'slack_post_message', arguments: { channel_id: `#${channel}`, text }, channel };
}

function commentCall(text: string, { domain, external }: Known): OutsideCall | Refusal {
  const body = asHtml(text);
  const item = external?.monday;
  if (item === undefined) {
    const itemId = `the number of the item that the board holds for ${domain}; save_account keeps it as external.monday`;
    return { tool: 'create_update', arguments: { body }, account: domain, missing: { itemId } };
  }
  const itemId = itemNumber(item);
  return itemId === null
    ? noNumber(item, domain)
    : { tool: 'create_update', arguments: { itemId, body }, account: domain, item };
}

function stageCall(
  { payload: { stage = '', review } }: Intent,
  { domain, name, external }: Known,
  context: Policied,
): OutsideCall | Refusal {
  const lacking = lacksBoard(context);
  if (lacking.length > 0) return notDescribed(lacking);
  const { board = 0, stage_column = '', labels = {} } = context.policy.boards.monday.value ?? {};
  const known = stages.find((each) => each === stage);
  const label = known && labels[known];
  if (label === undefined) return notDescribed([`boards.monday.labels.${stage}`]);
  const columnValues = JSON.stringify({ [stage_column]: { label } });
  const about = { account: domain, stage, ...(review ? { review } : {}) };
  const item = external?.monday;
  if (item === undefined)
    return {
      tool: 'create_item',
      arguments: { boardId: board, name: [...(name ?? domain)].slice(0, nameLimit).join(''), columnValues },
      ...about,
    };
  const itemId = itemNumber(item);
  if (itemId === null) return noNumber(item, domain);
  return { tool: 'change_item_column_values', arguments: { boardId: board, itemId, columnValues }, ...about, item };
}

/** As many characters as the board takes for an item's name. */
const nameLimit = 255;

function notDescribed(lacking: readonly string[]): Refusal {
  return refuse('NOT_CONFIGURED', {
    clause: '4.4',
    ruling: 'A13',
    found: `the policy doesn't say how stages stand on the board: ${lacking.join(', ')} ${lacking.length === 1 ? 'is' : 'are'} missing`,
    next: 'who keeps the policy file sets that and starts the servers anew; the first session_sweep of the cro or cmo then puts it on record',
  });
}

function noNumber(item: string, domain: string): Refusal {
  return refuse('RULE_REFUSED', {
    clause: '4.4',
    ruling: 'A13',
    found: `external.monday of ${domain} is ${JSON.stringify(item)}, and the board's items have numbers`,
    next: 'sales.ops gives the number of the item as external.monday with save_account',
  });
}

/** The board reads a comment as HTML: words of outsiders must not become tags. */
function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');
}
