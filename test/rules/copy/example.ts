import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { copyChecks, runCopyChecks } from '../../../src/rules/copy/checks/index.ts';
import { CopyContext, CopyMessage } from '../../../src/rules/copy/message.ts';
import { TemplateFile } from '../../../src/rules/copy/render/template.ts';
import { CopyPolicy } from '../../../src/rules/policy/copy.ts';
import type { Check } from '../../../src/rules/vocabulary/check.ts';

const at = (path: string): URL => new URL(`../../../${path}`, import.meta.url);
const yaml = (path: string): unknown => parse(readFileSync(at(path), 'utf8'));

/** The shipped section. */
export const policy = z.looseObject({ copy: CopyPolicy }).parse(yaml('policy/handoff-0.2.yaml')).copy;

const Override = z.object({
  message_overrides: z.record(z.string(), z.unknown()),
  context_overrides: z.record(z.string(), z.unknown()),
});

export const fixtures = z
  .object({
    base_message: CopyMessage,
    base_context: CopyContext,
    rules: z.record(z.string(), z.object({ pass: z.array(Override), fail: z.array(Override) })),
  })
  .parse(JSON.parse(readFileSync(at('test/fixtures/copy-examples.json'), 'utf8')));

export const counted = z
  .array(z.object({ t: z.string(), n: z.int() }))
  .parse(JSON.parse(readFileSync(at('test/fixtures/sentences.json'), 'utf8')));

type Overrides = Readonly<Record<string, unknown>>;

const mailOf = (message: Overrides): CopyMessage =>
  CopyMessage.parse({ ...fixtures.base_message, body: 'x', ...message });
const contextOf = (context: Overrides): CopyContext => CopyContext.parse({ ...fixtures.base_context, ...context });

export function checksOf(message: Overrides, context: Overrides = {}): readonly Check[] {
  return runCopyChecks(mailOf(message), contextOf(context), policy);
}

/** The place of each check in the list. */
const places = new Map(checksOf({}).map(({ rule }, place) => [rule, place]));

/** One check's answer on the base mail and context, each overridden in part. */
export function judge(rule: string, message: Overrides, context: Overrides = {}): Check {
  const check = copyChecks[places.get(rule) ?? -1]?.(mailOf(message), contextOf(context), policy);
  if (check?.rule !== rule) throw new Error(`no check ${rule}`);
  return check;
}

export function verdict(rule: string, message: Overrides, context: Overrides = {}): string {
  return judge(rule, message, context).verdict;
}

/** The words that a check stops a mail for; none where it passes. */
export function found(rule: string, message: Overrides, context: Overrides = {}): readonly string[] {
  const { verdict: said, evidence = [] } = judge(rule, message, context);
  return said === 'fail' ? evidence : [];
}

/** A body with nothing around it: the parts of the base mail cost more to read than a sentence. */
export function alone(body: string): Overrides {
  return { body, subject: '', greeting: '', signoff: '', footer: '' };
}

export const activation = { seq: 'activation_sql', qualified: 'SQL' };

export function shipped(): readonly TemplateFile[] {
  const names = readdirSync(at('templates'))
    .filter((name) => name.endsWith('.hbs'))
    .sort();
  return names.map((name) => {
    const [, front = '', body = ''] =
      /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(at(`templates/${name}`), 'utf8')) ?? [];
    return TemplateFile.parse({ ...z.record(z.string(), z.unknown()).parse(parse(front)), body });
  });
}
