import { describe, expect, test } from 'vitest';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { isKnownByDay, missingField } from '../../../src/rules/signals/signal-input.ts';
import { kindOf } from '../../../src/rules/signals/signal-kind.ts';
import { typesThatNeed } from '../../../src/rules/signals/type-words.ts';
import { catalogue, type SignalKind } from '../../../src/rules/vocabulary/signal-catalogue.ts';
import { filedTypes, isFurther, type SignalInput, signalTypes } from '../../../src/rules/vocabulary/signal-types.ts';
import { file, idAt, note, signal, signalsOf, start } from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';
import { TestWorld } from '../../support/world.ts';

const policy = testPolicy().values;

/** Each type: a whole note, what it can't lack, and by what two of one contact are one act. */
const table: readonly (readonly [SignalInput, string, string])[] = [
  [signal.comment(), 'interaction object', 'day'],
  [signal.E2(), '', 'contact'],
  [signal.E3(), 'channel topic quote', 'day'],
  [signal.E4(), 'channel quote', 'day'],
  [signal.E5(), 'object gated', 'day'],
  [signal.E6(), 'object kind attended engagement', 'day'],
  [signal.E7(), 'referrer relationship context response evidence', 'day'],
  [signal.E9('partner-essay', idAt('sig_1')), 'piece engagement_signal why_causal', 'piece_and_act'],
  [signal.E10(), 'referrer relationship context response evidence', 'day'],
];

/** A kind of act that the SOP has not. */
const trial: SignalKind = {
  gloss: 'trial',
  act: 'trial',
  needs: ['object', 'quote'],
  takes: { channel: ['email'] },
  sameBy: 'day',
  quality: ({ quote }) => ({ qualifies: true, is_act: true, because: `tried it and asked: ${quote}` }),
};

/** Runs with another entry of a type in the catalogue. */
function planted(type: keyof typeof catalogue, entry: Partial<SignalKind>, run: () => void): void {
  const own = { ...catalogue[type] };
  Object.assign(catalogue[type], entry);
  try {
    run();
  } finally {
    Object.assign(catalogue[type], own);
  }
}

describe('the catalogue of signals', () => {
  test('3.2.E8 it has every type that is filed, and not the one that the engine finds', () => {
    expect(filedTypes).toEqual(table.map(([{ type }]) => type));
    expect(Object.keys(catalogue)).toEqual(signalTypes);
    expect(signalTypes.filter((type) => !table.some(([whole]) => whole.type === type))).toEqual(['E8']);
  });

  test.each(table.map(([whole, needed]) => [whole.type, needed, whole] as const))(
    'A4 %s is whole with %s, and refused without any one of them',
    (_, needed, whole) => {
      expect(missingField(whole, { policy })).toBeNull();
      const optional = Object.keys(whole).filter(
        (field) => field !== 'type' && missingField({ ...whole, [field]: undefined }, { policy }) === null,
      );
      expect(optional).toEqual([]);
      expect(
        Object.keys(whole)
          .filter((field) => field !== 'type')
          .sort(),
      ).toEqual(
        needed
          .split(' ')
          .filter((field) => field !== '')
          .sort(),
      );
    },
  );

  test('A4 an introduction that nobody acknowledged needs no evidence', () => {
    expect(missingField({ ...signal.E7({ response: 'none' }), evidence: undefined }, { policy })).toBeNull();
  });

  test.each([
    ['E3', signal.E3({ channel: 'website_form' }), 'one of linkedin_dm, email for E3'],
    [
      'E7',
      signal.E7({ response: 'requested_call' }),
      'one of none, reply_email, linkedin_accept_and_message, meeting_scheduled for E7',
    ],
    ['E10', signal.E10({ response: 'reply_email' }), 'one of asked_about_work, shared_context, requested_call for E10'],
  ] as const)("A4 %s refuses another type's answer", (_, given, wanted) => {
    expect(missingField(given, { policy })?.next).toContain(wanted);
  });

  test.each(['channel', 'topic', 'kind'] as const)(
    'A4 a type that takes some answers to %s refuses the others',
    (field) => {
      const given = {
        channel: 'email',
        topic: 'assessment',
        kind: 'webinar',
        attended: true,
        engagement: 'none',
      } as const;
      const note: SignalInput = { ...signal.E3(), object: 'a webinar', ...given };
      const asked = { topic: ['other'], kind: ['roundtable'], channel: ['linkedin_dm'] }[field];
      planted('E3', { takes: { [field]: asked } }, () => {
        expect(missingField(note, { policy })).toMatchObject({ found: expect.stringContaining(given[field]) });
        expect(missingField({ ...note, [field]: asked[0] }, { policy })).toBeNull();
      });
    },
  );

  test('A4 an eleventh type, of an act of its own, is filed by its entry and its value of the policy', () => {
    const loaded = testPolicy();
    const { E3, ...others } = loaded.values.engagement.signals;
    const E11 = { ...E3, opens: 'fast_track' as const, act: 'event' as const };
    const engagement = { ...loaded.values.engagement, signals: { ...others, E3, E11 } };
    const given: SignalInput = { type: 'E11', object: 'assessment', quote: 'what does it show?' };
    Object.assign(catalogue, { E11: trial });
    try {
      const world = new TestWorld(start, { ...loaded, values: { ...loaded.values, engagement } });
      file(world, given);
      expect(signalsOf(world)).toMatchObject([
        { type: 'E11', tier: 'strong', qualifies: true, because: 'tried it and asked: what does it show?' },
      ]);
      const mute = world.refused('mining.mind', fileSignalNote, note({ ...given, quote: undefined }));
      expect(mute.next).toContain('E11 needs object, quote');
      const written = world.refused('mining.mind', fileSignalNote, note({ ...given, channel: 'website_form' }));
      expect(written.next).toContain('one of email for E11');
      expect(isFurther('E11')).toBe(false);
    } finally {
      Reflect.deleteProperty(catalogue, 'E11');
    }
    expect(isFurther('E11')).toBe(true);
  });

  test('A4 a schema tells by type what a field holds, and which of the answers', () => {
    expect((['object', 'channel', 'response', 'evidence', 'piece', 'gated'] as const).map(typesThatNeed)).toEqual([
      'E1 post, E5 download, E6 event',
      'E3 first 2, E4',
      'E7 first 4, E10 last 3',
      'E7 E10',
      'E9',
      'E5',
    ]);
    planted('E3', { takes: { topic: ['ecosystem_revenue', 'other'] }, needs: ['topic', 'gated'] }, () => {
      expect((['topic', 'gated', 'channel'] as const).map(typesThatNeed)).toEqual([
        'E3 ecosystem_revenue or other',
        'E3 E5',
        'E4',
      ]);
    });
  });

  test('T7 the day alone is enough of E2, E5 and E6', () => {
    expect(table.filter(([whole]) => isKnownByDay(whole, { policy })).map(([{ type }]) => type)).toEqual([
      'E2',
      'E5',
      'E6',
    ]);
  });

  test.each(table.map(([{ type }, , by]) => [type, by] as const))(
    'A7 two %s of one contact are one by %s',
    (type, by) => {
      expect(kindOf(type, policy).sameBy).toBe(by);
    },
  );
});
