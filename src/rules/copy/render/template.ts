import Handlebars from 'handlebars';
import { z } from 'zod';

const slotName = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;

const Slot = z.strictObject({
  name: z.string().regex(slotName, 'letters, digits and _, at most 40'),
  rests_on: z.enum(['insight_fact', 'trigger_signal', 'hook', 'conversation']),
});

/** A template file: the text between its `---` lines, and its body. */
export const TemplateFile = z.strictObject({
  key: z.string().regex(/^[a-z_]+_[1-9]\d?$/),
  sequence: z.enum(['nurture', 'activation', 're_engagement', 'post_briefing']),
  touch: z.int().min(1).max(20),
  version: z.int().min(1),
  /** The shipped files are samples: they render and are never sendable (ruling Q3). */
  status: z.literal('sample'),
  subject: z.string().min(1).max(200),
  body: z.string().min(1).max(5000),
  /** Words of the body: the fact or offer that no other touch of the sequence has. */
  brings: z.string().min(1).max(200),
  slots: z.array(Slot).max(12).readonly(),
});
export type TemplateFile = Readonly<z.infer<typeof TemplateFile>>;

/** The parts of a template that rendering needs; it may ship or be a draft. */
export type TemplateText = Pick<TemplateFile, 'subject' | 'body' | 'slots'>;

/** Filled from the contact and its account, never by an agent. */
export const builtInSlots: readonly string[] = ['company', 'first_name'];

// A name that Handlebars would take for one of its own helpers.
const reserved: ReadonlySet<string> = new Set([
  'each',
  'with',
  'if',
  'unless',
  'lookup',
  'log',
  'helpermissing',
  'blockhelpermissing',
  'this',
  'else',
  'true',
  'false',
  'null',
  'undefined',
  'in',
]);

const Content = z.object({ type: z.literal('ContentStatement'), value: z.string() });

/** A mustache that names a slot and does nothing else: no path, argument, hash, triple or trimming. */
const Mustache = z.object({
  type: z.literal('MustacheStatement'),
  escaped: z.literal(true),
  path: z.object({
    type: z.literal('PathExpression'),
    original: z.string().regex(slotName),
    data: z.literal(false),
    depth: z.literal(0),
    parts: z.tuple([z.string().regex(slotName)]),
  }),
  params: z.array(z.never()).length(0),
  hash: z.undefined().optional(),
  strip: z.object({ open: z.literal(false), close: z.literal(false) }),
});

export interface Scan {
  readonly slots: readonly string[];
  readonly problems: readonly string[];
}

/** The slots a text names, by the parser that will render it, and whatever else than text and slots it holds. */
export function scanText(text: string): Scan {
  const parsed = parse(text);
  if (typeof parsed === 'string') return { slots: [], problems: [parsed] };
  const slots: string[] = [];
  const problems: string[] = [];
  for (const statement of parsed) {
    const mustache = Mustache.safeParse(statement);
    const content = Content.safeParse(statement);
    const name = mustache.success ? mustache.data.path.parts[0] : undefined;
    if (name !== undefined && isSafeName(name)) slots.push(name);
    else if (name !== undefined) problems.push(`\`${name}\` cannot be the name of a slot`);
    else if (!content.success)
      problems.push(`only text and {{slot}} may stand in a template, found ${kindOf(statement)}`);
    else if (/\{\{|\}\}/.test(content.data.value)) problems.push('braces that are no slot stand in the text');
  }
  return { slots: [...new Set(slots)], problems };
}

/** The reasons why a template can't be used; empty when it can. */
export function validateTemplate(
  template: TemplateText & Partial<Pick<TemplateFile, 'key' | 'sequence' | 'touch'>>,
): readonly string[] {
  const subject = scanText(template.subject);
  const body = scanText(template.body);
  const used = new Set([...subject.slots, ...body.slots]);
  const declared = template.slots.map((slot) => slot.name);
  const key = template.sequence === undefined ? template.key : `${template.sequence}_${template.touch}`;
  return [
    ...subject.problems.map((problem) => `subject: ${problem}`),
    ...body.problems.map((problem) => `body: ${problem}`),
    ...(/[\r\n]/.test(template.subject) ? ['subject: a line break'] : []),
    ...[...used]
      .filter((name) => !builtInSlots.includes(name) && !declared.includes(name))
      .map((name) => `slot \`${name}\` is used and not declared`),
    ...declared.filter((name) => !used.has(name)).map((name) => `slot \`${name}\` is declared and not used`),
    ...declared
      .filter((name) => builtInSlots.includes(name) || !isSafeName(name))
      .map((name) => `slot \`${name}\` cannot be declared`),
    ...declared.filter((name, at) => declared.indexOf(name) !== at).map((name) => `slot \`${name}\` is declared twice`),
    ...(template.key !== undefined && template.key !== key
      ? [`the key is \`${template.key}\`, expected \`${key}\``]
      : []),
  ];
}

/** A name that no object has by birth and no helper bears. */
function isSafeName(name: string): boolean {
  return slotName.test(name) && !(name in {}) && !reserved.has(name.toLowerCase());
}

/** The statements of a text, or why it can't be parsed. */
function parse(text: string): readonly unknown[] | string {
  try {
    return Handlebars.parse(text).body;
  } catch (error) {
    const [first = 'unreadable'] = String(error)
      .replace(/^\w*Error: /, '')
      .split('\n');
    return `not a template: ${first.replace(/:$/, '')}`;
  }
}

const Named = z.object({ type: z.string(), path: z.object({ original: z.unknown() }).optional() });

/** Words for what was found instead of a slot. */
function kindOf(statement: unknown): string {
  const known = Named.safeParse(statement);
  if (!known.success) return 'something else';
  const { type, path } = known.data;
  if (type === 'MustacheStatement') return `\`${String(path?.original)}\` in braces, which is no plain slot`;
  return `a ${type
    .replace(/Statement$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()}`;
}
