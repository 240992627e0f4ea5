import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { authorizeSend } from '../../../src/rules/sending/authorize-send.ts';
import { liftStop, stopSending } from '../../../src/rules/sending/stop-sending.ts';
import { holdSequence } from '../../../src/rules/sequences/hold-sequence.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import { roles } from '../../../src/rules/vocabulary/roles.ts';
import { put, start } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';
import { ana, asked, direct, mailing, permitted, permittedDirect, tell } from './mailing.ts';

const m1 = '<m1@ours.example>';
const liftTasks = (world: TestWorld) =>
  world.desk.tasks.flatMap(({ kind, role, closed_at, note }) =>
    kind === 'lift_stop' ? [[role, closed_at, note]] : [],
  );

describe('M7 the stop of all sending', () => {
  test('M7 anybody stops, once; chief.staff is asked to lift it, and no mail is permitted meanwhile', () => {
    const world = asked();
    const told = world.run('viewer', stopSending, { why: 'a wrong list' });
    expect(told).toMatchObject({
      outcome: 'stopped',
      summary:
        'All sending is stopped: no permit lets a mail out from now on (a wrong list). chief.staff or the cro lifts it.',
      checks: [],
      extra: { at: start, why: 'a wrong list' },
    });
    expect(liftTasks(world)).toEqual([['chief.staff', undefined, undefined]]);
    world.now = '2026-04-21T15:00:00.000Z';
    expect(world.run('cro', stopSending, { why: 'again' })).toMatchObject({
      outcome: 'stopped',
      summary: `All sending is stopped already, since ${start}: a wrong list. chief.staff or the cro lifts it.`,
      extra: { at: start, why: 'a wrong list' },
    });
    expect(liftTasks(world)).toHaveLength(1);
    expect(world.refused('cro', authorizeSend, { direct })).toMatchObject({ code: 'RULE_REFUSED', ruling: 'M7' });
  });

  test('M7 a stop without a word says that nobody said why, and too many words are refused', () => {
    for (const why of [undefined, '', ' '])
      expect(asked().run('cro', stopSending, { why }).extra.why).toBe('nobody said why');
    expect(asked().refused('cro', stopSending, { why: 'x'.repeat(100_000) }).code).toBe('INVALID_INPUT');
  });

  test('M7 chief.staff and the cro lift it, with the task that asked for it', () => {
    const stopped = () => {
      const world = asked();
      world.run('sales.ops', stopSending, {});
      return world;
    };
    const no = { refused: true, clause: '5.5', ruling: 'M7' };
    const may = roles.filter((role) => !('refused' in stopped().try(role, liftStop, {})));
    expect(may.toSorted()).toEqual(['chief.staff', 'cro']);
    expect(stopped().refused('sales.ops', liftStop, {})).toEqual({
      ...no,
      code: 'NOT_PERMITTED',
      found: "the stop of all sending is not sales.ops's to lift",
      next: 'let chief.staff or cro lift it: `ladder stop --lift --as ROLE`',
    });
    const world = stopped();
    expect(world.run('cro', liftStop, { why: 'the list is mended' })).toMatchObject({
      outcome: 'lifted',
      summary: 'The stop is lifted: mails may go out again, each by its permit.',
      checks: [],
      extra: {},
    });
    expect(
      world.events.find(
        ({ stream, event }) => stream === 'mailbox' && (event as { type: string }).type === 'stop_lifted',
      ),
    ).toMatchObject({ event: { because: 'the list is mended' } });
    expect(liftTasks(world)).toEqual([['chief.staff', start, 'lifted by cro']]);
    permittedDirect(world);
    expect(world.refused('cro', liftStop, {})).toEqual({
      ...no,
      code: 'CONFLICT',
      found: 'sending is not stopped',
      next: 'nothing is to lift',
    });
    const silent = stopped();
    silent.run('chief.staff', liftStop, {});
    expect(silent.events.filter(({ stream }) => stream === 'mailbox').at(-1)?.event).toEqual({
      type: 'stop_lifted',
      because: 'lifted by chief.staff',
    });
  });
});

describe('incidents', () => {
  const opened = (world: TestWorld, kind: string) =>
    world.desk.tasks.filter((task) => task.kind === kind && task.closed_at === undefined);
  const complete = (
    world: TestWorld,
    task: { readonly id: string; readonly role: 'legal.exec' | 'sales.ops' | 'cro' } | undefined,
    note: string,
  ) => world.run(task?.role ?? 'cro', completeTask, { task: task?.id ?? '', note });
  const desk = (world: TestWorld) =>
    world.events.flatMap(({ stream, event }) =>
      stream === 'desk' && (event as { type: string }).type.startsWith('incident_') ? [event] : [],
    );

  test('7.3 SEV2 is investigated by both whose it is the same day, then closed by legal.exec', () => {
    const world = asked();
    world.run('sales.ops', suppressContact, { contact: ana, reason: 'opt_out' });
    tell(world, { event: 'sent', message_id: m1, to: ana });
    const [first, second] = opened(world, 'investigate_incident');
    expect([first, second].map((each) => [each?.role, each?.subject, each?.due_at])).toEqual([
      ['legal.exec', 'inc_desk_1', '2026-04-21T21:00:00.000Z'],
      ['sales.ops', 'inc_desk_1', '2026-04-21T21:00:00.000Z'],
    ]);
    complete(world, first as never, 'an old list');
    expect([world.desk.incidents?.[0]?.state, opened(world, 'close_incident')]).toEqual(['opened', []]);
    complete(world, second as never, 'it was imported');
    expect(desk(world).at(-1)).toEqual({
      type: 'incident_investigated',
      incident: 'inc_desk_1',
      found: 'an old list; it was imported',
    });
    const [closing, ...more] = opened(world, 'close_incident');
    expect([world.desk.incidents?.[0]?.state, closing?.role, closing?.subject, more]).toEqual([
      'investigated',
      'legal.exec',
      'inc_desk_1',
      [],
    ]);
    complete(world, closing as never, 'told the person');
    expect(desk(world).at(-1)).toEqual({ type: 'incident_closed', incident: 'inc_desk_1', found: 'told the person' });
    expect(world.desk.incidents).toEqual([]);
  });

  test('M2 SEV3 is investigated by sales.ops and closed by the cro', () => {
    const world = mailing();
    const permit = permitted(world);
    world.run('sales.ops', holdSequence, { contact: ana, action: 'pause', reason: 'a fair' });
    tell(world, { permit, event: 'sent', message_id: m1 });
    const [one, ...others] = opened(world, 'investigate_incident');
    expect([one?.role, others]).toEqual(['sales.ops', []]);
    complete(world, one as never, 'sent by hand');
    expect(opened(world, 'close_incident').map(({ role }) => role)).toEqual(['cro']);
  });
});

describe('M1 a permit that is taken back', () => {
  const over = (world: TestWorld) => world.account('acme.com').over_permits?.map(({ permit, why }) => [permit.id, why]);

  test('M1 a pause, an end, a correction of the address, a join, a suppression: each says why, and its place is free', () => {
    const because = (act: (world: TestWorld) => void): unknown => {
      const world = mailing();
      const permit = permitted(world);
      act(world);
      expect(world.account('acme.com').permits).toEqual([]);
      expect(world.events.filter(({ stream }) => stream === 'mailbox').at(-1)?.event).toEqual({
        type: 'slot_returned',
        permit,
      });
      return over(world)?.[0]?.[1];
    };
    const hold = (action: 'pause' | 'end') => (world: TestWorld) =>
      world.run('sales.ops', holdSequence, { contact: ana, action, reason: 'a fair' });
    expect([
      because(hold('pause')),
      because(hold('end')),
      because((world) =>
        world.run('sales.ops', saveAccount, {
          domain: 'acme.com',
          contacts: [{ contact: ana, email: 'ana.ruiz@acme.com' }],
        }),
      ),
      because((world) =>
        world.run('sales.ops', saveAccount, {
          domain: 'acme.com',
          contacts: [{ contact: ana, same_as: 'bo@acme.com' }],
        }),
      ),
      because((world) => world.run('sales.ops', suppressContact, { contact: ana, reason: 'opt_out' })),
    ]).toEqual([
      'the enrolment is paused: a fair',
      expect.stringMatching(/^the enrolment is over: .*a fair/),
      'their address was corrected',
      'they were joined with another contact',
      'the person is suppressed',
    ]);
  });

  test('M1 that is on its way out, or of somebody else, stays', () => {
    const world = mailing();
    const [mine, theirs] = [permitted(world), permitted(world, 'bo@acme.com')];
    put(world, {
      permits: (world.account('acme.com').permits ?? []).map((each) =>
        each.id === mine ? { ...each, state: 'redeemed' as const } : each,
      ),
    });
    world.run('sales.ops', holdSequence, { contact: ana, action: 'pause', reason: 'a fair' });
    expect(world.account('acme.com').permits?.map(({ id }) => id)).toEqual([mine, theirs]);
    expect(over(world)).toBeUndefined();
  });

  test('M6 direct mail needs no name and no enrolment', () => {
    const world = asked();
    const permit = permittedDirect(world);
    put(world, { contacts: world.account('acme.com').contacts.map((each) => ({ ...each, has_name: false })) });
    world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme Corp' });
    expect(world.account('acme.com').permits?.map(({ id }) => id)).toEqual([permit]);
  });

  test('M1 M2 time lapses an open one and leaves a used one unknown, at its last instant', () => {
    const world = mailing();
    const [mine, theirs] = [permitted(world), permitted(world, 'bo@acme.com')];
    put(world, {
      permits: (world.account('acme.com').permits ?? []).map((each) =>
        each.id === mine ? { ...each, state: 'redeemed' as const } : each,
      ),
    });
    world.now = '2026-04-21T14:29:59.999Z';
    world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme A' });
    expect(world.account('acme.com').permits?.map(({ state }) => state)).toEqual(['redeemed', 'open']);
    world.now = '2026-04-21T15:00:00.000Z';
    world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme B' });
    expect(world.account('acme.com').permits?.map(({ id, state }) => [id, state])).toEqual([[mine, 'unknown']]);
    expect(world.account('acme.com').over_permits).toMatchObject([
      { permit: { id: theirs }, at: '2026-04-21T14:30:00.000Z', why: 'it lapsed unused' },
    ]);
  });
});
