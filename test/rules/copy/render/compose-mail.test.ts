import { describe, expect, test } from 'vitest';
import type { AccountState } from '../../../../src/rules/aggregates/account.ts';
import { type Composed, type ComposeRequest, compose } from '../../../../src/rules/copy/render/compose-mail.ts';
import { isRefusal, type Refusal } from '../../../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../../../src/rules/vocabulary/roles.ts';
import { acmeMql, con } from '../../../support/builders.ts';
import { activationCopy, nurtureCopy } from '../../../support/copy.ts';
import { mailboxPolicy } from '../../../support/mailbox.ts';

const world = acmeMql();
const state = world.account('acme.com');
const contact = con(world);
const fact = state.facts.find((each) => each.fact === 'employees')?.id ?? '';
const act = state.signals[0]?.id ?? '';
const { values } = mailboxPolicy();

const template = { id: 'nurture_1_v1', key: 'nurture_1', state: 'live', sequence: 'nurture', touch: 1, ...nurtureCopy };
const request: ComposeRequest = {
  template,
  account: state,
  suppressed: new Set(),
  contact,
  person: { first_name: 'Ana', name: 'Ana Ruiz', email: 'ana@acme.com' },
  slots: { insight: 'The profile page of Acme counts 800 employees.' },
  insight_fact: fact,
};
const activation: Partial<ComposeRequest> = {
  template: { ...template, id: 'activation_1_v1', key: 'activation_1', sequence: 'activation', ...activationCopy },
  slots: {
    insight: 'The profile page of Acme counts 800 employees.',
    trigger: 'You commented on my post about partners yesterday.',
    hook: 'AWS changed its partner tiers in April.',
  },
  trigger_signal: act,
  trigger_words: 'a post about partners',
  hook: { text: 'AWS changed its partner tiers', source: 'aws.example', observed_on: '2026-04-20' },
};
const briefed: Partial<ComposeRequest> = {
  template: {
    ...template,
    id: 'post_briefing_1_v1',
    key: 'post_briefing_1',
    sequence: 'post_briefing',
    subject: 'What you said',
    body: '{{one}} {{two}}',
    slots: [
      { name: 'one', rests_on: 'conversation' },
      { name: 'two', rests_on: 'conversation' },
    ],
  },
  slots: { one: 'You said that 3 of 14 listings name a partner.', two: 'Dana asked who signs off the co-sell number.' },
  references: [
    { slot: 'one', said: '3 of 14 listings name a partner', where: 'min_1' },
    { slot: 'two', said: 'Dana: who signs off the co-sell number?', where: 'min_2' },
  ],
};

/** A piece of a token in which chance wrote a currency. */
const chance = 'eur2ma6uvrdthse6';

function context(role: Role, policy: Partial<typeof values> = {}) {
  const known = world.context(role, 'render_sequence_email');
  return {
    ...known,
    policy: { ...values, ...policy },
    fingerprint: () => chance,
    addressFingerprint: () => `${chance}${chance}`,
  };
}
function mail(
  over: Partial<ComposeRequest> = {},
  role: Role = 'sales.ops',
  policy: Partial<typeof values> = {},
): Omit<Composed, 'withheld'> & { readonly withheld: readonly string[] } {
  const answer = compose({ ...request, ...over }, context(role, policy));
  if (isRefusal(answer)) throw new Error(`${answer.found}; ${answer.next}`);
  return { ...answer, withheld: answer.withheld.map(({ because }) => because) };
}
function refused(over: Partial<ComposeRequest>, role: Role = 'sales.ops'): Pick<Refusal, 'code' | 'found' | 'next'> {
  const answer = compose({ ...request, ...over }, context(role));
  if (!isRefusal(answer)) throw new Error('not refused');
  return { code: answer.code, found: answer.found, next: answer.next };
}
const account = (over: Partial<AccountState>): Partial<ComposeRequest> => ({ account: { ...state, ...over } });
const verdictOf = ({ checks }: Pick<Composed, 'checks'>, rule: string) =>
  checks.find((check) => check.rule === rule)?.verdict;

describe('5.3 a mail from a live template', () => {
  test('5.3d goes to the address on file, with its checks and its sentences, and nothing withholds it', () => {
    const made = mail();
    expect([made.to, made.withheld, made.names_price, made.sentences.length]).toEqual(['ana@acme.com', [], false, 5]);
    expect(made.mail.greeting).toBe('Hi Ana,');
    expect(made.sentences[0]).toContain('800 employees');
    for (const rule of [
      'personal.names',
      'personal.company_insight',
      'claims.traced',
      'template.integrity',
      'address.present',
    ])
      expect([rule, verdictOf(made, rule)]).toEqual([rule, 'pass']);
    expect(verdictOf(made, 'merge.cross_account')).toBe('unknown');
  });

  test('K5 5.3b offers a link of its own where a page is configured, and its token is no price', () => {
    const mailbox = {
      ...values.mailbox,
      value: { ...values.mailbox.value, unsubscribe_url: 'https://ours.example/o' },
    };
    const made = mail({}, 'sales.ops', { mailbox } as Partial<typeof values>);
    expect(made.mail.footer).toContain(`https://ours.example/o/${chance}${chance}-${chance}`);
    expect([made.withheld, made.names_price]).toEqual([[], false]);
  });

  test('K4 looks for the accounts that its own words may name', () => {
    const asked: string[] = [];
    const made = mail({
      others: (text) => {
        asked.push(text);
        return [{ company: 'Globex' }];
      },
    });
    expect(asked).toEqual([`${made.mail.subject}\n${made.mail.body}`]);
    expect(verdictOf(made, 'merge.cross_account')).toBe('pass');
    const named = mail({
      slots: { insight: 'The profile page of Acme counts 800 employees of Globex.' },
      others: () => [{ company: 'Globex' }],
    });
    expect(named.withheld).toEqual(['merge.cross_account fails']);
  });

  test('K1 Q3 is withheld where a check fails, the template is not live, or no mailbox is configured', () => {
    const withheld = (over: Partial<ComposeRequest>) => mail(over).withheld;
    expect(withheld({ slots: { insight: 'The profile page of Acme counts 900 employees.' } })).toEqual(
      expect.arrayContaining(['claims.traced fails']),
    );
    expect(withheld({ template: { ...template, state: 'sample' } })).toEqual([
      'the template nurture_1 is a sample: it has not been submitted and approved (Q3)',
    ]);
    expect(withheld({ template: { ...template, state: 'approved' } })).toEqual([
      'the template nurture_1_v1 is approved, not live (Q3)',
    ]);
    const none = mail({}, 'sales.ops', { mailbox: { ...values.mailbox, value: null } });
    expect(none.withheld).toEqual(['no mailbox is configured (K5)', 'address.present fails']);
  });

  test("A9 is withheld while words of theirs that ask to stop wait for somebody, and nobody else's", () => {
    const task = {
      id: 'tsk_9',
      kind: 'look_at_stop',
      opened_at: world.now,
      due_at: world.now,
      clause: '5.6',
      role: 'sales.ops' as const,
    };
    const asked = (subject: string) => mail(account({ tasks: [...state.tasks, { ...task, subject }] })).withheld;
    expect(asked(contact)).toEqual(['words of theirs ask to stop, and nobody has looked at them yet (A9)']);
    expect(asked('con_9')).toEqual([]);
    const both = {
      tasks: [
        { ...task, subject: 'con_9' },
        { ...task, subject: contact },
      ],
    };
    expect(mail(account(both)).withheld).toHaveLength(1);
  });

  test('5.3b K3 says whether it names a price, and the stage says who may read it', () => {
    const at = (stage: AccountState['stage']) => mail({ ...activation, account: { ...state, stage } });
    expect([at('SQL').names_price, verdictOf(at('SQL'), 'pricing.gate')]).toEqual([true, 'pass']);
    expect([at('MQL').names_price, verdictOf(at('MQL'), 'pricing.gate')]).toEqual([true, 'fail']);
    expect(at('MQL').withheld).toContain('pricing.gate fails');
  });

  test('5.3d K4 activation rests on the signal and the change that are named', () => {
    const made = mail({ ...activation, account: { ...state, stage: 'SQL' } });
    for (const rule of ['personal.company_insight', 'personal.market_hook', 'personal.trigger', 'claims.traced'])
      expect([rule, verdictOf(made, rule)]).toEqual([rule, 'pass']);
    expect(made.withheld).toEqual([]);
  });

  test('5.3d K4 of a post whose address is all that is known, the act is enough', () => {
    const signals = state.signals.map((each) => ({ ...each, object: 'linkedin.com activity 7190123456789' }));
    const said = (trigger: string) =>
      mail({
        ...activation,
        slots: { ...activation.slots, trigger },
        account: { ...state, stage: 'SQL', signals },
        trigger_words: '',
      });
    expect(verdictOf(said('Your comment on my LinkedIn post stayed with me.'), 'personal.trigger')).toBe('pass');
    expect(verdictOf(said('You lead the partner team.'), 'personal.trigger')).toBe('fail');
  });

  test('K4 tells what its insights say and nothing else, and stops for what was said to another company', () => {
    const made = mail({ ...activation, account: { ...state, stage: 'SQL' } });
    expect(made.said).toEqual(mail().said);
    expect(made.said).toHaveLength(1);
    expect(made.said[0]?.split(' ')).toContain('#800');
    expect(mail({ slots: { insight: 'You are it.' } }).said).toEqual([]);
    const asked: string[] = [];
    const used = mail({ isSaidToOthers: (said) => asked.push(said) > 0 });
    expect([asked, used.withheld]).toEqual([made.said, ['personal.company_insight fails']]);
    expect(mail({ isSaidToOthers: () => false }).withheld).toEqual([]);
  });

  test('5.3d K4 a fact is what its name, its value and its source say, a signal what was done and to what', () => {
    const made = (facts: object, signals: object = {}) => {
      const of = mail({
        ...activation,
        account: {
          ...state,
          stage: 'SQL',
          facts: state.facts.map((each) => ({ ...each, ...(each.id === fact ? facts : {}) })),
          signals: [{ ...state.signals[0], id: 'sig_0', on: '2020-01-01' }, ...state.signals].map((each) => ({
            ...each,
            ...signals,
          })),
        } as AccountState,
      });
      return ['personal.company_insight', 'claims.traced', 'personal.trigger'].map((rule) => verdictOf(of, rule));
    };
    expect(made({})).toEqual(['pass', 'pass', 'pass']);
    expect(made({ value: 900, evidence: 'a page' })).toEqual(['fail', 'fail', 'pass']);
    expect(made({ fact: 'odd_thing', value: 800, evidence: 'the profile page of Acme' })).toEqual([
      'pass',
      'pass',
      'pass',
    ]);
    expect(made({}, { interaction: 'Downloaded', object: 'a guide' })).toEqual(['pass', 'pass', 'pass']);
  });

  test('C3 a mail after the Briefing goes out once that was held, and until the Assessment is proposed', () => {
    const at = (deal: Partial<AccountState['deal']>) =>
      mail({ ...briefed, ...account({ stage: 'BRIEFING_READY', deal: { ...state.deal, ...deal } }) }, 'cro');
    const why = 'no Briefing was held, or the Assessment is proposed (C3)';
    expect(at({ held_at: null, proposed_at: null }).withheld).toContain(why);
    expect(at({ held_at: world.now, proposed_at: null }).withheld).not.toContain(why);
    expect(at({ held_at: world.now, proposed_at: world.now }).withheld).toContain(why);
    expect(mail(account({ deal: { ...state.deal, held_at: null } })).withheld).toEqual([]);
    expect(verdictOf(at({ held_at: world.now }), 'bespoke.post_briefing')).toBe('pass');
  });
});

describe('Q1 K1 K4 what is not rendered', () => {
  test('Q1 sales.ops renders sequences, the cro what follows a Briefing, the author previews', () => {
    expect(refused({}, 'cro')).toEqual({
      code: 'NOT_PERMITTED',
      found: "nurture mails are not cro's to render",
      next: 'sales.ops renders them, category.positioning may preview',
    });
    expect(refused(briefed, 'sales.ops').next).toBe('cro renders them, category.positioning may preview');
    expect(mail({}, 'category.positioning').withheld).toEqual([]);
    expect(mail(briefed, 'category.positioning').to).toBe('ana@acme.com');
  });

  test('K1 a person without an address or a name, a company without one', () => {
    const person = { first_name: 'Ana', email: 'ana@acme.com' };
    expect(refused({ person: { first_name: 'Ana' } })).toMatchObject({
      code: 'INVALID_INPUT',
      next: 'give a contact with an e-mail address; sales.ops adds one with save_account',
    });
    expect(refused({ person: { email: person.email } }).next).toBe(
      'give a contact with a name; sales.ops adds it with save_account',
    );
    expect(refused({ person, account: { ...state, name: undefined } as never })).toMatchObject({
      code: 'RULE_REFUSED',
      found: 'acme.com has no company name on file',
      next: 'sales.ops adds it with save_account',
    });
  });

  test('L13 a person who is suppressed, whatever else is missing', () => {
    const gone = { suppressed: new Set([contact]) };
    const answer = {
      code: 'SUPPRESSED',
      found: 'that person asked not to be written to, for ever',
      next: 'write to nobody under this name; the CRO may look at the account',
    };
    expect(refused(gone)).toEqual(answer);
    expect(refused({ ...gone, person: {} })).toEqual(answer);
  });

  test('K1 a slot that is not one sentence of text, and a name that is none', () => {
    expect(refused({ slots: { insight: 'A\nb.' } })).toEqual({
      code: 'INVALID_INPUT',
      found: 'slot `insight` holds a line break',
      next: 'fill each declared slot with one whole sentence of plain text',
    });
    expect(refused({ person: { first_name: 'null', email: 'ana@acme.com' } })).toMatchObject({
      found: 'slot `first_name` holds an unfilled or stringified value',
      next: 'sales.ops corrects the name with save_account',
    });
    expect(refused({ slots: {} }).found).toBe('slot `insight` is missing');
    expect(refused({ slots: { insight: '', other: 'x' }, person: { first_name: 'null', email: 'a@b.co' } })).toEqual({
      code: 'INVALID_INPUT',
      found:
        'slot `first_name` holds an unfilled or stringified value; slot `insight` is empty; slot `other` is not one that the template declares',
      next: 'sales.ops corrects the name with save_account',
    });
  });

  test('Q1 L13 K1 K4 each refusal names its clause, and its ruling where there is one', () => {
    const signed = (over: Partial<ComposeRequest>, role: Role = 'sales.ops') => {
      const answer = compose({ ...request, ...over }, context(role));
      return isRefusal(answer) ? [answer.clause, answer.ruling] : [];
    };
    expect([
      signed({}, 'cro'),
      signed({ suppressed: new Set([contact]) }),
      signed(account({ name: undefined as never })),
      signed({ slots: {} }),
      signed({ insight_fact: 'fct_99' }),
      signed({ ...activation, trigger_signal: 'sig_99' }),
    ]).toEqual([
      ['5.1', 'Q1'],
      ['3.5', 'L13'],
      ['5.3.4', undefined],
      ['5.3', 'K1'],
      ['5.3.4', undefined],
      ['5.3.4', undefined],
    ]);
  });

  test('K4 G-3 a fact that was corrected or replaced is refused with the one that stands now', () => {
    const known = state.facts.find(({ id }) => id === fact);
    if (!known) throw new Error('no fact');
    const over = (more: object) => ({
      account: { ...state, facts: [...state.facts, { ...known, id: 'fct_x', value: 640, ...more }] },
    });
    const says = 'write on fct_x, and give it as `insight_fact`';
    const found = `${fact} (${known.fact} ${known.value}) stands no more: fct_x (${known.fact} 640) took its place`;
    const told = { code: 'RULE_REFUSED', found, next: says };
    expect(refused(over({ as_of: '2026-04-20' }))).toMatchObject(told);
    expect(refused(over({ as_of: '2020-01-01', corrects: fact }))).toMatchObject(told);
    expect(refused({ ...over({ fact: 'odd_thing', corrects: fact }) })).toMatchObject({
      found: `${fact} (${known.fact} ${known.value}) stands no more`,
      next: 'take a fact that stands from explain_account',
    });
    expect(mail(over({ as_of: '2020-01-01' })).to).toBe('ana@acme.com');
    expect(mail(over({ as_of: '2026-04-20', value: known.value })).to).toBe('ana@acme.com');
  });

  test('K1 K4 each slot names what it rests on', () => {
    const missing = (over: Partial<ComposeRequest>, role: Role = 'sales.ops') => {
      const { code, next } = refused(over, role);
      expect(code).toBe('INVALID_INPUT');
      return next;
    };
    expect(missing({ insight_fact: undefined })).toBe('give what the slot `insight` rests on');
    expect(missing({ ...activation, trigger_signal: undefined })).toBe('give what the slot `trigger` rests on');
    expect(missing({ ...activation, hook: undefined })).toBe('give what the slot `hook` rests on');
    const [one] = briefed.references ?? [];
    const taken = 'give what was said in the Briefing that the slot `two` takes up';
    expect(missing({ ...briefed, references: one && [one] }, 'cro')).toBe(taken);
    expect(missing({ ...briefed, references: undefined }, 'cro')).toContain('the slot `one` takes up');
    expect(missing({ references: [{ slot: 'insights', said: 'x', where: 'y' }] })).toBe(
      'give the name of a slot that the template declares',
    );
  });

  test('K4 a change is of a day that has been', () => {
    const on = (observed_on: string) => refused({ ...activation, hook: { text: 'x', source: 'y', observed_on } });
    const wanted = '`hook.observed_on`: a past date such as 2026-04-20 is wanted';
    for (const day of ['2026-04-22', '2026-02-30', '20 April', '2026-04-20T10:00:00Z', 'x2026-04-20'])
      expect([day, on(day).found]).toEqual([day, wanted]);
    const today = { text: 'AWS changed its partner tiers', source: 'y', observed_on: '2026-04-21' };
    expect(mail({ ...activation, hook: today }).to).toBe('ana@acme.com');
  });

  test('K4 fact and signal are on file, of this account and this contact', () => {
    expect(refused({ insight_fact: 'fct_99' })).toEqual({
      code: 'NOT_FOUND',
      found: 'no fact of Acme has the id given as `insight_fact`',
      next: 'take the id from explain_account, or record the fact with save_account',
    });
    const none = {
      code: 'NOT_FOUND',
      found: 'no signal of this contact that counts has the id given as `trigger_signal`',
      next: 'take the id from explain_account',
    };
    expect(refused({ ...activation, trigger_signal: 'sig_99' })).toEqual(none);
    const changed = (over: object) => ({
      ...activation,
      account: { ...state, signals: state.signals.map((each) => ({ ...each, ...over })) },
    });
    expect(refused(changed({ contact: 'con_9' }))).toEqual(none);
    expect(refused(changed({ gone: 'retracted' }))).toEqual(none);
    expect(mail(changed({})).to).toBe('ana@acme.com');
  });
});
