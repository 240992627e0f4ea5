import { sha256 } from '../../ledger/events/canonical-json.ts';
import type { RenderedMail } from '../../rules/copy/render/render-mail.ts';

/** K4: fingerprints of the statements of a mail's insights, as they stand on file. */
export const saidBy = (said: readonly string[]) => (said.length > 0 ? { said: said.map(fingerprintOf) } : {});

export const fingerprintOf = (said: string) => sha256(said).slice(0, 16);

/** The whole mail under the hash of what the reader would get. */
export function emailOf(mail: RenderedMail, to: string, sentences: readonly string[]) {
  const { subject, text, headers } = mail;
  const hash = sha256(JSON.stringify([to, subject, text, headers]));
  return { id: `eml_${hash.slice(0, 16)}`, hash, to, subject, text, headers, sentences };
}
