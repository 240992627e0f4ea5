import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { TemplateVersion } from './library/library.ts';
import { TemplateFile } from './rules/copy/render/template.ts';

/** Found from the bundle in dist/ as well, which lies one folder below the root too. */
const folder = fileURLToPath(new URL('../templates/', import.meta.url));

/** The shipped templates: samples that render and are never sendable until they pass the flow like any other (Q3). */
export function shippedTemplates(): readonly TemplateVersion[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.hbs'))
    .sort();
  return files.map((name) => fromFile(name, readFileSync(`${folder}${name}`, 'utf8')));
}

/** YAML between two `---` lines, then the body. */
function fromFile(name: string, text: string): TemplateVersion {
  const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  const fields: unknown = parse(front);
  const read = TemplateFile.parse({ ...(typeof fields === 'object' ? fields : {}), body: body.trim() });
  const id = name.replace(/\.hbs$/, '');
  if (id !== `${read.key}_v${read.version}`)
    throw new Error(`the template ${name} calls itself ${read.key}_v${read.version}`);
  const hash = createHash('sha256').update(text).digest('hex');
  return {
    id,
    key: read.key,
    version: read.version,
    state: read.status,
    hash,
    sequence: read.sequence,
    touch: read.touch,
    subject: read.subject,
    body: read.body,
    slots: read.slots,
  };
}
