import { describe, expect, test } from 'vitest';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import type { FiledType, SignalInput } from '../../../src/rules/vocabulary/signal-types.ts';
import {
  acme,
  checksOf,
  con,
  file,
  filerOf,
  idAt,
  log,
  note,
  signal,
  signalsOf,
  verdict,
} from '../../support/builders.ts';
import { accountId } from '../../support/world.ts';

describe('what makes each type qualify', () => {
  test.each<[string, SignalInput, string, 'strong' | 'standard']>([
    ['3.2.E1', signal.comment(), 'a comment on a post', 'standard'],
    ['3.2.E1', { type: 'E1', interaction: 'share', object: 'p' }, 'a share on a post', 'standard'],
    ['3.2.E1', { type: 'E1', interaction: 'save', object: 'p' }, 'a save on a post', 'standard'],
    ['3.2.E2', signal.E2(), 'subscribed to the Substack', 'standard'],
    ['3.2.E3', signal.E3({ topic: 'ecosystem_revenue' }), 'asked about ecosystem revenue', 'strong'],
    [
      '3.2.E3',
      signal.E3({ topic: 'partner_monetization', channel: 'linkedin_dm' }),
      'asked about partner monetization',
      'strong',
    ],
    ['3.2.E3', signal.E3({ topic: 'assessment' }), 'asked about assessment', 'strong'],
    ['3.2.E4', signal.E4({ channel: 'email' }), 'asked for the Briefing', 'strong'],
    ['3.2.E4', signal.E4({ channel: 'linkedin_dm' }), 'asked for the Briefing', 'strong'],
    ['3.2.E4', signal.E4({ channel: 'website_form' }), 'asked for the Briefing', 'strong'],
    ['3.2.E5', signal.E5(), 'downloaded gated content', 'standard'],
    ['3.2.E6', signal.E6(), 'attended the webinar: asked_question', 'strong'],
    [
      '3.2.E6',
      signal.E6({ kind: 'conference_session', engagement: 'stayed_for_qa' }),
      'attended the conference_session: stayed_for_qa',
      'strong',
    ],
    [
      '3.2.E6',
      signal.E6({ kind: 'roundtable', engagement: 'exchanged_contact' }),
      'attended the roundtable: exchanged_contact',
      'strong',
    ],
    ['3.2.E7', signal.E7(), 'the introduction was acknowledged: reply_email', 'strong'],
    [
      '3.2.E7',
      signal.E7({ response: 'linkedin_accept_and_message' }),
      'the introduction was acknowledged: linkedin_accept_and_message',
      'strong',
    ],
    [
      '3.2.E7',
      signal.E7({ response: 'meeting_scheduled' }),
      'the introduction was acknowledged: meeting_scheduled',
      'strong',
    ],
    ['3.2.E10', signal.E10({ response: 'asked_about_work' }), 'took the introduction up: asked_about_work', 'strong'],
    ['3.2.E10', signal.E10({ response: 'shared_context' }), 'took the introduction up: shared_context', 'strong'],
    ['3.2.E10', signal.E10({ response: 'requested_call' }), 'took the introduction up: requested_call', 'strong'],
  ])('%s qualifies: %o', (_, given, because, tier) => {
    const world = acme();
    expect(file(world, given).outcome).toBe('recorded');
    expect(signalsOf(world)).toHaveLength(1);
    expect(signalsOf(world)[0]).toMatchObject({ type: given.type, qualifies: true, is_act: true, because, tier });
    expect(verdict(world, 'engagement_signal')).toBe('pass');
  });

  test.each<[string, SignalInput, string, boolean]>([
    ['3.2.E1', signal.like(), 'a like alone does not qualify; 3 on different posts within 30 days do', true],
    [
      '3.2.E3',
      signal.E3({ topic: 'other' }),
      'the topic is `other`, wanted one of ecosystem_revenue, partner_monetization, assessment',
      true,
    ],
    ['3.2.E5', signal.E5({ gated: false }), 'the download was not gated', true],
    ['3.2.E6', signal.E6({ engagement: 'none' }), 'attended the webinar without engaging', true],
    [
      '3.2.E6',
      signal.E6({ attended: false, engagement: 'none' }),
      'registered for the webinar but did not attend',
      false,
    ],
    ['3.2.E6', signal.E6({ attended: false }), 'registered for the webinar but did not attend', false],
    ['3.2.E7', signal.E7({ response: 'none', evidence: undefined }), 'the introduction was not acknowledged', false],
  ])('%s is recorded but insufficient: %o', (_, given, because, is_act) => {
    const world = acme();
    const noted = file(world, given);
    expect(noted.outcome).toBe('insufficient');
    expect(noted.opened).toEqual([]);
    expect(signalsOf(world)[0]).toMatchObject({ qualifies: false, is_act, because });
    expect(verdict(world, 'engagement_signal')).toBe('fail');
  });

  const qualifies = (given: SignalInput) => file(acme(), given).outcome === 'recorded';

  test('3.2.E3 the three named topics qualify, by either channel, and no other does', () => {
    for (const channel of ['linkedin_dm', 'email'] as const) {
      const topics = ['ecosystem_revenue', 'partner_monetization', 'assessment', 'other'] as const;
      expect(topics.map((topic) => qualifies(signal.E3({ channel, topic })))).toEqual([true, true, true, false]);
    }
  });

  test('3.2.E5 gated content qualifies, open content does not', () => {
    expect([true, false].map((gated) => qualifies(signal.E5({ gated })))).toEqual([true, false]);
  });

  test('3.2.E6 at each kind of event it takes attendance and one of the three ways of engaging', () => {
    const ways = ['asked_question', 'stayed_for_qa', 'exchanged_contact', 'none'] as const;
    for (const kind of ['webinar', 'conference_session', 'roundtable'] as const) {
      const of = (attended: boolean) => ways.map((engagement) => qualifies(signal.E6({ kind, attended, engagement })));
      expect([of(true), of(false)]).toEqual([
        [true, true, true, false],
        [false, false, false, false],
      ]);
    }
  });

  test('3.2.E7 it takes an acknowledgement of one of three kinds', () => {
    const responses = ['reply_email', 'linkedin_accept_and_message', 'meeting_scheduled', 'none'] as const;
    expect(responses.map((response) => qualifies(signal.E7({ response })))).toEqual([true, true, true, false]);
  });

  test('3.2.E1, 4.1a a whole signal as it is kept, and the note posted to the agents', () => {
    const world = acme();
    const noted = file(world, signal.comment('7/?utm_source=x#top'), { ago: 2 });
    expect(signalsOf(world)[0]).toEqual({
      id: idAt('sig_7'),
      type: 'E1',
      contact: idAt('con_6'),
      tier: 'standard',
      qualifies: true,
      is_act: true,
      because: 'a comment on a post',
      observed_at: '2026-04-19T13:00:00.000Z',
      at: '2026-04-19T13:00:00.000Z',
      on: '2026-04-19',
      filed_at: '2026-04-21T14:00:00.000Z',
      filed_by: 'mining.mind',
      source: 'linkedin export',
      object: 'linkedin.com/posts/7',
      interaction: 'comment',
      rests_on: [idAt('sig_7')],
    });
    expect(noted.extra).toEqual({ account: accountId('acme.com'), signal: idAt('sig_7'), derived: [] });
    expect(noted.events.filter((event) => event.type === 'posted')).toEqual([
      {
        type: 'posted',
        channel: 'agent-handoffs',
        text: 'Acme (acme.com): E1 of 2026-04-19, noted by mining.mind; qualifies: a comment on a post.',
      },
    ]);
  });

  test('4.1c every recorded note is posted once to agent-handoffs, an insufficient one too', () => {
    const world = acme();
    const noted = file(world, signal.like());
    expect(noted.events.filter((event) => event.type === 'posted')).toEqual([
      {
        type: 'posted',
        channel: 'agent-handoffs',
        text: 'Acme (acme.com): E1 of 2026-04-21, noted by mining.mind; does not qualify: a like alone does not qualify; 3 on different posts within 30 days do.',
      },
    ]);
  });

  test('4.1c an act that completes a repeat engagement says so in the post', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 3 });
    const [post] = file(world, signal.E5()).events.filter((event) => event.type === 'posted');
    expect(post).toMatchObject({
      text: 'Acme (acme.com): E5 of 2026-04-21, noted by category.positioning; qualifies: downloaded gated content. It completes a repeat engagement (E8).',
    });
  });

  test('T1 an act late in the evening belongs to that day in New York, not to the next one in UTC', () => {
    const world = acme();
    file(world, signal.comment(), { at: '2026-04-20T23:30:00-04:00' });
    expect(signalsOf(world)[0]).toMatchObject({ observed_at: '2026-04-21T03:30:00.000Z', on: '2026-04-20' });
  });

  test('4.1a words about a person are sealed beside the event, never in it', () => {
    const world = acme();
    const noted = file(world, signal.E7());
    const recorded = noted.events.find((event) => event.type === 'signal_recorded');
    expect(recorded).toMatchObject({
      sealed: {
        person: idAt('con_6'),
        fields: {
          referrer: 'Sam Poe',
          relationship: 'former colleague',
          context: 'both sell through partners',
          evidence: 'thread of the week',
        },
      },
    });
    expect(JSON.stringify(recorded?.signal)).not.toMatch(/colleague|thread|Ana|acme\.com/);
  });

  test('4.1a without words nothing is sealed', () => {
    const noted = file(acme(), signal.E2());
    expect(noted.events.find((event) => event.type === 'signal_recorded')).not.toHaveProperty('sealed');
  });
});

describe('fields that a type needs', () => {
  const complete: Readonly<Record<FiledType, SignalInput>> = {
    E1: signal.comment(),
    E2: signal.E2(),
    E3: signal.E3(),
    E4: signal.E4(),
    E5: signal.E5(),
    E6: signal.E6(),
    E7: signal.E7(),
    E9: signal.E9('partner-essay', idAt('sig_7')),
    E10: signal.E10(),
  };
  const lists: Readonly<Record<string, string>> = {
    E1: 'interaction, object',
    E3: 'channel, topic, quote',
    E4: 'channel, quote',
    E5: 'object, gated',
    E6: 'object, kind, attended, engagement',
    E7: 'referrer, relationship, context, response, evidence',
    E9: 'piece, engagement_signal, why_causal',
    E10: 'referrer, relationship, context, response, evidence',
  };
  const cases = Object.entries(lists).flatMap(([type, fields]) =>
    fields.split(', ').map((field) => [type, field] as const),
  );

  test.each(cases)('A4 %s without %s is refused', (type, field) => {
    const given = { ...complete[type as FiledType], [field]: undefined };
    expect(acme().refused(filerOf[given.type], fileSignalNote, note(given))).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: `\`signal.${field}\` is missing`,
      next: `give it: ${type} needs ${lists[type]}`,
    });
  });

  test('A4 an empty text is as good as none', () => {
    expect(acme().refused('mining.mind', fileSignalNote, note(signal.E3({ quote: '  ' })))).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`signal.quote` is `  `',
      next: 'give it: E3 needs channel, topic, quote',
    });
  });

  test('A4 so is a text of characters that nobody sees', () => {
    const quote = '\u200b\u2060';
    const { code, next } = acme().refused('mining.mind', fileSignalNote, note(signal.E3({ quote })));
    expect([code, next]).toEqual(['INVALID_INPUT', 'give it: E3 needs channel, topic, quote']);
    const source = { ...note(signal.comment()), source: '\u200b' };
    expect(acme().refused('mining.mind', fileSignalNote, source).next).toBe('give a text that says it');
  });

  test('A4 a bare introduction needs no evidence, an acknowledged one does', () => {
    expect(file(acme(), signal.E7({ response: 'none', evidence: undefined })).outcome).toBe('insufficient');
    const { found } = acme().refused('mining.mind', fileSignalNote, note(signal.E7({ evidence: undefined })));
    expect(found).toBe('`signal.evidence` is missing');
  });

  test.each([
    [
      'E3',
      signal.E3({ channel: 'website_form' }),
      '`signal.channel` is `website_form`',
      'give one of linkedin_dm, email for E3',
    ],
    [
      'E7',
      signal.E7({ response: 'requested_call' }),
      '`signal.response` is `requested_call`',
      'give one of none, reply_email, linkedin_accept_and_message, meeting_scheduled for E7',
    ],
    [
      'E10',
      signal.E10({ response: 'reply_email' }),
      '`signal.response` is `reply_email`',
      'give one of asked_about_work, shared_context, requested_call for E10',
    ],
    [
      'E10',
      signal.E10({ response: 'none' }),
      '`signal.response` is `none`',
      'give one of asked_about_work, shared_context, requested_call for E10',
    ],
  ])('A4 %s takes no answer of another type', (_, given, found, next) => {
    expect(acme().refused('mining.mind', fileSignalNote, note(given))).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found,
      next,
    });
  });
});

describe('who files what', () => {
  const rights: Readonly<Record<FiledType, readonly Role[]>> = {
    E1: ['mining.mind'],
    E2: ['category.positioning'],
    E3: ['mining.mind', 'sales.ops', 'cro'],
    E4: ['mining.mind', 'sales.ops', 'cro'],
    E5: ['category.positioning'],
    E6: ['mining.mind', 'category.positioning', 'sales.ops', 'cro'],
    E7: ['mining.mind', 'sales.ops', 'cro'],
    E9: ['category.positioning'],
    E10: ['mining.mind', 'sales.ops', 'cro'],
  };
  const all: readonly Role[] = [
    'mining.mind',
    'sales.ops',
    'category.positioning',
    'cro',
    'cmo',
    'chief.staff',
    'customer.success',
    'legal.exec',
    'viewer',
  ];
  const cases = Object.entries(rights).flatMap(([type, who]) =>
    all.map((role) => [type as FiledType, role, who] as const),
  );

  test.each(cases)('A9 %s filed by %s', (type, role, who) => {
    const world = acme();
    log(world);
    const act = file(world, signal.comment(9), { ago: 1 }).extra.signal;
    const given: SignalInput =
      type === 'E1' ? signal.comment() : type === 'E9' ? signal.E9('partner-essay', act) : signal[type]();
    const answer = world.try(role, fileSignalNote, note(given));
    if (who.includes(role)) expect(answer).toMatchObject({ outcome: 'recorded' });
    else {
      expect(answer).toEqual({
        refused: true,
        code: 'NOT_PERMITTED',
        clause: '3.2.1',
        ruling: 'A9',
        found: `${type} is not ${role}'s to file`,
        next: `hand it to ${who.join(' or ')}`,
      });
    }
  });
});

describe('any channel, any contact', () => {
  test('2.1 acts on LinkedIn, Substack, the website, by e-mail, at events and by introduction all count', () => {
    for (const given of [
      signal.comment(),
      signal.E2(),
      signal.E5(),
      signal.E4(),
      signal.E3({ channel: 'linkedin_dm' }),
      signal.E6(),
      signal.E10(),
    ]) {
      const world = acme();
      file(world, given);
      expect(verdict(world, 'engagement_signal')).toBe('pass');
    }
  });

  test('2.2 the signals of two contacts stand on one account', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 2 });
    file(world, signal.E5(), { contact: { email: 'bo@acme.com', name: 'Bo Lind' } });
    expect(world.accounts.size).toBe(1);
    expect(signalsOf(world).map((each) => each.contact)).toEqual([con(world, 1), con(world, 2)]);
    expect(checksOf(world).at(-1)?.because).toBe(
      'the newest qualifying signal is E5, 0 days old; the window is 180 days',
    );
  });

  test('2.2 two contacts with one act each are no repeat engagement', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 2 });
    const noted = file(world, signal.E5(), { contact: { email: 'bo@acme.com' } });
    expect(noted.extra.derived).toEqual([]);
  });
});
