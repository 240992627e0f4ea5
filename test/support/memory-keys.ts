import { createHash } from 'node:crypto';
import type { Engine } from '../../src/ledger/engine/engine.ts';
import type { KeyStore } from '../../src/ledger/keys/key-store.ts';

function unasked(name: string) {
  return () => {
    throw new Error(`${name} is nothing that a unit of work in memory asks for`);
  };
}

/** How much of a fingerprint the rules are shown. */
const shown = 16;

/**
 * Stand-ins that a test can read. Where a text has no room in what the rules are shown of its fingerprint, its hash
 * stands for it, lest two texts have one.
 */
function readable(purpose: 'fingerprint' | 'suppression', text: string): string {
  if (purpose === 'suppression') return text;
  if (text.startsWith('waiting ')) return text.slice('waiting '.length);
  const short = `fp:${text}`;
  return short.length <= shown
    ? short
    : `fp:${createHash('sha256')
        .update(text)
        .digest('hex')
        .slice(0, shown - 3)}`;
}

/** Keys in memory. */
function memoryKeys(): KeyStore {
  const keys = new Map<string, Buffer>();
  return {
    id: 'memory',
    folder: 'memory',
    keyOf: (person) => keys.get(person),
    atOnce: (work) => work(),
    put(made) {
      for (const [person, key] of made) keys.set(person, key);
    },
    mark: readable,
    hasLost: unasked('hasLost'),
    destroy: unasked('destroy'),
    destroyed: unasked('destroyed'),
    remember: unasked('remember'),
    suppressions: unasked('suppressions'),
    suppressionCount: unasked('suppressionCount'),
    sign: unasked('sign'),
    isSigned: unasked('isSigned'),
    signing: unasked('signing'),
    signedSeq: unasked('signedSeq'),
    roleKeys: { all: () => [], add: unasked('add'), revoke: unasked('revoke') },
    close: unasked('close'),
  };
}

/** The parts of an engine, beside its transaction, that a unit of work needs. */
export function memoryEngine(): Engine {
  return {
    id: 'memory',
    isNew: true,
    name: 'memory',
    keys: memoryKeys(),
    copies: () => 0,
    exclusively: unasked('exclusively'),
    read: unasked('read'),
    survey: unasked('survey'),
    upkeep: unasked('upkeep'),
    scrub: unasked('scrub'),
    scratchCopy: unasked('scratchCopy'),
    close: unasked('close'),
  };
}
