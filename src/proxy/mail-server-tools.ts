import { type Fields, hasFields } from '../fields.ts';
import { classify } from '../gate/classify.ts';
import type { MailToolRule } from '../rules/policy/mail-gate.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';
import type { MailBytes } from '../rules/sending/permit-bytes.ts';

/** A tool as its server lists it. */
export interface ListedTool {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly inputSchema: Fields;
  readonly outputSchema?: Fields | undefined;
  readonly annotations?: Fields | undefined;
}

export type MailToolRules = Pick<PolicyValues, 'mail_tools' | 'mail_apis' | 'mail_gate'>;

const isSame = (name: string, other: string) => name.toLowerCase() === other.toLowerCase();

/** The policy's rows for one server: where its profile says nothing of a tool, what all profiles say of the name counts. */
export function rulesFor(tool: string, profile: string, rules: MailToolRules): MailToolRules {
  const own = rules.mail_tools.filter((row) => row.profile === profile && isSame(row.tool, tool));
  return own.length === 0 ? rules : { ...rules, mail_tools: own };
}

/** The tool that takes a mail out, with its row. */
export function senderAmong(
  tools: readonly ListedTool[],
  profile: string,
  { mail_tools }: Pick<MailToolRules, 'mail_tools'>,
): { readonly tool: ListedTool; readonly row: MailToolRule } | null {
  for (const row of mail_tools) {
    if (row.profile !== profile || row.class !== 'send') continue;
    const tool = tools.find(({ name }) => isSame(name, row.tool));
    if (tool) return { tool, row };
  }
  return null;
}

/** The reason why a tool is not shown; null where it may be: neither its row nor, without one, its name and schema send. */
export function whyHidden(tool: ListedTool, profile: string, rules: MailToolRules): string | null {
  const own = rulesFor(tool.name, profile, rules);
  const rows = own.mail_tools.filter((row) => isSame(row.tool, tool.name));
  if (tool.name === 'send' || tool.name.includes('__')) return 'its name is one that is kept';
  if (rows.length > 0) return rows.every((row) => row.class === 'free') ? null : 'it sends';
  const found = classify(named(tool.name, profile), sampleOf(tool.inputSchema), own, []);
  return found.is === 'free' ? null : 'why' in found ? found.why : 'it sends';
}

/** A tool's name as a client would have it: so the gate knows it for somebody else's. */
export function named(tool: string, profile: string): string {
  return `mcp__${profile}__${tool}`;
}

const deepest = 6;

/** An input that says all that a schema lets one say: what it can be told to do, it could do. */
function sampleOf(schema: Fields, depth = 0): Fields {
  const properties = hasFields(schema.properties) ? schema.properties : {};
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, sampleValue(value, depth)]));
}

function sampleValue(schema: unknown, depth: number): unknown {
  if (!hasFields(schema) || depth > deepest) return 'somebody@example.com';
  const [choice] = [schema.anyOf, schema.oneOf].filter(Array.isArray).flat();
  if (schema.type === undefined && choice !== undefined) return sampleValue(choice, depth + 1);
  if (schema.type === 'boolean') return true;
  if (schema.type === 'object') return sampleOf(schema, depth + 1);
  if (schema.type === 'array') return [sampleValue(schema.items, depth + 1)];
  return schema.type === 'number' || schema.type === 'integer' ? 1 : 'somebody@example.com';
}

/** The call by which a mail goes out, in the tool's own form; else what the tool lacks or wants beyond it. */
export function callFor(mail: MailBytes, tool: ListedTool, row: MailToolRule): Fields | { readonly why: string } {
  const { to = 'to', subject = 'subject', body = 'body', thread, inert = {} } = row;
  const thread_ = mail.in_reply_to ?? '';
  if (thread_ !== '' && thread === undefined)
    return { why: `\`${tool.name}\` can't answer to a message, and this mail does` };
  const properties = hasFields(tool.inputSchema.properties) ? tool.inputSchema.properties : {};
  const lacking = [to, subject, body].find((key) => !Object.hasOwn(properties, key));
  if (lacking !== undefined) return { why: `\`${tool.name}\` takes no \`${lacking}\`` };
  const call: Record<string, unknown> = {
    [to]: takesList(properties[to]) ? [mail.to] : mail.to,
    [subject]: mail.subject,
    [body]: mail.text,
    ...(thread !== undefined && thread_ !== '' ? { [thread]: thread_ } : {}),
  };
  const required = Array.isArray(tool.inputSchema.required) ? tool.inputSchema.required : [];
  for (const key of required.map(String)) {
    if (Object.hasOwn(call, key)) continue;
    if (!Object.hasOwn(inert, key)) return { why: `\`${tool.name}\` wants \`${key}\` too, which no permit holds` };
    call[key] = inert[key];
  }
  return call;
}

function takesList(schema: unknown): boolean {
  if (!hasFields(schema)) return false;
  const choices: readonly unknown[] = [schema.anyOf, schema.oneOf].filter(Array.isArray).flat();
  const types = [schema, ...choices.filter(hasFields)].flatMap(({ type }) => type);
  return types.includes('array') && !types.includes('string');
}
