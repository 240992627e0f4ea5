import { join } from 'node:path';
import type { AccountRecord } from '../src/ledger/port/records.ts';
import { saveAccount } from '../src/rules/accounts/save-account.ts';
import type { AccountState } from '../src/rules/aggregates/account.ts';
import type { AccountEvent } from '../src/rules/aggregates/account-events.ts';
import { type DeskEvent, type DeskState, emptyDesk } from '../src/rules/aggregates/desk.ts';
import { evolveAccount } from '../src/rules/aggregates/evolve-account.ts';
import { evolveDesk } from '../src/rules/aggregates/evolve-desk.ts';
import type { Context, Moment } from '../src/rules/command/context.ts';
import { draftOf } from '../src/rules/command/draft.ts';
import type { AccountDraft, DeskDraft, World } from '../src/rules/command/world.ts';
import { classification, criteriaChecks } from '../src/rules/criteria/mql-criteria.ts';
import { explain } from '../src/rules/explain/explain-account.ts';
import { classifyMql } from '../src/rules/qualification/classify-mql.ts';
import { fileSignalNote } from '../src/rules/signals/file-signal-note.ts';
import { holds } from '../src/rules/vocabulary/check.ts';
import { isRefusal } from '../src/rules/vocabulary/refusal.ts';
import type { Role } from '../src/rules/vocabulary/roles.ts';
import { open, tempFolder } from './house.ts';
import { median, type Row } from './measure.ts';

const facts = Object.entries({
  employees: 800,
  has_ecosystem_motion: true,
  arr_usd: 80_000_000,
  industry: 'B2B SaaS',
  gate_g5: true,
}).map(([fact, value]) => ({ fact, value, source: 'apollo', evidence: 'profile page', as_of: '2026-04-01' }));

/** An account as it stands before its classification: five facts, three contacts, six acts, their E8. */
async function realistic(): Promise<{ readonly record: AccountRecord; readonly moment: Moment }> {
  const { ledger } = await open(join(tempFolder(), 'l.db'), 'NORMAL');
  const act = async (role: Role, command: typeof saveAccount | typeof fileSignalNote, args: object) => {
    const call = { role, client: 'bench', tool: command.name, args, dryRun: false };
    const work = { command, args, call, answer: () => ({ outcome: 'done' }) };
    const answer: object = await ledger.act(work as never);
    if ('refused' in answer) throw new Error(JSON.stringify(answer));
  };
  await act('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', facts });
  for (let n = 0; n < 6; n++) {
    await act('mining.mind', fileSignalNote, {
      account: 'acme.com',
      contact: { name: `Person ${n % 3}`, email: `person-${n % 3}@acme.com` },
      observed_at: `2026-04-${10 + n}T09:00:00-04:00`,
      source: 'LinkedIn notifications',
      signal: {
        type: 'E1',
        interaction: n % 2 === 0 ? 'comment' : 'share',
        object: `https://www.linkedin.com/posts/${n}`,
      },
    });
  }
  const found = await ledger.read((reader, moment) => ({ record: reader.account('acme.com'), moment: { ...moment } }));
  await ledger.close();
  if (!found.record) throw new Error('the account is gone');
  return { record: found.record, moment: found.moment };
}

const nothing = (): never => {
  throw new Error('a classification loads no other stream');
};

/** The world that the ledger would have loaded for a classification. */
function worldOf({ state, suppressed }: AccountRecord, { now, role }: Context): World {
  const by = role;
  const account: AccountDraft = draftOf({
    kind: 'account',
    stream: `account:${state.id}`,
    before: state,
    now,
    evolve: (before: AccountState | null, event: AccountEvent, at) => evolveAccount(before, event, { at, by }),
  });
  const desk: DeskDraft = draftOf({
    kind: 'desk',
    stream: 'desk',
    before: emptyDesk,
    now,
    evolve: (before: DeskState | null, event: DeskEvent, at) => evolveDesk(before, event, { at, by }),
  });
  return {
    account,
    desk,
    suppressed,
    people: [],
    namedIn: () => [],
    isSaidElsewhere: () => false,
    identities: () => [],
    person: null,
    owners: [],
    domains: [],
    near: [],
    waiting: null,
    waitsOf: () => [],
    piece: null,
    found: nothing,
    holdings: nothing,
    logged: nothing,
    copy: nothing,
    enrolledOn: () => [],
    lists: nothing,
    changes: nothing,
    policies: { inForce: { version: '', hash: '' }, lay: nothing, misfitsAt: nothing },
    mailbox: nothing,
    emails: [],
    messages: [],
    mail: {
      stepsOf: nothing,
      stepsOfMessage: nothing,
      permitsFor: nothing,
      stepsOfContact: nothing,
      sentBetween: nothing,
      wordsOf: nothing,
      copyOf: () => undefined,
      replyKind: () => undefined,
    },
    apolloBearers: () => [],
    itemOwners: () => [],
    personOf: () => null,
    emailOf: () => null,
    addressOf: () => undefined,
    apolloIdOf: () => undefined,
    suppressedOf: nothing,
    digest: nothing,
  };
}

/** Decisions in a second of processor time, the median of several stretches: neighbours on the machine don't count. */
function rate(decide: () => void, stretch: number): number {
  const timedStretch = (): number => {
    const from = process.cpuUsage();
    const spent = () => {
      const { user, system } = process.cpuUsage(from);
      return (user + system) / 1000;
    };
    let done = 0;
    while (spent() < stretch) {
      for (let n = 0; n < 50; n++) decide();
      done += 50;
    }
    return done / (spent() / 1000);
  };
  timedStretch();
  return median(Array.from({ length: 5 }, timedStretch));
}

const goal = 100_000;
const row = (what: string, perSecond: number): Row => ({
  what,
  measured: `${Math.round(perSecond).toLocaleString('en-US')} a second`,
  goal: `>= ${goal.toLocaleString('en-US')}`,
  met: perSecond >= goal,
});

/** Decisions of one core in a second, every check with its reasons, nothing stored. */
export async function engineRows(stretch: number): Promise<readonly Row[]> {
  const { record, moment } = await realistic();
  const context: Context = { ...moment, role: 'sales.ops', command: classifyMql.name };
  const classify = () => {
    const decided = classifyMql.decide(null, worldOf(record, context), context);
    if (isRefusal(decided) || decided.outcome !== 'fast_track') throw new Error(JSON.stringify(decided));
  };
  const standing = { state: record.state, suppressed: record.suppressed };
  const explainIt = () => {
    if (explain(standing, moment).checks.length === 0) throw new Error('no checks');
  };
  const decideIt = () => {
    const checks = criteriaChecks(standing, moment);
    if (classification(standing, holds(checks), moment).outcome !== 'fast_track') throw new Error('another outcome');
  };
  return [
    row('explained decisions of the engine: every criterion as a check, and the outcome', rate(decideIt, stretch)),
    row('explained decisions of the engine: an account put on the fast track', rate(classify, stretch)),
    row('explained decisions of the engine: where an account stands', rate(explainIt, stretch)),
  ];
}
