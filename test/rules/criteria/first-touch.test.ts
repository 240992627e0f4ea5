import { describe, expect, test } from 'vitest';
import {
  acme,
  classify,
  daysAgo,
  file,
  idAt,
  log,
  retract,
  score,
  sig,
  signal,
  twoHigh,
} from '../../support/builders.ts';

const touch = (world: ReturnType<typeof acme>) => world.account('acme.com').first_touch;

describe('fixed at classification', () => {
  test('S-6 the earliest act behind a live qualifying signal, whatever the trigger', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 5 });
    file(world, signal.comment(), { ago: 50, contact: { email: 'bo@acme.com' } });
    classify(world);
    expect(touch(world)).toEqual({
      signal: sig(world, 2),
      type: 'E1',
      at: `${daysAgo(50)}T13:00:00.000Z`,
      source: 'linkedin export',
    });
    expect(world.account('acme.com').trigger).toBe(idAt('sig_7'));
  });

  test.each([
    [180, 'E1'],
    [181, 'E2'],
  ])('S-6 beside a comment of %d days and a newer subscription it is %s', (ago, type) => {
    const world = acme();
    file(world, signal.comment(1), { ago });
    file(world, signal.E2(), { ago: 5 });
    classify(world);
    expect(touch(world)?.type).toBe(type);
  });

  test('S-6 an insufficient act alone is none', () => {
    const world = acme();
    file(world, signal.like(), { ago: 60 });
    file(world, signal.E2(), { ago: 5 });
    classify(world);
    expect(touch(world)?.type).toBe('E2');
  });

  test('S-6 behind an E8 the earliest act lends its own type, an insufficient one too', () => {
    const world = acme();
    file(world, signal.E5({ gated: false }), { ago: 20 });
    file(world, signal.like(), { ago: 5 });
    classify(world);
    expect(touch(world)).toMatchObject({ signal: idAt('sig_7'), type: 'E5' });
  });

  test('S-6 behind three likes it is the first like', () => {
    const world = acme();
    for (const n of [1, 2, 3]) file(world, signal.like(n), { ago: 10 - n });
    classify(world);
    expect(touch(world)).toMatchObject({ signal: idAt('sig_7'), type: 'E1', at: `${daysAgo(9)}T13:00:00.000Z` });
  });

  test('S-6 behind an E9 it is the act that it reads again', () => {
    const world = acme();
    log(world);
    const seen = file(world, signal.E6({ engagement: 'none' }), { ago: 9 }).extra.signal;
    file(world, signal.E9('partner-essay', seen));
    classify(world);
    expect(touch(world)).toMatchObject({ signal: seen, type: 'E6' });
  });

  test('S-6 a suppressed person gives none', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 50 });
    world.suppressContact(idAt('con_6'));
    file(world, signal.E2(), { ago: 5, contact: { email: 'bo@acme.com' } });
    classify(world);
    expect(touch(world)?.type).toBe('E2');
  });

  test('S-6 an earlier act filed afterwards changes nothing, and neither does a later classification', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 5 });
    classify(world);
    score(world, twoHigh());
    file(world, signal.E3(), { ago: 4, contact: { email: 'bo@acme.com' } });
    file(world, signal.E2(), { ago: 100, contact: { email: 'bo@acme.com' } });
    expect(classify(world).outcome).toBe('fast_track');
    expect(touch(world)?.signal).toBe(idAt('sig_7'));
    expect(world.account('acme.com').trigger).not.toBe(idAt('sig_7'));
  });

  test('S-6 a classification that stays fixes none', () => {
    const world = acme([]);
    file(world, signal.comment(), { ago: 5 });
    classify(world);
    expect(touch(world)).toBeNull();
  });
});

describe('moved by a retraction', () => {
  function mql() {
    const world = acme();
    const first = file(world, signal.comment(1), { ago: 50 }).extra.signal;
    const second = file(world, signal.E2(), { ago: 10 }).extra.signal;
    classify(world);
    return { world, first, second };
  }

  test('L14 the next earliest act takes the first touch', () => {
    const { world, first, second } = mql();
    expect(touch(world)?.signal).toBe(first);
    const done = retract(world, first);
    expect(touch(world)).toEqual({
      signal: second,
      type: 'E2',
      at: `${daysAgo(10)}T13:00:00.000Z`,
      source: 'linkedin export',
    });
    expect(done.events.filter((event) => event.type === 'first_touch_moved')).toHaveLength(1);
  });

  test('L14 the retraction of another act leaves it', () => {
    const { world, first, second } = mql();
    retract(world, second);
    expect(touch(world)?.signal).toBe(first);
  });

  test('L14 with the last act it is gone', () => {
    const { world, first, second } = mql();
    retract(world, first);
    retract(world, second);
    expect(touch(world)).toBeNull();
  });

  test('L14 a like that stands behind no E1 any more gives it up', () => {
    const world = acme();
    file(world, signal.like(1), { ago: 9 });
    const second = file(world, signal.like(2), { ago: 8 }).extra.signal;
    file(world, signal.like(3), { ago: 7 });
    file(world, signal.E2(), { ago: 2, contact: { email: 'bo@acme.com' } });
    classify(world);
    expect(touch(world)?.signal).toBe(idAt('sig_7'));
    retract(world, second);
    expect(touch(world)?.type).toBe('E2');
  });

  test('L14 an insufficient act gives it up when its E8 falls', () => {
    const world = acme();
    file(world, signal.E5({ gated: false }), { ago: 9 });
    const comment = file(world, signal.like(), { ago: 8 }).extra.signal;
    classify(world);
    expect(touch(world)?.type).toBe('E5');
    retract(world, comment);
    expect(touch(world)).toBeNull();
  });

  test('S-6 a referral stays first touch when the warm introduction takes its place', () => {
    const world = acme();
    const e7 = file(world, signal.E7(), { ago: 9 }).extra.signal;
    classify(world);
    file(world, signal.E10(), { ago: 2 });
    const other = file(world, signal.comment(), { ago: 1, contact: { email: 'bo@acme.com' } }).extra.signal;
    retract(world, other);
    expect(touch(world)?.signal).toBe(e7);
  });
});
