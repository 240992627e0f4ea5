import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Sealed } from '../../rules/aggregates/sealed.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { canonical } from './canonical-json.ts';

/** Words about a person as they stand in an event's body. */
export interface Box {
  readonly person: string;
  readonly iv: string;
  readonly data: string;
}

/** The place of a sealed box; a box moved elsewhere does not open. */
export interface SealedPlace {
  readonly stream: string;
  readonly type: string;
}

const tagLength = 16;

function bound({ stream, type }: SealedPlace, person: string): Buffer {
  return Buffer.from(canonical([stream, person, type]));
}

/** `iv`: 12 random bytes, never used before with that key. */
export function seal(
  { person, fields }: Sealed,
  place: SealedPlace,
  { key, iv }: { readonly key: Buffer; readonly iv: Buffer },
): Box {
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(bound(place, person));
  const data = Buffer.concat([cipher.update(canonical(fields), 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { person, iv: iv.toString('base64'), data: data.toString('base64') };
}

export type PersonalData = Readonly<Record<string, string>>;

/** Null for an erased person: the key is gone, or is another than the words were sealed with. */
export function unseal(
  { person, iv, data }: Box,
  place: SealedPlace,
  keys: Pick<KeyStore, 'keyOf'>,
): PersonalData | null {
  const key = keys.keyOf(person);
  if (!key) return null;
  const bytes = Buffer.from(data, 'base64');
  try {
    const open = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64')).setAAD(bound(place, person));
    open.setAuthTag(bytes.subarray(bytes.length - tagLength));
    const text = open.update(bytes.subarray(0, bytes.length - tagLength));
    // Throws where the tag is not that of the words; it has none of its own to add.
    open.final();
    const words: PersonalData = JSON.parse(text.toString('utf8'));
    return words;
  } catch {
    return null;
  }
}
