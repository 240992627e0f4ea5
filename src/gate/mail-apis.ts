import type { Fields } from '../fields.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';
import { wordsOf } from './name-words.ts';
import { isEmpty, objectsIn } from './values.ts';

type Apis = Pick<PolicyValues, 'mail_apis'>;

/** The mail API that a text names by an address of it; null where it names none. */
export function mailApiIn(text: string, { mail_apis }: Apis): string | null {
  const named = text.toLowerCase();
  for (const api of mail_apis.value) {
    for (let at = named.indexOf(api); at >= 0; at = named.indexOf(api, at + 1)) {
      const before = named[at - 1] ?? '/';
      const after = named[at + api.length] ?? '/';
      if (/[/.@:'"\s=(]/.test(before) && !/[a-z0-9-]/.test(after) && !/^\.[a-z]/.test(named.slice(at + api.length)))
        return api;
    }
  }
  return null;
}

const reads: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

const urlKeys: ReadonlySet<string> = new Set([
  'url',
  'uri',
  'endpoint',
  'href',
  'address',
  'target_url',
  'request_url',
  'base_url',
  'host',
  'path',
]);

const bodyKeys: ReadonlySet<string> = new Set(['body', 'data', 'json', 'payload', 'form', 'form_data']);

/** A generic HTTP tool that writes to a mail API; null for any other call. WebFetch reads. */
export function httpSends(tool: string, input: Fields, apis: Apis): string | null {
  if (tool.toLowerCase() === 'webfetch') return null;
  for (const table of objectsIn(input)) {
    const url = Object.entries(table).find(
      ([key, value]) =>
        urlKeys.has(wordsOf(key).join('_')) && typeof value === 'string' && mailApiIn(value, apis) !== null,
    );
    if (url === undefined || !isWriting(tool, table)) continue;
    return `it writes to ${mailApiIn(String(url[1]), apis) ?? ''}`;
  }
  return null;
}

function isWriting(tool: string, table: Fields): boolean {
  const method = Object.entries(table).find(([key]) => /^(?:http_?)?(?:method|verb)$/i.test(key))?.[1];
  if (typeof method === 'string' && method !== '') return !reads.has(method.toUpperCase());
  if (wordsOf(tool).some((word) => ['post', 'put', 'patch', 'delete'].includes(word))) return true;
  return Object.keys(table).some((key) => bodyKeys.has(wordsOf(key).join('_')) && !isEmpty(table[key]));
}
