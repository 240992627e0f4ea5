import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../src/rules/accounts/save-account.ts';
import type { Command } from '../../src/rules/command/command.ts';
import { nothing } from '../../src/rules/reactions/brought.ts';
import { fileSignalNote } from '../../src/rules/signals/file-signal-note.ts';
import { erasePerson } from '../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../src/rules/suppression/suppress-contact.ts';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { comment, decided, openBench, seed } from '../ledger/support.ts';
import { TestWorld } from '../support/world.ts';
import { all, domain, facts, hour, steps } from './exhaustive-commands.ts';

/** Plays a path as the search prints it: commands by name, and steps of time. */
function play(...path: readonly string[]): TestWorld {
  const world = new TestWorld('2026-04-21T14:00:00.000Z');
  const given = Object.entries(facts).map(([fact, value]) => ({
    fact,
    value,
    source: 'apollo',
    evidence: 'profile',
    as_of: '2026-04-01',
  }));
  world.run('sales.ops', saveAccount, { domain, name: 'Acme', facts: given });
  for (const name of path) {
    const wait = steps[name.replace('wait ', '')];
    if (wait !== undefined) {
      world.now = new Date(Date.parse(world.now) + wait * hour).toISOString();
      continue;
    }
    const action = all.find((each) => each.name === name);
    const args = action?.args(world.account(domain), world.now);
    if (!action || !args) throw new Error(`nothing to call: ${name}`);
    const answer = action.call(world, args);
    if (isRefusal(answer)) throw new Error(`${name} was refused: ${answer.found}`);
  }
  return world;
}

const open = (world: TestWorld) =>
  world
    .account(domain)
    .tasks.filter((task) => task.closed_at === undefined)
    .map((task) => task.kind);

describe('paths that once broke an invariant', () => {
  test('L14 the last signal lapses by age alone, at the day after its window, whoever sweeps and however late', async () => {
    const bench = await openBench();
    await seed(bench);
    bench.clock.time = '2026-10-18T03:59:59.999Z';
    expect(
      decided(await bench.ledger.applyDue({ role: 'cro', client: 'test' }, 1000)).first.filter((each) => each.account),
    ).toEqual([]);
    bench.clock.time = '2026-11-01T15:00:00.000Z';
    const applied = decided(await bench.ledger.applyDue({ role: 'cro', client: 'test' }, 1000));
    expect(applied.first.filter((each) => each.account)).toEqual([
      {
        kind: 'criteria_lapsed',
        account: 'acme.com',
        due_at: '2026-10-18T04:00:00.000Z',
        noticed_at: '2026-11-01T15:00:00.000Z',
      },
    ]);
    expect(decided(await bench.ledger.applyDue({ role: 'sales.ops', client: 'test' }, 1000))).toEqual(nothing);
  });

  test('L14 gates that are mended after the signal lapsed leave the lapse as a task of its own', () => {
    const world = play('comment of ana', 'classify', 'G1 fails', 'wait 181 days', 'all gates pass');
    expect(world.account(domain).flags).toEqual(['criteria_lapsed']);
    expect(open(world)).toContain('mend_criteria');
    expect(open(world)).not.toContain('mend_gates');
  });

  test.each(['confirm', 'dispute'])('S-3 an escalation ends with its step: %s', (word) => {
    const before = play('comment of ana', 'classify', 'dossier with three', 'wait 31 days', 'dispute_mql of G1');
    expect(open(before)).toEqual(expect.arrayContaining(['cro_review', 'escalated_step']));
    const after = play('comment of ana', 'classify', 'dossier with three', 'wait 31 days', word);
    expect(open(after)).not.toContain('escalated_step');
  });

  test('L11 a proposal to disqualify outlives its stage, and so does the task to confirm it', () => {
    const world = play(
      'comment of ana',
      'classify',
      'propose to disqualify: no ecosystem',
      'wait 1 hour',
      'E4 of ana',
      'classify',
    );
    expect([world.account(domain).stage, world.account(domain).proposal?.change]).toEqual(['SQL', 'disqualify']);
    expect(open(world)).toEqual(['confirm_disqualification', 'answer_briefing_request']);
  });

  test('L10 nobody is proposed for re-engagement once the account is SQL', () => {
    const lost = ['E4 of ana', 'briefing_scheduled', 'lost', 'wait 181 days', 'propose to recycle'];
    expect(open(play(...lost))).toContain('propose_re_engagement');
    expect(open(play(...lost, 'E4 of ana', 'classify'))).not.toContain('propose_re_engagement');
  });

  test('L14 a Briefing request from before the account fell back to PROSPECT is no ground for an SQL whose own request is retracted', () => {
    const month = 'wait 31 days';
    const fallen = ['E4 of ben', 'classify', month, 'propose to regress', 'confirm the change', 'comment of ana'];
    const world = play(
      ...fallen,
      ...[month, month, month, 'propose to regress', 'retract the newest note', 'E4 of ben', 'classify'],
      ...['retract the newest note', 'comment of ana'],
    );
    expect([world.account(domain).stage, world.account(domain).flags]).toEqual(['SQL', ['criteria_lapsed']]);
  });

  test("L2 a classification that the CRO's word overtook is nobody's task", () => {
    const world = play('E3 of ana', 'classify', 'dossier with three', 'wait 1 hour', 'E4 of ana', 'confirm');
    expect(open(world)).toEqual(['answer_briefing_request']);
  });

  test('L13 who came in under a suppressed address stays suppressed once they are erased', async () => {
    const bench = await openBench();
    const run = async <A, I, E extends object>(role: Role, command: Command<A, I, E>, args: A) =>
      decided(await bench.run(role, command, args));
    await seed(bench);
    await run('sales.ops', suppressContact, { contact: 'kim@acme.com', reason: 'opt_out' });
    await run('mining.mind', fileSignalNote, comment('acme.com', { contact: { email: 'kim@acme.com', name: 'Kim' } }));
    const record = () => bench.ledger.read((reader) => reader.account('acme.com'));
    const kim = (await record())?.state.contacts.at(-1)?.id ?? '';
    expect((await record())?.suppressed).toEqual(new Set([kim]));
    await run('legal.exec', erasePerson, { contact: kim, basis: 'GDPR 17' });
    expect((await record())?.suppressed).toEqual(new Set([kim]));
    expect(await bench.ledger.rebuild()).toMatchObject({ drift: [] });
  });
});
