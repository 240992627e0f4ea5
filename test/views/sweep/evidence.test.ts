import { describe, expect, test } from 'vitest';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { type Args, acme, type Data, no, ok, seedPending } from '../../support/calls.ts';
import { type House, openHouse, shippedPolicy } from '../../support/server.ts';

/** 10:00 in New York; the ledger of each test begins on Tuesday 21 April. */
const at = (day: string) => `2026-${day}T14:00:00.000Z`;

const sampled = async (house: House): Promise<Data[]> => {
  const { tasks } = await ok(house, 'chief.staff', 'session_sweep', { limit: 100 });
  return tasks.filter((task: Data) => task.kind === 'evidence_sample');
};

const subjects = (tasks: readonly Data[]) => tasks.map(({ subject }) => subject).sort();

const judge = (house: House, { id }: Data, verdict: string) =>
  ok(house, 'chief.staff', 'complete_task', { task: id, note: 'looked it up', verdict });

/** Pending before the CRO: five facts, one signal and the findings of a dossier. */
async function pending(sample = 20): Promise<House> {
  const { values, ...rest } = shippedPolicy();
  const audit = { sample: { ...values.audit.sample, value: sample } };
  const house = await openHouse({ policy: { ...rest, values: { ...values, audit } } });
  await seedPending(house);
  house.clock.now = at('04-24');
  return house;
}

const drawn = (tasks: readonly Data[], prefix: string): Data => {
  const found = tasks.find(({ subject }) => subject.startsWith(prefix));
  if (!found) throw new Error(`no ${prefix} was drawn`);
  return found;
};

const openOf = async (house: House, role: Role, kind: string): Promise<Data | undefined> => {
  const { tasks } = await ok(house, role, 'session_sweep', { limit: 100 });
  return tasks.find((task: Data) => task.kind === kind);
};

const facts = (house: House, domain: string, more: Args = {}) =>
  ok(house, 'sales.ops', 'save_account', { ...acme, domain, name: domain, ...more });

describe('the evidence sample', () => {
  test('S-7 five of the week, each once, whoever sweeps first and however late', async () => {
    const found = [];
    for (const [role, day] of [
      ['chief.staff', '04-24'],
      ['sales.ops', '04-27'],
    ] as const) {
      const house = await openHouse();
      await facts(house, 'acme.com');
      await facts(house, 'beta.com');
      house.clock.now = at(day);
      if (day === '04-27') await facts(house, 'late.com');
      await ok(house, role, 'session_sweep');
      found.push(subjects(await sampled(house)));
    }
    expect(found[0]).toHaveLength(5);
    expect(new Set(found[0]).size).toBe(5);
    expect(found[1]).toEqual(found[0]);
  });

  test('S-7 findings, facts and signals, with what to look up and where', async () => {
    const house = await pending();
    const tasks = await sampled(house);
    expect(drawn(tasks, 'fct_')).toMatchObject({
      role: 'chief.staff',
      account: 'acme.com',
      due_at: '2026-04-24T21:00:00.000Z',
      tool: 'complete_task',
    });
    const said = tasks.map(({ do: what }) => what).join('\n');
    expect(said).toContain('Acme Corp: look up at its source: fact employees = ');
    expect(said).toContain('from "linkedin export"');
    expect(said).toMatch(/look up at its source: finding \w+ of [\d-]+ for S\d, from "/);
    expect(tasks.every(({ subject }) => /^(fct_|sig_|dos_\w+\.S\d\.\d+$)/.test(subject))).toBe(true);
  });

  test('S-7 neither what was recorded after nine on Friday, nor what was recorded before the week', async () => {
    const house = await openHouse();
    await facts(house, 'acme.com');
    house.clock.now = at('04-24');
    await facts(house, 'beta.com');
    expect((await sampled(house)).every(({ account }) => account === 'acme.com')).toBe(true);
    house.clock.now = at('05-01');
    expect((await sampled(house)).every(({ account }) => account === 'beta.com')).toBe(true);
    house.clock.now = at('05-08');
    expect(await sampled(house)).toEqual([]);
  });

  test('S-7 its size is the policy’s, and none is drawn where it is 0', async () => {
    expect(await sampled(await pending(2))).toHaveLength(2);
    expect(await sampled(await pending(0))).toEqual([]);
  });
});

describe('its verdict', () => {
  test('S-7 is wanted, one of three, and of a sample alone', async () => {
    const house = await pending(1);
    const [task] = await sampled(house);
    const missing = await no(house, 'chief.staff', 'complete_task', { task: task?.id, note: 'seen' });
    expect(missing.error).toMatchObject({
      code: 'INVALID_INPUT',
      message: '`verdict` is missing',
      remedy: 'give held, false or unverifiable: what its source said when you looked it up',
    });
    const { error } = await no(house, 'chief.staff', 'complete_task', { task: task?.id, note: 'x', verdict: 'maybe' });
    expect(error.code).toBe('INVALID_INPUT');
    const audit = await openOf(house, 'chief.staff', 'board_audit');
    const other = await no(house, 'chief.staff', 'complete_task', { task: audit?.id, note: 'x', verdict: 'held' });
    expect(other.error).toMatchObject({ code: 'INVALID_INPUT', message: '`verdict` is `held`' });
    const foreign = await no(house, 'sales.ops', 'complete_task', { task: task?.id, note: 'x', verdict: 'held' });
    expect(foreign.error.code).toBe('NOT_PERMITTED');
  });

  test('S-7 held and unverifiable close it, and open nothing', async () => {
    const house = await pending();
    const [first, second] = await sampled(house);
    for (const [task, verdict] of [
      [first, 'held'],
      [second, 'unverifiable'],
    ] as const) {
      const done = await judge(house, task ?? {}, verdict);
      expect(done).toMatchObject({
        outcome: 'done',
        summary: `Acme Corp: looked up at its source, ${verdict}.`,
        opened: [],
      });
    }
  });

  test('S-7 a false fact is its filer’s to correct, and the correction closes that', async () => {
    const house = await pending();
    const task = (await sampled(house)).find((each) => each.do.includes('fact employees')) ?? {};
    const { opened } = await judge(house, task, 'false');
    const subject = task.subject;
    expect(opened).toMatchObject([{ kind: 'correct_false_fact', role: 'sales.ops', subject, tool: 'save_account' }]);
    const fact = { fact: 'employees', value: 320, source: 'site', evidence: 'about page', as_of: '2026-04-24' };
    const { closed } = await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', facts: [fact] });
    expect(closed.map(({ kind }: Data) => kind)).toContain('correct_false_fact');
  });

  test('S-7 a false signal is its filer’s to retract, which closes that', async () => {
    const house = await pending();
    const { opened } = await judge(house, drawn(await sampled(house), 'sig_'), 'false');
    const [task] = opened;
    expect(task).toMatchObject({ kind: 'retract_false_signal', role: 'mining.mind', tool: 'retract_signal' });
    const byHand = await no(house, 'mining.mind', 'complete_task', { task: task.id, note: 'x' });
    expect(byHand.error).toMatchObject({ code: 'RULE_REFUSED', remedy: 'call retract_signal' });
    expect(await openOf(house, 'mining.mind', 'retract_false_signal')).toMatchObject({
      call: { signal: task.subject },
    });
    const { closed } = await ok(house, 'mining.mind', 'retract_signal', { signal: task.subject, reason: 'not theirs' });
    expect(closed.map(({ kind }: Data) => kind)).toContain('retract_false_signal');
  });

  test('S-7 a false finding goes back to who scored it', async () => {
    const house = await pending();
    const { opened } = await judge(house, drawn(await sampled(house), 'dos_'), 'false');
    expect(opened).toMatchObject([{ kind: 'correct_false_finding', role: 'sales.ops' }]);
  });

  test('S-7 the rates by filer and kind are kept, and outlive a rebuild', async () => {
    const house = await pending();
    const tasks = await sampled(house);
    await judge(house, drawn(tasks, 'sig_'), 'false');
    const [one, two] = tasks.filter(({ subject }) => subject.startsWith('fct_'));
    await judge(house, one ?? {}, 'held');
    await judge(house, two ?? {}, 'unverifiable');
    const told = async () => {
      const { watch } = await ok(house, 'chief.staff', 'session_sweep');
      return watch.find(({ kind }: Data) => kind === 'evidence')?.summary;
    };
    const rates =
      'Looked up in 2026-Q2: signals of mining.mind: 0 held, 1 false, 0 unverifiable; facts of sales.ops: 1 held, 0 false, 1 unverifiable';
    expect(await told()).toBe(rates);
    await house.ledger.rebuild();
    expect(await told()).toBe(rates);
    expect(await house.ledger.verify()).toMatchObject({ ok: true });
  });
});
