import type { Client } from '@modelcontextprotocol/client';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { nurtureCopy } from '../support/nurture-copy.ts';

/** A walk proves what holds, not how fast: on a loaded machine an answer may take minutes. */
export const patient = { timeout: 600_000 } as const;

/** Live copy for the five touches of nurture: without it no sequence's mail is ever sent. */
export async function furnish(as: (role: Role) => Promise<Client>): Promise<void> {
  const call = async (role: Role, name: string, args: Readonly<Record<string, unknown>>) => {
    const { isError, content, structuredContent } = await (await as(role)).callTool(
      { name, arguments: { ...args } },
      patient,
    );
    if (isError) throw new Error(`${name}: ${JSON.stringify(content)}`);
    return structuredContent;
  };
  for (const touch of [1, 2, 3, 4, 5]) {
    const wanted = { sequence: 'nurture', touch, purpose: 'a mail', estimate_hours: 0.25 };
    await call('cro', 'request_template', wanted);
    const draft = { request: `req_copy_${touch}`, ...nurtureCopy, submit: true };
    const drafted = await call('category.positioning', 'draft_template', draft);
    const template = `nurture_${touch}_v1`;
    const hash = /"hash":"([0-9a-f]+)"/.exec(JSON.stringify(drafted))?.[1];
    await call('cmo', 'review_template', { template, decision: 'approve', hash });
    await call('sales.ops', 'load_template', { template });
  }
}
