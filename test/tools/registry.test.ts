import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, test } from 'vitest';
import { instructionsFor } from '../../src/prompts/instructions.ts';
import type { PolicyValues } from '../../src/rules/policy/policy.ts';
import { typesFiledBy } from '../../src/rules/policy/signals.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { tools } from '../../src/tools/index.ts';
import { listingOf, listingsFor } from '../../src/tools/support/listing.ts';
import { openHouse, shippedPolicy } from '../support/server.ts';

const all: readonly Role[] = [
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
const acting = all.filter((role) => role !== 'viewer');

/** Callers of each tool: the contract's roles in brackets. A tool that is not here yet has to be put here. */
const callers: Readonly<Record<string, readonly Role[]>> = {
  session_sweep: all,
  find_accounts: all,
  explain_account: all,
  read_ladder: all,
  pipeline_report: all,
  file_signal_note: ['mining.mind', 'category.positioning', 'sales.ops', 'cro'],
  import_list: ['mining.mind', 'sales.ops', 'category.positioning'],
  retract_signal: ['mining.mind', 'category.positioning', 'sales.ops', 'cro'],
  log_attribution: ['category.positioning'],
  save_account: ['sales.ops', 'category.positioning'],
  propose_stage_change: ['sales.ops'],
  decide_stage_change: ['cro'],
  classify_mql: ['sales.ops'],
  override_gate: ['cro'],
  score_dossier: ['sales.ops'],
  cro_decide: ['cro'],
  advance_deal: ['cro'],
  dispute_mql: ['sales.ops', 'cro', 'cmo', 'category.positioning'],
  request_template: ['sales.ops', 'cro', 'cmo', 'category.positioning'],
  order_requests: ['cmo'],
  draft_template: ['category.positioning'],
  review_template: ['cmo', 'cro'],
  load_template: ['sales.ops'],
  flag_content: ['category.positioning', 'cmo', 'sales.ops'],
  resolve_flag: ['category.positioning', 'cmo'],
  propose_recipients: ['sales.ops'],
  review_recipients: ['cro'],
  start_sequence: ['sales.ops'],
  hold_sequence: ['sales.ops'],
  render_sequence_email: ['sales.ops', 'cro', 'category.positioning'],
  reconcile_sent: ['sales.ops'],
  authorize_send: ['sales.ops', 'cro'],
  record_delivery: ['sales.ops', 'cro'],
  record_response: ['sales.ops', 'cro'],
  suppress_contact: ['sales.ops', 'cro', 'mining.mind', 'category.positioning'],
  reconcile_stages: ['sales.ops'],
  complete_task: acting,
  take_intent: ['sales.ops', 'cro'],
  confirm_intent: ['sales.ops', 'cro'],
  file_post_mortem: ['customer.success'],
  propose_policy_change: ['cro', 'cmo'],
  ratify_policy_change: ['cro', 'cmo'],
  simulate_policy: ['cro', 'cmo', 'chief.staff'],
  verify_ledger: ['chief.staff'],
  erase_person: ['legal.exec'],
  void_suppression: ['legal.exec'],
};

/** Tools that change nothing but what time has brought, or nothing at all. */
const withoutOptions = [
  'session_sweep',
  'find_accounts',
  'explain_account',
  'read_ladder',
  'pipeline_report',
  'simulate_policy',
  'verify_ledger',
];

const kebab = (name: string) => name.replaceAll('_', '-');

// biome-ignore lint/suspicious/noExplicitAny: JSON Schema, looked at node by node
type Node = any;

function nodes(schema: Node, path = ''): readonly (readonly [string, Node])[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const inner = Object.entries({ ...schema.properties }).flatMap(([name, each]) => nodes(each, `${path}.${name}`));
  const items = schema.items ? nodes(schema.items, `${path}[]`) : [];
  const free = typeof schema.additionalProperties === 'object' ? nodes(schema.additionalProperties, `${path}{}`) : [];
  return [[path, schema], ...inner, ...items, ...free];
}

describe.each(tools.map((tool) => [tool.name, tool] as const))('surface %s', (name, tool) => {
  const { inputSchema, outputSchema, annotations, ...listing } = listingOf(tool);

  test('surface a tool lies in a file of its name, with a test of its name', () => {
    expect(name).toMatch(/^[a-z]+(_[a-z]+)+$/);
    expect(existsSync(`src/tools/${kebab(name)}.ts`)).toBe(true);
    expect(existsSync(`test/tools/${kebab(name)}.test.ts`)).toBe(true);
    expect(readFileSync(`src/tools/${kebab(name)}.ts`, 'utf8')).toContain(`name: '${name}'`);
  });

  test('surface a tool has a title, a description, clauses and all four annotations', () => {
    expect(listing.title.length).toBeGreaterThan(3);
    expect(listing.description.length).toBeGreaterThan(40);
    expect(listing.description.length).toBeLessThan(1024);
    expect(tool.clauses.length).toBeGreaterThan(0);
    for (const clause of tool.clauses) expect(clause).toMatch(/^\d+(\.\d+)*$/);
    const { title, ...hints } = annotations;
    expect(title).toBe(listing.title);
    expect(Object.keys(hints).sort()).toEqual(['destructiveHint', 'idempotentHint', 'openWorldHint', 'readOnlyHint']);
    expect(Object.values(hints).every((each) => typeof each === 'boolean')).toBe(true);
    expect(annotations.readOnlyHint === true && annotations.destructiveHint === true).toBe(false);
  });

  test('surface a tool takes a strict flat object, every field of it described', () => {
    expect(JSON.stringify(inputSchema)).not.toMatch(/"(anyOf|oneOf|allOf|\$ref|\$defs|definitions|not)":/);
    for (const [path, node] of nodes(inputSchema)) {
      expect(node.type, path).toBeDefined();
      if (node.type !== 'object') continue;
      const isFree = node.properties === undefined && typeof node.additionalProperties === 'object';
      if (!isFree) expect(node.additionalProperties, path).toBe(false);
      for (const [field, each] of Object.entries<Node>(node.properties ?? {}))
        expect(each.description?.trim(), `${path}.${field}`).toBeTruthy();
    }
  });

  test('surface a tool answers an object, and writers answer what all writers do', () => {
    expect(outputSchema.type).toBe('object');
    const writes = 'dry_run' in (inputSchema.properties as object);
    if (!writes) return;
    expect(outputSchema.required).toEqual(
      expect.arrayContaining(['outcome', 'summary', 'checks', 'opened', 'closed', 'policy']),
    );
  });

  test('surface a writer takes dry_run and idempotency_key, a reader neither', () => {
    const fields = Object.keys(inputSchema.properties as object);
    const taken = fields.filter((field) => field === 'dry_run' || field === 'idempotency_key');
    expect(taken).toEqual(withoutOptions.includes(name) ? [] : ['dry_run', 'idempotency_key']);
    const reads = withoutOptions.includes(name) && name !== 'session_sweep' && name !== 'pipeline_report';
    expect(annotations.readOnlyHint).toBe(reads);
    for (const identity of ['role', 'actor', 'as', 'by', 'user']) expect(fields).not.toContain(identity);
  });

  test('surface a tool is open to the roles of the contract, in no other way', () => {
    expect([...tool.callers].sort()).toEqual([...(callers[name] ?? [])].sort());
  });

  test('surface only the sweep and the explanation are always loaded', () => {
    const always = name === 'session_sweep' || name === 'explain_account';
    expect(listing._meta).toEqual(always ? { 'anthropic/alwaysLoad': true } : undefined);
  });
});

test('surface every file of src/tools is a tool of the registry or known to serve them all', () => {
  const files = readdirSync('src/tools').filter((file) => file !== 'index.ts' && file !== 'support');
  expect(files.sort()).toEqual(tools.map((tool) => `${kebab(tool.name)}.ts`).sort());
  expect(new Set(tools.map((tool) => tool.name)).size).toBe(tools.length);
});

test('surface a role is listed its own tools, in one order, the same each time and in both eras', async () => {
  const house = await openHouse();
  const order = tools.map((tool) => tool.name);
  expect(order.slice(0, 5)).toEqual([
    'session_sweep',
    'find_accounts',
    'explain_account',
    'read_ladder',
    'file_signal_note',
  ]);
  for (const role of all) {
    const wanted = order.filter((name) => callers[name]?.includes(role));
    for (const era of ['modern', 'legacy'] as const) {
      const client = await house.as(role, era);
      const listed = (await client.listTools()).tools.map((tool) => tool.name);
      expect(listed).toEqual(wanted);
      expect((await client.listTools()).tools.map((tool) => tool.name)).toEqual(wanted);
    }
  }
});

const most: Readonly<Record<Role, number>> = {
  'mining.mind': 12,
  'sales.ops': 30,
  'category.positioning': 18,
  cro: 30,
  cmo: 16,
  'chief.staff': 12,
  'customer.success': 12,
  'legal.exec': 12,
  viewer: 12,
};

const tokensOf = ({ name, description, inputSchema }: ReturnType<typeof listingOf>): number =>
  encode(name).length + encode(description).length + encode(JSON.stringify(inputSchema)).length;

test('surface the tools of each role stay inside their budget of tokens', () => {
  const table = all.map((role) => {
    const costs = listingsFor(tools, role).map(tokensOf);
    const total = costs.reduce((sum, each) => sum + each, 0);
    return {
      role,
      tools: costs.length,
      tokens: total,
      average: Math.round(total / costs.length),
      instructions: instructionsFor(role, shippedPolicy().values).length,
    };
  });
  console.table(table);
  console.table(tools.map((tool) => ({ tool: tool.name, tokens: tokensOf(listingOf(tool)) })));
  for (const { role, tools: count, tokens } of table) {
    expect(count, role).toBeLessThanOrEqual(most[role]);
    expect(tokens, role).toBeLessThanOrEqual(200 * count);
    expect(tokens, role).toBeLessThanOrEqual(6000);
  }
});

test('A9 who may call file_signal_note is who files a signal', () => {
  const { values } = shippedPolicy();
  const files = all.filter((role) => typesFiledBy(role, values).length > 0);
  expect([...(tools.find(({ name }) => name === 'file_signal_note')?.callers ?? [])].sort()).toEqual(files.sort());
});

test('A9 the instructions of a role name the types that it files under the policy in force', () => {
  const { values } = shippedPolicy();
  const named = (role: Role, policy: PolicyValues | null = values) =>
    [...new Set(instructionsFor(role, policy).match(/\bE\d+\b/g))].join(' ');
  expect(all.map((role) => [role, named(role)]).filter(([, types]) => types !== '')).toEqual([
    ['mining.mind', 'E1 E3 E4 E6 E7 E10 E8'],
    ['category.positioning', 'E9 E2 E5 E6'],
    ['cro', 'E3 E4 E6 E7 E10'],
  ]);
  const { E1, E4, ...others } = values.engagement.signals;
  const signals = { ...others, E1, E4: { ...E4, filed_by: E1.filed_by } };
  expect(named('cro', { ...values, engagement: { ...values.engagement, signals } })).toBe('E3 E6 E7 E10');
  expect(named('cro', null)).toBe('');
});

test('surface the instructions of each role say who it is, and stay under 2,000 characters', async () => {
  const house = await openHouse({ isMade: true });
  for (const role of all) {
    const said = (await house.as(role, 'legacy')).getInstructions() ?? '';
    expect(said).toBe(
      instructionsFor(role, shippedPolicy().values, [
        `Ledger: ${house.path}, newly made. If another one is meant, LADDER_DB names it.`,
      ]),
    );
    expect((await house.as(role)).getInstructions()).toBe(said);
    expect(said.startsWith(`This connection acts as ${role}. `)).toBe(true);
    expect(said.length).toBeLessThan(2000);
    for (const name of said.match(/\b[a-z]+_[a-z_]+\b/g) ?? []) {
      const tool = tools.find((each) => each.name === name);
      if (tool) expect(tool.callers, `${role} is told of ${name}`).toContain(role);
    }
  }
});

test('surface a tool that does not exist is a protocol error, and recorded nowhere', async () => {
  const house = await openHouse();
  const client = await house.as('sales.ops');
  await expect(client.callTool({ name: 'drop_tables', arguments: {} })).rejects.toThrow(
    'there is no tool `drop_tables`; sales.ops may call session_sweep, find_accounts, explain_account',
  );
  expect(await house.ledger.read((reader) => reader.head())).toBe(0);
});
