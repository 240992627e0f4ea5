import { isSuppressed, type PersonState, type SuppressionReason } from '../../rules/aggregates/suppressed-person.ts';
import type { Command } from '../../rules/command/command.ts';
import { erasePerson } from '../../rules/suppression/erase-person.ts';
import { suppressKnown } from '../../rules/suppression/suppress-known.ts';
import { completeTask } from '../../rules/tasks/complete-task.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { Engine } from '../engine/engine.ts';
import type { Rows } from '../engine/rows.ts';
import type { KeptSuppression } from '../keys/key-store.ts';
import type { AppliedKnown } from '../port/ledger.ts';
import { LedgerUnusable, stored } from '../port/unusable.ts';
import { afterAll } from '../reading/lists.ts';
import { execute } from './execute-command.ts';
import { atMoment } from './preconditions.ts';
import { exclusively, type Store } from './store.ts';

const client = 'ladder restore';

const note = 'erased or taken in after this copy was made, as the key store tells';

/**
 * L13: suppressions and erasures that the key store knows and this copy doesn't. Throws LedgerUnusable where one is refused.
 * Both are recorded under the policy that the copy has on record, for a newer file must not keep them out (T1, P2).
 */
export async function applyKnown(asOpened: Store): Promise<AppliedKnown> {
  const { engine } = asOpened;
  const store = await underPolicyOnRecord(asOpened);
  let [suppressions, erasures] = [0, 0];
  for (const known of engine.keys.suppressions()) {
    const { mark } = known;
    if (!(await engine.read((rows) => lacks(known, rows)))) continue;
    await act(store, suppressKnown, { mark, reason: reasonOf(known) }, 'chief.staff');
    suppressions += 1;
  }
  for (const person of engine.keys.destroyed()) {
    const found = await engine.read((rows) => standsAs(person, rows));
    if (found === null) continue;
    if (found === 'waiting') await act(store, completeTask, { task: person, note }, 'sales.ops');
    else await act(store, erasePerson, { contact: person, basis: note }, 'legal.exec');
    erasures += 1;
  }
  return { suppressions, erasures };
}

async function underPolicyOnRecord(store: Store): Promise<Store> {
  const newest = await store.engine.read((rows) => rows.policyInForce.get());
  if (!newest) return store;
  const { policy: file } = store;
  const values = { ...file.values, version: newest.version };
  const policy = { ...file, hash: newest.hash, values, calendar: file.calendar };
  const ruling = { file: policy, policy, misfits: [] };
  return { ...store, policy, ruling, policies: { at: () => ruling, of: () => ruling } };
}

/** For an older key store and a ledger that goes on: who is suppressed, as the ledger tells. */
export async function rememberSuppressed({ keys, read }: Engine): Promise<void> {
  const suppressed = await read((rows) => {
    const count = rows.count.get('suppression', 'all')?.n ?? 0;
    return count === keys.suppressionCount()
      ? null
      : rows.newestSuppressed.all({ since: afterAll, mark: '', limit: count });
  });
  if (suppressed) keys.remember(suppressed, 'all');
}

function lacks({ mark, contexts }: KeptSuppression, rows: Rows): boolean {
  const json = rows.stream.get(`person:${mark}`)?.state;
  const state: PersonState | null = json ? stored(json) : null;
  const wanted: readonly string[] = stored(contexts);
  return !isSuppressed(state) || wanted.some((each) => !state?.contexts.includes(each));
}

/** Hostility covers every context: whoever is suppressed in more than sales was. */
function reasonOf({ reason, contexts }: KeptSuppression): SuppressionReason {
  const all: readonly string[] = stored(contexts);
  if (all.length > 1) return 'hostile';
  return reason === 'opt_out' || reason === 'complaint' ? reason : 'other';
}

function standsAs(person: string, rows: Rows): 'contact' | 'waiting' | null {
  if (rows.waitingById.get(person)) return 'waiting';
  if (rows.erasures.all().some(({ contact }) => contact === person)) return null;
  return rows.contactById.get(person) ? 'contact' : null;
}

async function act<Args, Input, Extra extends object>(
  store: Store,
  command: Command<Args, Input, Extra>,
  args: Args,
  role: Role,
): Promise<void> {
  const call = { role, client, tool: command.name, args, dryRun: false };
  const done = await exclusively(store, (transaction) =>
    atMoment(store, transaction, (begun) => execute(begun, transaction, { command, args, call, answer: () => ({}) })),
  );
  if (isRefusal(done)) throw new LedgerUnusable(`the copy can't be brought up to date: ${done.found}`, done.next);
}
