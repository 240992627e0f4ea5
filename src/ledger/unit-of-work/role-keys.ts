import type { Instant } from '../../rules/time/time.ts';
import { isPrincipal } from '../../rules/vocabulary/principal.ts';
import { isRefusal, type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import type { Engine } from '../engine/engine.ts';
import { secretHash, secretOf, shownKey, standingOf } from '../keys/role-secrets.ts';
import type { RoleKeys } from '../port/role-keys.ts';

interface Needs {
  readonly engine: Engine;
  readonly now: () => Instant;
  readonly random: (bytes: number) => Buffer;
}

/** L16: role keys are changed under the writers' lock, so that processes take turns. */
export function roleKeysOf({ engine, now, random }: Needs): RoleKeys {
  const store = engine.keys.roleKeys;
  const alone = async <T>(work: () => T): Promise<T | Refusal> => {
    const done = await engine.exclusively(() => ({ value: work(), keep: false }));
    return isRefusal(done) ? done : done.value;
  };
  return {
    async add({ role, principal }) {
      // Events record the principal, and a name in an event could not be erased.
      if (!isPrincipal(principal)) throw new Error('the principal of a key is no opaque id');
      const id = `key_${random(5).toString('hex')}`;
      const secret = secretOf(random(32));
      const key = { id, role, principal, added_at: now() };
      return alone(() => {
        store.add({ ...key, hash: secretHash(secret) });
        return { ...key, secret };
      });
    },
    list: async () => store.all().map(shownKey),
    revoke: (id) =>
      alone(() => {
        store.revoke(id, now());
        const key = store.all().find((each) => each.id === id);
        return key ? shownKey(key) : noSuchKey(id);
      }),
    standing: async (role, secret) => standingOf(store.all(), role, secret),
  };
}

function noSuchKey(id: string): Refusal {
  return refuse('NOT_FOUND', {
    ruling: 'L16',
    found: `this ledger has no role key \`${id.slice(0, 64).replace(/[\p{C}`]/gu, '')}\``,
    next: '`ladder key list` names those it has',
  });
}
