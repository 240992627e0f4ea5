import { parse } from 'yaml';
import { canonical, sha256 } from '../ledger/events/canonical-json.ts';

interface Written {
  readonly key: string;
  readonly sequence: string;
  readonly touch: number;
  readonly version: number;
  readonly subject: string;
  readonly body: string;
  readonly slots: readonly { readonly name: string; readonly rests_on: string }[];
}

/** A version as a file: its fields between two `---` lines, then its body, byte for byte. */
export function templateFileText({ key, sequence, touch, version, subject, slots, body }: Written): string {
  const declared = slots.map(({ name, rests_on }) => `  - name: ${name}\n    rests_on: ${rests_on}`);
  const fields = [
    `key: ${key}`,
    `sequence: ${sequence}`,
    `touch: ${touch}`,
    `version: ${version}`,
    // YAML reads whatever JSON writes.
    `subject: ${JSON.stringify(subject)}`,
    ...(declared.length > 0 ? ['slots:', ...declared] : ['slots: []']),
  ];
  return `---\n${fields.join('\n')}\n---\n${body}`;
}

/** The fields and the body of a template file. */
export function templateFileParts(text: string): { readonly fields: unknown; readonly body: string } {
  const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  return { fields: parse(front), body };
}

/** The hash that an approval is bound to: of key, subject, body and slots, without the version. */
export function templateHash({
  key,
  subject,
  body,
  slots,
}: Pick<Written, 'key' | 'subject' | 'body' | 'slots'>): string {
  return sha256(canonical({ key, subject, body, slots }));
}
