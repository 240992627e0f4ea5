import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { acme, comment, type Data, threeHigh } from '../support/calls.ts';
import { activationCopy, wanted } from '../support/copy.ts';
import { type Host, host } from './hosts.ts';
import { tempFolder } from './program.ts';

const anId = /\b(?:sig|con|fct|dos|tsk|ovr|prp|int)_(?:desk|[a-z0-9]{6,})_\d+\b|\bwtg_[a-z0-9]+\b/g;

/** Words of outsiders, ids in backticks and payloads are given as they are. */
const asTheyAre = /`[^`]*`|"[^"\n]*"|\{[^\n]*\}/g;

/** Ids that stand in the rows of an answer; evidence of checks and the signal of a first touch are found by what they belong to. */
function idsIn(data: Data): readonly string[] {
  const text = JSON.stringify(data, (name, each) => (['evidence', 'first_touch'].includes(name) ? undefined : each));
  return [...new Set(text.match(anId) ?? [])];
}

/** Ids and steps that every host must find, whichever half it shows. */
function expectWhole(what: string, data: Data, text: string): void {
  const json = JSON.stringify(data);
  expect(json.length, what).toBeLessThanOrEqual(20_000);
  expect(text.length, what).toBeLessThanOrEqual(20_000);
  expect(
    idsIn(data).filter((id) => !text.includes(id)),
    what,
  ).toEqual([]);
  expect(
    [...new Set(text.match(anId) ?? [])].filter((id) => !json.includes(id)),
    what,
  ).toEqual([]);
  expect(text.replace(asTheyAre, '').match(/(?<!@)\d{4}-\d{2}-\d{2}T[\d:.]+Z/g), what).toBeNull();
  if (data.dry_run) {
    expect(text, what).toMatch(/^dry run: nothing was written/);
    expect(data.summary, what).toMatch(/^dry run: nothing was written.* would/);
  }
}

const textOf = (content: unknown): string =>
  Array.isArray(content) ? content.map((each: Data) => each.text).join('\n') : '';

interface Office {
  look(role: Role, tool: string, args?: object): Promise<Data>;
  /** Tried, then done. */
  act(role: Role, tool: string, args: object): Promise<Data>;
  refused(role: Role, tool: string, args: object): Promise<void>;
}

/** A client holds answers against the schemas that it has listed. */
async function listed(opening: Promise<Host>): Promise<Host> {
  const client = await opening;
  await client.tools();
  return client;
}

/** One built server for each role on one ledger; each answer is held against its output schema by the client. */
function office(): Office {
  const db = join(tempFolder(), 'l.db');
  const hosts = new Map<Role, Promise<Host>>();
  const call = async (role: Role, tool: string, args: object) => {
    const opened = hosts.get(role) ?? listed(host('legacy', { db, role }));
    hosts.set(role, opened);
    const client = await opened;
    const { isError, content, structuredContent } = await client.call(tool, { ...args });
    return { isError, text: textOf(content), data: structuredContent as Data };
  };
  const look: Office['look'] = async (role, tool, args = {}) => {
    const { isError, text, data } = await call(role, tool, args);
    expect(isError ?? false, `${role} ${tool}: ${text}`).toBe(false);
    expectWhole(`${role} ${tool} ${JSON.stringify(args)}`, data, text);
    return data;
  };
  return {
    look,
    async act(role, tool, args) {
      await look(role, tool, { ...args, dry_run: true });
      return look(role, tool, args);
    },
    async refused(role, tool, args) {
      const { isError, text } = await call(role, tool, args);
      expect(isError, text).toBe(true);
      expect(text, `${role} ${tool}`).toMatch(/^[A-Z_]+.*: .+ Next: \S.+\./);
    },
  };
}

const stranger = { name: 'Who Knows', email: 'who.knows@gmail.com' };
const signal = { type: 'E1', interaction: 'comment', object: 'https://www.linkedin.com/posts/9' };

async function upTheLadder({ act, look }: Office): Promise<void> {
  await act('sales.ops', 'save_account', { ...acme, contacts: [{ name: 'Bea Roe', email: 'bea@acme.com' }] });
  await act('mining.mind', 'file_signal_note', comment());
  await act('mining.mind', 'file_signal_note', comment({ account: 'gmail.com', contact: stranger, signal }));
  const wrong = await act('mining.mind', 'file_signal_note', comment({ signal }));
  await act('sales.ops', 'retract_signal', { signal: wrong.signal.id, reason: 'somebody else' });
  await act('sales.ops', 'classify_mql', { account: 'Acme Corp' });
  await act('cmo', 'dispute_mql', { account: 'acme.com', criterion: 'G1', claim: 'too small' });
  await act('sales.ops', 'score_dossier', threeHigh);
  await act('cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
  await act('cro', 'advance_deal', {
    account: 'acme.com',
    event: 'briefing_scheduled',
    at: '2026-04-28T10:00:00-04:00',
  });
  const { intents } = await look('sales.ops', 'session_sweep');
  const intent = intents[0].id;
  const { claim } = await look('sales.ops', 'take_intent', { intent, dry_run: true });
  expect(claim).toBeUndefined();
  await look('sales.ops', 'take_intent', { intent });
  await act('sales.ops', 'confirm_intent', { intent, result: 'done', reference: 'item 1' });
}

async function copy({ act, look }: Office): Promise<void> {
  const { request } = await act('cro', 'request_template', { ...wanted, sequence: 'activation' });
  await act('cmo', 'order_requests', { requests: [request.id] });
  const draft = { request: request.id, ...activationCopy };
  const { template } = await act('category.positioning', 'draft_template', { ...draft, submit: true });
  const review = { template: template.id, decision: 'approve', hash: template.hash };
  await act('cmo', 'review_template', review);
  await look('chief.staff', 'session_sweep');
  await act('cro', 'review_template', review);
  await act('sales.ops', 'load_template', { template: template.key });
  const drift = { template: template.key, kind: 'positioning_drift', why: 'it calls us the next RevOps' };
  const mended = { resolution: 'the sentence goes with the next version' };
  await act('sales.ops', 'flag_content', drift);
  await act('category.positioning', 'resolve_flag', { flag: 'flg_copy_1', ...mended });
  await act('cmo', 'resolve_flag', { flag: 'flg_copy_1', ...mended, decision: 'approve' });
  await act('category.positioning', 'flag_content', drift);
  await act('cmo', 'resolve_flag', { flag: 'flg_copy_2', ...mended, decision: 'reject' });
}

async function aside({ act, look }: Office): Promise<void> {
  const facts = acme.facts.map((each) => (each.fact === 'employees' ? { ...each, value: 180 } : each));
  await act('sales.ops', 'save_account', { domain: 'small.com', name: 'Small', facts });
  const { placed } = await act('sales.ops', 'save_account', { domain: 'small.com', contacts: [stranger] });
  expect(placed[0].waiting).toMatch(/^wtg_\w+_1$/);
  const contact = { name: 'Sam', email: 'sam@small.com' };
  const noted = await act('mining.mind', 'file_signal_note', comment({ account: 'small.com', contact, signal }));
  const justification = 'They hire forty people this quarter and fit in all else.';
  const compensating_signals = [noted.signal.id];
  await act('cro', 'override_gate', { account: 'small.com', gate: 'G1', justification, compensating_signals });
  await act('sales.ops', 'propose_stage_change', {
    account: 'small.com',
    change: 'disqualify',
    trigger: 'no_ecosystem_motion',
    reason: 'none found',
    evidence: 'site and filings',
  });
  await act('cro', 'decide_stage_change', { account: 'small.com', decision: 'confirm' });
  await act('cro', 'suppress_contact', { contact: 'sam@small.com', reason: 'opt_out' });
  await act('legal.exec', 'void_suppression', { contact: 'sam@small.com', evidence: 'ticket 7' });
  await act('legal.exec', 'erase_person', { contact: 'sam@small.com', basis: 'request 9' });
  await act('category.positioning', 'log_attribution', {
    piece: 'p1',
    title: 'A piece',
    url: 'https://example.org/p',
    published_at: '2026-04-10',
    references: ['acme.com'],
  });
  const { tasks } = await look('sales.ops', 'session_sweep');
  const own = tasks.find((task: Data) => task.tool === 'complete_task');
  if (own) await act('sales.ops', 'complete_task', { task: own.id, note: 'done' });
  await look('chief.staff', 'verify_ledger');
}

const everybody: readonly Role[] = [
  'mining.mind',
  'sales.ops',
  'category.positioning',
  'cro',
  'cmo',
  'chief.staff',
  'customer.success',
  'legal.exec',
  'viewer',
];

test('surface every tool answers whole in both halves, tried and done, to each role that may call it', async () => {
  const all = office();
  await upTheLadder(all);
  await aside(all);
  await copy(all);
  for (const role of everybody) {
    await all.look(role, 'session_sweep');
    await all.look(role, 'explain_account', { account: 'acme.com' });
    await all.look(role, 'explain_account', { account: 'Acme Corp', detail: 'full' });
    await all.look(role, 'find_accounts', { query: 'acme' });
    await all.look(role, 'read_ladder', { uri: 'ladder://board?format=json' });
  }
  await all.refused('cro', 'cro_decide', { account: 'nobody.com', decision: 'confirm' });
  await all.refused('viewer', 'classify_mql', { account: 'acme.com' });
  await all.refused('sales.ops', 'classify_mql', {});
});
