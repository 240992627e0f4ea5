import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { sha256 } from '../ledger/events/canonical-json.ts';
import { TemplateFile } from '../rules/copy/render/template.ts';
import { templatesFolder } from '../shipped-files.ts';
import type { TemplateVersion } from './template-version.ts';

/** The shipped templates: samples that render and are never sendable until they pass the flow like any other (Q3). */
export function shippedTemplates(): readonly TemplateVersion[] {
  const files = readdirSync(templatesFolder)
    .filter((name) => name.endsWith('.hbs'))
    .sort();
  return files.map((name) => fromFile(name, readFileSync(`${templatesFolder}${name}`, 'utf8')));
}

/** YAML between two `---` lines, then the body. */
function fromFile(name: string, text: string): TemplateVersion {
  const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  const fields: unknown = parse(front);
  const read = TemplateFile.parse({ ...(typeof fields === 'object' ? fields : {}), body: body.trim() });
  const id = name.replace(/\.hbs$/, '');
  if (id !== `${read.key}_v${read.version}`)
    throw new Error(`the template ${name} calls itself ${read.key}_v${read.version}`);
  const hash = sha256(text);
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
