import { parseDocument } from 'yaml';
import { hasFields } from '../fields.ts';
import type { Role } from '../rules/vocabulary/roles.ts';
import { dashed, entryOf, type Launch, serverName } from './entry.ts';
import type { Merged } from './merged.ts';

/**
 * Tools of the host that a role's work needs beside its own server: who looks facts, findings and acts up searches and
 * reads. Nobody gets a shell: through one, mail could go out that no permit covers.
 */
const hostTools: Readonly<Record<Role, readonly string[]>> = {
  'mining.mind': ['Read', 'WebSearch', 'WebFetch'],
  'sales.ops': ['Read', 'WebSearch', 'WebFetch'],
  'category.positioning': ['Read', 'WebSearch', 'WebFetch'],
  cro: ['Read', 'WebFetch'],
  cmo: ['Read', 'WebFetch'],
  'chief.staff': ['Read', 'WebSearch', 'WebFetch'],
  'customer.success': ['Read'],
  'legal.exec': ['Read'],
  viewer: [],
};

/** The entries of other servers in an agent's definition. */
function others(servers: unknown, own: string): readonly unknown[] {
  const listed = Array.isArray(servers) ? servers : [];
  return listed.filter((each) => each !== own && !(hasFields(each) && Object.hasOwn(each, own)));
}

/**
 * An agent's definition with front matter of ours: its own server inline, so that nobody else sees its tools. Whatever
 * else it says stays; tools that somebody chose stay where they hold the server's.
 */
export function agentDefinition(text: string, role: Role, launch: Launch): Merged {
  const [, front, brief = ''] = /^\uFEFF?---\r?\n(.*?)\r?\n---\r?\n(.*)$/s.exec(text) ?? [];
  if (front === undefined) return { problem: 'it has no front matter, as the definition of an agent has' };
  const document = parseDocument(front);
  const fields: unknown = document.toJS();
  if (document.errors.length > 0 || !hasFields(fields)) return { problem: 'its front matter is no YAML' };
  const server = serverName(role);
  const tools = [`mcp__${server}`, ...hostTools[role]].join(', ');
  document.set('name', dashed(role));
  if (!String(fields.tools).includes(`mcp__${server}`)) document.set('tools', tools);
  const entry = entryOf(role, launch, { isTyped: true });
  document.set('mcpServers', document.createNode([...others(fields.mcpServers, server), { [server]: entry }]));
  return { text: `---\n${document.toString({ lineWidth: 0 })}---\n${brief}` };
}
