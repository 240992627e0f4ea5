import { describe, expect, test } from 'vitest';
import type { Intent } from '../../../src/rules/aggregates/intent.ts';
import { itemNumber } from '../../../src/rules/identity/item-number.ts';
import { actionOf, createsItem, lacksBoard, outsideCall } from '../../../src/rules/outbox/outside-call.ts';
import type { PolicyValues } from '../../../src/rules/policy/policy.ts';
import { start } from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';
import { boardPolicy } from '../../support/server.ts';
import { TestWorld } from '../../support/world.ts';

const without = new TestWorld(start).context('sales.ops');
const board = new TestWorld(start, boardPolicy()).context('sales.ops');
const acme = { domain: 'acme.com', name: 'Acme' };
const onBoard = { ...acme, external: { monday: '77' } };
const intent = (over: Partial<Intent>): Intent => ({
  id: 'int_1',
  role: 'sales.ops',
  target: 'monday',
  action: 'set_stage',
  payload: { item: 'acme.com', stage: 'MQL', review: 'NONE' },
  raised_at: start,
  ...over,
});
/** The shipped policy with other words about what stands outside. */
function boards(given: Readonly<Record<string, unknown>>): PolicyValues {
  const { values } = testPolicy();
  const changed = Object.entries(given).map(([name, value]) => [name, { ...values.boards.monday, value }]);
  return { ...values, boards: { ...values.boards, ...Object.fromEntries(changed) } };
}

const stage = intent({});
const comment = intent({ action: 'comment', payload: { item: 'acme.com', text: 'a < b & c > d\nend' } });
const columnValues = JSON.stringify({ status_1: { label: 'Marketing' } });

describe('4.4a the board', () => {
  test('A13 an item stands under a number, alone or in its link', () => {
    expect(
      [
        '77',
        '123456789012345',
        'https://x.monday.com/boards/4/pulses/77',
        'https://x.monday.com/boards/4/pulses/77?a=1',
        'https://x.monday.com/boards/4/pulses/77/posts/8',
        'https://x.monday.com/boards/4/pulses/77#p',
      ].map(itemNumber),
    ).toEqual([77, 123_456_789_012_345, 77, 77, 77, 77]);
    expect(
      ['', 'board 77', '77a', 'a77', '1234567890123456', 'x/pulses/77a', 'x/boards/77', 'x/pulses/'].map(itemNumber),
    ).toEqual([null, null, null, null, null, null, null, null]);
  });

  test('A13 a policy says which board, which column and which labels, or what of them it lacks', () => {
    expect(lacksBoard(board)).toEqual([]);
    expect(lacksBoard(without)).toEqual(['boards.monday.board', 'boards.monday.stage_column', 'boards.monday.labels']);
    const policy = boards({ monday: { board: 4400, labels: { MQL: 'Marketing' } } });
    expect(lacksBoard({ policy })).toEqual(['boards.monday.stage_column']);
    const code = { refused: true, code: 'NOT_CONFIGURED', clause: '4.4', ruling: 'A13' };
    const next =
      'who keeps the policy file sets that and starts the servers anew; the first session_sweep of the cro or cmo then puts it on record';
    expect(outsideCall(stage, onBoard, { policy }, undefined)).toEqual({
      ...code,
      found: "the policy doesn't say how stages stand on the board: boards.monday.stage_column is missing",
      next,
    });
    expect(outsideCall(stage, onBoard, without, undefined)).toEqual({
      ...code,
      found:
        "the policy doesn't say how stages stand on the board: boards.monday.board, boards.monday.stage_column, boards.monday.labels are missing",
      next,
    });
    const lost = intent({ payload: { item: 'acme.com', stage: 'LOST', review: 'NONE' } });
    expect(outsideCall(lost, onBoard, board, undefined)).toEqual({
      ...code,
      found: "the policy doesn't say how stages stand on the board: boards.monday.labels.LOST is missing",
      next,
    });
  });

  test('A13 a stage is set on the item, or makes it where there is none', () => {
    expect(outsideCall(stage, onBoard, board, undefined)).toEqual({
      tool: 'change_item_column_values',
      arguments: { boardId: 4400, itemId: 77, columnValues },
      account: 'acme.com',
      stage: 'MQL',
      review: 'NONE',
      item: '77',
    });
    const made = { tool: 'create_item', account: 'acme.com', stage: 'MQL' };
    const bare = intent({ payload: { item: 'acme.com', stage: 'MQL' } });
    expect(outsideCall(bare, acme, board, undefined)).toEqual({
      ...made,
      arguments: { boardId: 4400, name: 'Acme', columnValues },
    });
    expect(outsideCall(bare, { domain: 'acme.com', name: null }, board, undefined)).toEqual({
      ...made,
      arguments: { boardId: 4400, name: 'acme.com', columnValues },
    });
    const long = outsideCall(bare, { domain: 'acme.com', name: '𝒜'.repeat(256) }, board, undefined);
    expect(long).toMatchObject({ arguments: { name: '𝒜'.repeat(255) } });
    expect([createsItem(stage, acme, board), actionOf(stage, acme, board)]).toEqual([true, 'create_item']);
    for (const [each, account, context] of [
      [stage, onBoard, board],
      [stage, acme, without],
      [stage, null, board],
      [comment, acme, board],
    ] as const)
      expect([createsItem(each, account, context), actionOf(each, account, context)]).toEqual([false, each.action]);
  });

  test('A13 a comment stands on the item, its words no tags, or asks for the number of the item', () => {
    const body = 'a &lt; b &amp; c &gt; d<br>end';
    expect(outsideCall(comment, onBoard, board, undefined)).toEqual({
      tool: 'create_update',
      arguments: { itemId: 77, body },
      account: 'acme.com',
      item: '77',
    });
    expect(outsideCall(comment, acme, without, undefined)).toEqual({
      tool: 'create_update',
      arguments: { body },
      account: 'acme.com',
      missing: {
        itemId: 'the number of the item that the board holds for acme.com; save_account keeps it as external.monday',
      },
    });
  });

  test('A13 what is no number on file is refused, for a comment and for a stage', () => {
    const odd = { ...acme, external: { monday: 'Acme row' } };
    const refusal = {
      refused: true,
      code: 'RULE_REFUSED',
      clause: '4.4',
      ruling: 'A13',
      found: 'external.monday of acme.com is "Acme row", and the board\'s items have numbers',
      next: 'sales.ops gives the number of the item as external.monday with save_account',
    };
    expect([comment, stage].map((each) => outsideCall(each, odd, board, undefined))).toEqual([refusal, refusal]);
  });

  test('4.4a a post goes to its channel, of an account or of the desk', () => {
    const post = intent({ target: 'slack', action: 'post', payload: { channel: 'cro-updates', text: 'Acme: SQL' } });
    const call = {
      tool: 'slack_post_message',
      arguments: { channel_id: '#cro-updates', text: 'Acme: SQL' },
      channel: 'cro-updates',
    };
    expect([outsideCall(post, onBoard, board, undefined), outsideCall(post, null, without, undefined)]).toEqual([
      call,
      call,
    ]);
  });
});

describe('5.5b M8 Apollo', () => {
  const apollo = (value: object | null) => ({ policy: boards({ apollo: value }) });
  const set = (to: string) =>
    intent({ target: 'apollo', action: 'set_contact_stage', payload: { contact: 'con_1', stage: to } });
  const stop = (payload: Record<string, string>) =>
    intent({ target: 'apollo', action: 'stop_contact', payload: { contact: 'con_1', ...payload } });
  const about = { account: 'acme.com', contact: 'con_1' };
  const ids = { stages: { MQL: '61aa' }, sequences: { nurture: '62bb', activation: '63cc' } };

  test('M8 a stage of a contact is set by the id that stands for it, or the caller finds that', () => {
    const update = { tool: 'apollo_contacts_update', ...about };
    expect(outsideCall(set('MQL'), acme, apollo(ids), 'a1')).toEqual({
      ...update,
      arguments: { id: 'a1', contact_stage_id: '61aa' },
      stage: 'MQL',
    });
    for (const each of [ids, null])
      expect(outsideCall(set('SQL'), acme, apollo(each), 'a1')).toEqual({
        ...update,
        arguments: { id: 'a1' },
        stage: 'SQL',
        missing: {
          contact_stage_id:
            "the id of Apollo's contact stage that stands for SQL; `boards.apollo.stages.SQL` of the policy keeps it",
        },
      });
  });

  test('M8 a stop names its own sequence, all where it names none, or what the caller has to find', () => {
    const out = { tool: 'apollo_emailer_campaigns_remove_or_stop_contact_ids', ...about };
    const given = (mode: string) => ({ contact_ids: ['a1'], mode });
    expect(outsideCall(stop({ mode: 'stop', sequence: 'activation' }), acme, apollo(ids), 'a1')).toEqual({
      ...out,
      arguments: { emailer_campaign_ids: ['63cc'], ...given('stop') },
    });
    expect(outsideCall(stop({ mode: 'remove' }), acme, apollo(ids), 'a1')).toEqual({
      ...out,
      arguments: { emailer_campaign_ids: ['62bb', '63cc'], ...given('remove') },
    });
    const missing = {
      emailer_campaign_ids:
        'the ids of the sequences that the contact is in, by apollo_emailer_campaigns_search; `boards.apollo.sequences` of the policy keeps them',
    };
    const lost = stop({ mode: 'mark_as_finished', sequence: 're_engagement' });
    for (const each of [ids, null])
      expect(outsideCall(lost, acme, apollo(each), 'a1')).toEqual({
        ...out,
        arguments: given('mark_as_finished'),
        missing,
      });
  });

  test('M8 nothing is to do there for who has no id in Apollo', () => {
    for (const each of [set('MQL'), stop({ mode: 'stop' })])
      expect(outsideCall(each, acme, apollo(ids), undefined)).toEqual({
        refused: true,
        code: 'RULE_REFUSED',
        clause: '5.5',
        ruling: 'A13',
        found: 'con_1 has no id in Apollo on file any more',
        next: 'sales.ops gives it as external.apollo of the contact with save_account, or leaves it: nothing is to do there for who is not in Apollo',
      });
  });
});
