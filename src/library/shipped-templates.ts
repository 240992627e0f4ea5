import { readdirSync, readFileSync } from 'node:fs';
import { TemplateFile } from '../rules/copy/render/template.ts';
import { templatesFolder } from '../shipped-files.ts';
import { templateFileParts, templateHash } from './template-file.ts';
import type { VersionText } from './template-version.ts';

/** The shipped templates: samples that render and are never sendable until they pass the flow like any other (Q3). */
export function shippedTemplates(): readonly VersionText[] {
  const files = readdirSync(templatesFolder)
    .filter((name) => name.endsWith('.hbs'))
    .sort();
  return files.map((name) => fromFile(name, readFileSync(`${templatesFolder}${name}`, 'utf8')));
}

function fromFile(name: string, text: string): VersionText {
  const { fields, body } = templateFileParts(text);
  const read = TemplateFile.parse({ ...(typeof fields === 'object' ? fields : {}), body: body.trim() });
  const id = name.replace(/\.hbs$/, '');
  if (id !== `${read.key}_v${read.version}`)
    throw new Error(`the template ${name} calls itself ${read.key}_v${read.version}`);
  return {
    id,
    key: read.key,
    version: read.version,
    state: read.status,
    hash: templateHash(read),
    sequence: read.sequence,
    touch: read.touch,
    subject: read.subject,
    body: read.body,
    slots: read.slots,
  };
}
