import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../src/rules/accounts/save-account.ts';
import { advanceDeal } from '../../src/rules/deals/advance-deal.ts';
import { confirmIntent } from '../../src/rules/outbox/confirm-intent.ts';
import { takeIntent } from '../../src/rules/outbox/take-intent.ts';
import { classifyMql } from '../../src/rules/qualification/classify-mql.ts';
import { croDecide } from '../../src/rules/qualification/cro-decide.ts';
import { disputeMql } from '../../src/rules/qualification/dispute-mql.ts';
import { overrideGate } from '../../src/rules/qualification/override-gate.ts';
import { scoreDossier } from '../../src/rules/qualification/score-dossier.ts';
import { fileSignalNote } from '../../src/rules/signals/file-signal-note.ts';
import { logAttribution } from '../../src/rules/signals/log-attribution.ts';
import { retractSignal } from '../../src/rules/signals/retract-signal.ts';
import { decideStageChange } from '../../src/rules/stage-changes/decide-stage-change.ts';
import { proposeStageChange } from '../../src/rules/stage-changes/propose-stage-change.ts';
import { erasePerson } from '../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../src/rules/suppression/suppress-contact.ts';
import { voidSuppression } from '../../src/rules/suppression/void-suppression.ts';
import { completeTask } from '../../src/rules/tasks/complete-task.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import type { SignalInput } from '../../src/rules/vocabulary/signal-types.ts';
import {
  con,
  daysLater,
  fact,
  filerOf,
  finding,
  idAt,
  note,
  passingFacts,
  piece,
  scores,
  sig,
  signal,
  threeHigh,
  twoHigh,
} from '../support/builders.ts';
import { Chronicle } from './golden.ts';

const account = 'acme.com';
const story = () => {
  const told = new Chronicle();
  const file = (given: SignalInput, over: Parameters<typeof note>[1] & { readonly by?: Role } = {}) =>
    told.say(over.by ?? filerOf[given.type], fileSignalNote, note(given, over));
  const save = (more: object = {}) =>
    told.say('sales.ops', saveAccount, { domain: account, name: 'Acme', facts: passingFacts(), ...more });
  const classify = () => told.say('sales.ops', classifyMql, { account });
  const score = (dossier = threeHigh()) => told.say('sales.ops', scoreDossier, dossier);
  const decide = (decision: 'confirm' | 'dispute' | 'flag_immediate', more: object = {}) =>
    told.say('cro', croDecide, { account, decision, ...more });
  const advance = (event: Parameters<(typeof advanceDeal)['prepare']>[0]['event'], more: object = {}) =>
    told.say('cro', advanceDeal, { account, event, ...more });
  const propose = (change: 'regress' | 'recycle' | 'disqualify', more: object = {}) =>
    told.say('sales.ops', proposeStageChange, { account, change, reason: 'as looked at', ...more });
  const word = (decision: 'confirm' | 'decline' | 'reinstate', more: object = {}) =>
    told.say('cro', decideStageChange, { account, decision, ...more });
  const override = (gate: string, more: object = {}) =>
    told.say('cro', overrideGate, {
      account,
      gate,
      justification: 'An ecosystem of exceptional complexity for its size.',
      compensating_signals: [sig(told.world)],
      ...more,
    });
  return { told, file, save, classify, score, decide, advance, propose, word, override };
};

/** Whole answers and whole records, word for word. `-u` writes them anew; the difference is for reading. */
const isWritten = (told: Chronicle, name: string) => expect(told.text).toMatchFileSnapshot(`${name}.txt`);

describe('what the rules say, word for word', () => {
  test('3.2b, 4.3a from PROSPECT to WON, with every step that is out of place', async () => {
    const { told, file, save, classify, score, decide, advance, propose, word, override } = story();
    save();
    told.explain(account);
    classify();
    score();
    decide('confirm');
    file(signal.comment(), { ago: 1 });
    told.explain(account);
    advance('briefing_scheduled', { at: '2026-05-12T15:00:00Z' });
    classify();
    classify();
    told.explain(account);
    score(scores({ S1: { score: 'CONFIRMED', findings: [finding('partner_influenced_pct', 20)] }, S2: 'LIKELY' }));
    score(
      scores({
        S1: { score: 'LIKELY' },
        S3: { score: 'CONFIRMED', findings: [finding('co_sell'), finding('marketplace'), finding('si_partner')] },
      }),
    );
    score(
      scores({ S4: { score: 'CONFIRMED', findings: [finding('operating_loss', 1), finding('yoy_growth_pct', 5)] } }),
    );
    score(scores({ S2: { score: 'LIKELY', findings: [finding('aws')] } }));
    score(scores({ S2: { score: 'LIKELY', findings: [finding('exec_hire', undefined, { date: '2025-12-21' })] } }));
    score({ ...twoHigh(), accessibility: 6 });
    score({ ...twoHigh(), accessibility: 3 });
    told.explain(account);
    score(twoHigh());
    score();
    told.explain(account);
    score();
    propose('regress');
    decide('dispute');
    decide('dispute', { reason_code: 'timing', reason: 'the budget is gone' });
    told.explain(account);
    score();
    score(scores({ S1: 'CONFIRMED', S2: 'LIKELY', S3: 'CONFIRMED', S4: 'LIKELY' }));
    decide('flag_immediate');
    told.explain(account);
    classify();
    advance('briefing_held', { at: '2026-04-21T13:00:00Z' });
    advance('lost', { reason: 'too early' });
    advance('briefing_scheduled', { at: '2026-05-12T15:00:00Z' });
    told.explain(account);
    advance('briefing_scheduled', { at: '2026-05-13T15:00:00Z', reference: 'invite 7' });
    advance('assessment_qualified');
    told.at(daysLater(23));
    advance('briefing_held', { at: '2026-05-13T15:00:00Z' });
    advance('briefing_held');
    told.explain(account);
    advance('assessment_proposed');
    advance('won');
    advance('assessment_qualified');
    told.explain(account);
    advance('lost');
    advance('won', { reference: 'contract 12' });
    told.explain(account);
    for (const event of ['won', 'lost', 'briefing_scheduled'] as const) advance(event, { reason: 'no' });
    classify();
    propose('disqualify', { trigger: 'company_ended' });
    word('reinstate', { reason: 'no' });
    override('G1');
    file(signal.E3(), { ago: -22 });
    await isWritten(told, 'up');
  });

  test('3.2.E4, 3.5g a Briefing asked for, held and lost; the cool-down and the way back', async () => {
    const { told, file, save, classify, score, decide, advance, propose } = story();
    file(signal.E4(), { ago: 1 });
    told.explain(account);
    classify();
    advance('briefing_scheduled', { at: '2026-05-05T15:00:00Z' });
    save();
    told.explain(account);
    advance('briefing_scheduled', { at: '2026-05-05T15:00:00Z' });
    told.at(daysLater(15));
    advance('briefing_held', { at: '2026-05-05T15:00:00Z' });
    advance('lost', { reason: 'they build it themselves' });
    told.explain(account);
    propose('recycle');
    file(signal.comment(2), { ago: -15 });
    classify();
    told.at(daysLater(20));
    file(signal.E3(), { ago: -19 });
    classify();
    told.explain(account);
    propose('recycle');
    score(twoHigh());
    told.explain(account);
    told.at(daysLater(30));
    file(signal.E10(), { ago: -29 });
    classify();
    score();
    decide('confirm');
    advance('briefing_scheduled', { at: '2026-06-05T15:00:00Z' });
    advance('lost', { reason: 'a reorganisation' });
    told.at(daysLater(119));
    propose('recycle');
    told.at(daysLater(120));
    told.stir(account);
    told.explain(account);
    propose('recycle');
    told.explain(account);
    await isWritten(told, 'lost-and-back');
  });

  test('3.2a, 3.6a gates that fail or are unknown, overrides, disputes', async () => {
    const { told, file, save, classify, override } = story();
    file(signal.comment(), { ago: 2 });
    classify();
    save({ facts: passingFacts({ employees: 180, arr_usd: undefined }) });
    override('G1');
    told.explain(account);
    save({ facts: [fact('arr_usd', 49_999_999)] });
    override('G1');
    told.explain(account);
    save({ facts: [fact('arr_usd', 50_000_000, { as_of: '2026-04-02' })] });
    classify();
    told.explain(account);
    override('G2');
    override('G9');
    override('G1', { justification: 'too short' });
    override('G1', { compensating_signals: [] });
    override('G1', { compensating_signals: ['sig_nobody_1'] });
    override('G1');
    override('G1');
    classify();
    told.explain(account);
    for (const criterion of ['G1', 'G3', 'engagement_signal', 'G1', 'G1', 'G7'])
      told.say('cmo', disputeMql, { account, criterion, claim: 'the number is old' });
    save({ facts: [fact('industry', 'Healthcare', { as_of: '2026-04-20' })] });
    told.explain(account);
    save({ facts: [fact('industry', 'fintech', { as_of: '2026-04-21' })] });
    told.explain(account);
    save({ facts: [fact('employees', '200'), fact('has_ecosystem_motion', 'yes'), fact('gate_g5', 1)] });
    save({ facts: [fact('employees', 240, { as_of: '2026-04-22' })] });
    save({ facts: [fact('employees', 240, { as_of: '2026-02-30' }), fact('', 1), fact('fuel', 'x', { source: ' ' })] });
    save({ facts: [fact('employees', 240, { as_of: '2026-04-21' })] });
    told.explain(account);
    await isWritten(told, 'gates');
  });

  test('3.5e, 3.5f idleness, lapses, and the ways down', async () => {
    const { told, file, save, classify, score, decide, propose, word } = story();
    save();
    file(signal.comment(), { ago: 1 });
    classify();
    score(twoHigh());
    propose('regress');
    propose('recycle');
    told.at(daysLater(88));
    propose('regress');
    told.at(daysLater(90));
    told.stir(account);
    told.explain(account);
    propose('regress');
    told.explain(account);
    classify();
    told.at(daysLater(91));
    file(signal.E3(), { ago: -91 });
    classify();
    score();
    decide('confirm');
    propose('regress');
    told.at(daysLater(121));
    told.stir(account);
    word('confirm');
    propose('regress', { reason: '' });
    propose('regress', { evidence: 'no mail since' });
    propose('regress');
    told.explain(account);
    word('decline');
    word('decline', { reason: 'on leave' });
    told.at(daysLater(151));
    propose('regress');
    file(signal.like(9), { ago: -150 });
    word('confirm', { reason: 'as proposed' });
    told.at(daysLater(190));
    propose('regress');
    word('confirm', { reason: 'as proposed' });
    told.explain(account);
    told.at(daysLater(300));
    told.stir(account);
    told.explain(account);
    propose('regress');
    await isWritten(told, 'down');
  });

  test('3.5a, 3.5c, 3.5d who is out, who comes back, and who is never written to', async () => {
    const { told, file, save, classify, score, decide, propose, word } = story();
    save();
    file(signal.E4(), { ago: 1 });
    propose('disqualify');
    propose('disqualify', { trigger: 'direct_competitor' });
    propose('disqualify', { trigger: 'no_ecosystem_motion' });
    propose('disqualify', { trigger: 'no_ecosystem_motion', evidence: 'nothing on their site' });
    propose('disqualify', { trigger: 'no_ecosystem_motion', evidence: 'again' });
    told.explain(account);
    word('decline', { reason: 'they do sell through resellers' });
    propose('disqualify', { trigger: 'no_ecosystem_motion', evidence: 'nothing on their site' });
    word('reinstate', { reason: 'too soon' });
    word('confirm');
    told.explain(account);
    classify();
    file(signal.comment(3), { ago: 0, contact: { email: 'bo@acme.com' } });
    word('reinstate');
    word('reinstate', { reason: 'bought a reseller' });
    told.explain(account);
    save({ facts: [fact('has_ecosystem_motion', true, { as_of: '2026-04-21' })] });
    file(signal.comment(4), { ago: 0, contact: { email: 'bo@acme.com' } });
    classify();
    told.explain(account);
    const [ana, bo] = [con(told.world, 1), con(told.world, 2)];
    told.say('sales.ops', suppressContact, { contact: 'nobody@else.com', reason: 'opt_out' });
    told.say('sales.ops', suppressContact, { contact: 'con_nobody_1', reason: 'opt_out' });
    told.say('sales.ops', suppressContact, { contact: ana, reason: 'opt_out', note: 'asked by phone' });
    told.say('sales.ops', suppressContact, { contact: ana, reason: 'opt_out' });
    file(signal.E3(), { ago: 0 });
    told.say('sales.ops', suppressContact, { contact: bo, reason: 'hostile' });
    told.explain(account);
    score(twoHigh());
    told.say('legal.exec', voidSuppression, { contact: bo, evidence: '' });
    told.say('legal.exec', voidSuppression, { contact: bo, evidence: 'a namesake' });
    told.say('legal.exec', voidSuppression, { contact: bo, evidence: 'a namesake' });
    told.at(daysLater(3));
    told.say('legal.exec', voidSuppression, { contact: ana, evidence: 'a namesake' });
    file(signal.E6(), { ago: -2, contact: { email: 'bo@acme.com' } });
    classify();
    score();
    decide('confirm');
    told.say('legal.exec', erasePerson, { contact: bo, basis: 'asked for' });
    told.say('legal.exec', erasePerson, { contact: bo, basis: 'asked for' });
    propose('disqualify', { trigger: 'company_ended' });
    told.explain(account);
    await isWritten(told, 'out');
  });

  test('3.2.E1, 3.2.E8 signals of every type, doubled, short of something, taken back', async () => {
    const { told, file, save } = story();
    save();
    for (const n of [1, 2, 2, 3, 4]) file(signal.like(n), { ago: 10 - n });
    file(signal.E2(), { ago: 5, contact: { email: 'bo@acme.com', name: 'Bo Ek' } });
    file(signal.E2(), { ago: 4, contact: { email: 'bo@acme.com' } });
    file(signal.E3({ topic: 'other' }), { ago: 3 });
    file(signal.E5({ gated: false }), { ago: 3, contact: { linkedin_url: 'https://www.linkedin.com/in/cy' } });
    file(signal.E5(), { ago: 2, contact: { linkedin_url: 'linkedin.com/in/cy/' } });
    file(signal.E6({ attended: false }), { ago: 2, contact: { email: 'di@acme.com' } });
    file(signal.E6({ engagement: 'none' }), { ago: 2, contact: { email: 'di@acme.com' } });
    file(signal.E7({ response: 'none' }), { ago: 2, contact: { email: 'ed@acme.com' } });
    file(signal.E7(), { ago: 1, contact: { email: 'ed@acme.com' } });
    file(signal.E10(), { ago: 0, contact: { email: 'ed@acme.com' } });
    told.say('category.positioning', logAttribution, piece());
    told.say('category.positioning', logAttribution, piece({ references: ['acme.com', 'other.com'] }));
    told.say('category.positioning', logAttribution, piece({ piece: 'later', published_at: '2026-05-01' }));
    file(signal.E9('partner-essay', sig(told.world, 5)), { ago: 0 });
    file(signal.E9('no-such', sig(told.world, 5)), { ago: 0 });
    file(signal.E9('partner-essay', idAt('sig_99')), { ago: 0 });
    file(signal.E4(), { ago: -1 });
    file(signal.comment(), { by: 'cmo' });
    file(signal.E5(), { by: 'mining.mind' });
    file({ type: 'E1' });
    file({ type: 'E7', referrer: 'Sam' });
    file(signal.comment(), { at: '2026-04-20' });
    file(signal.comment(), { contact: { name: 'No Address' } });
    file(signal.comment(), { contact: { email: 'a@acme.com;b@acme.com' } });
    file(signal.comment(), { account: 'gmail.com' });
    file(signal.comment(), { account: 'other.com', contact: { email: 'bo@acme.com' } });
    file(signal.comment(7), { account: 'www.new.co.uk', contact: { email: 'zoe@new.co.uk' } });
    for (const n of [1, 3, 5, 8])
      told.say('sales.ops', retractSignal, { signal: sig(told.world, n), reason: 'filed for the wrong person' });
    told.say('mining.mind', retractSignal, { signal: sig(told.world, 6), reason: 'not mine' });
    told.say('sales.ops', retractSignal, { signal: sig(told.world, 1), reason: 'again' });
    told.say('sales.ops', retractSignal, { signal: idAt('sig_99'), reason: 'nothing there' });
    told.explain(account);
    await isWritten(told, 'signals');
  });

  test('3.1, 2.2 accounts and contacts: registered, corrected, moved, absorbed', async () => {
    const { told, file, save } = story();
    save({ contacts: [{ name: 'Ana Ruiz', email: 'Ana@Acme.com' }] });
    save();
    save({ name: 'Another', facts: [] });
    save({ contacts: [{ email: 'ana@acme.com', title: 'VP' }, { linkedin_url: 'https://linkedin.com/in/ana-r' }] });
    save({ contacts: [{ contact: con(told.world), email: 'ana.ruiz@acme.com', first_name: 'Anita' }] });
    save({ contacts: [{ contact: con(told.world), linkedin_url: 'https://www.linkedin.com/in/ana-r' }] });
    told.say('sales.ops', saveAccount, { domain: 'acme.io', name: 'Acme, Inc.' });
    save({ aliases: ['acme.io'] });
    told.say('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta' });
    file(signal.comment(), { account: 'beta.com', contact: { email: 'bo@beta.com' } });
    save({ aliases: ['beta.com'] });
    save({ aliases: ['acme.net', 'nonsense'] });
    save({ contacts: [{ email: 'bo@beta.com', name: 'Bo' }] });
    save({ contacts: [{ contact: told.world.account('beta.com').contacts[0]?.id ?? '', email: 'bo@acme.com' }] });
    told.say('category.positioning', saveAccount, { domain: account, facts: [fact('gate_g5', false)] });
    told.say('category.positioning', saveAccount, { domain: account, contacts: [{ email: 'x@acme.com' }] });
    for (const domain of ['gmail.com', 'not a domain', 'crossbeam.com', 'linkedin.com/in/ana'])
      told.say('sales.ops', saveAccount, { domain, name: 'X' });
    save({ name: 'Ac\nme' });
    told.explain('beta.com');
    await isWritten(told, 'accounts');
  });

  test('4.3e, 4.4a duties by hand, steps that are late, what is carried outside', async () => {
    const { told, file, save, classify, score, decide } = story();
    save();
    file(signal.E4(), { ago: 1 });
    const open = (kind: string) =>
      told.world.account(account).tasks.find((task) => task.kind === kind && !task.closed_at)?.id ?? `no ${kind}`;
    told.say('sales.ops', completeTask, { task: open('classify'), note: 'done' });
    told.say('sales.ops', completeTask, { task: open('answer_briefing_request'), note: 'done' });
    told.say('cro', completeTask, { task: open('answer_briefing_request'), note: ' ' });
    told.say('cro', completeTask, { task: open('answer_briefing_request'), note: 'two dates offered' });
    told.say('cro', completeTask, { task: idAt('tsk_99'), note: 'done' });
    classify();
    const [intent] = told.world.account(account).intents;
    told.say('cro', takeIntent, { intent: intent?.id ?? '' });
    told.say('sales.ops', confirmIntent, { intent: intent?.id ?? '', result: 'done' });
    told.say('sales.ops', takeIntent, { intent: intent?.id ?? '' });
    told.say('sales.ops', takeIntent, { intent: intent?.id ?? '' });
    told.say('sales.ops', confirmIntent, { intent: intent?.id ?? '', result: 'failed' });
    told.say('sales.ops', takeIntent, { intent: intent?.id ?? '' });
    told.say('sales.ops', confirmIntent, { intent: intent?.id ?? '', result: 'unknown' });
    told.say('sales.ops', confirmIntent, { intent: intent?.id ?? '', result: 'done', reference: 'update 5' });
    told.say('sales.ops', confirmIntent, { intent: intent?.id ?? '', result: 'done' });
    told.say('sales.ops', takeIntent, { intent: 'int_nobody_1' });
    told.say('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', facts: passingFacts() });
    file(signal.comment(), { account: 'beta.com', contact: { email: 'bo@beta.com' } });
    told.say('sales.ops', classifyMql, { account: 'beta.com' });
    score(threeHigh('beta.com'));
    file(signal.E6(), { account: 'beta.com', contact: { email: 'bo@beta.com' } });
    told.at(daysLater(6));
    told.stir('beta.com');
    decide('confirm');
    told.say('cro', croDecide, { account: 'beta.com', decision: 'confirm' });
    told.at(daysLater(20));
    told.stir('beta.com');
    await isWritten(told, 'duties');
  });

  test('3.0, 3.5e what falls, closes or comes back beside the act itself', async () => {
    const { told, file, save, classify, score, decide, advance, propose } = story();
    save();
    file(signal.comment(), { ago: 1 });
    classify();
    score();
    file(signal.E4(), { ago: 0, contact: { email: 'bo@acme.com' } });
    decide('confirm');
    told.say('sales.ops', suppressContact, { contact: 'bo@acme.com', reason: 'opt_out' });
    told.at(daysLater(31));
    propose('regress');
    advance('briefing_scheduled', { at: '2026-06-05T15:00:00Z' });
    save({ facts: [fact('employees', 120, { as_of: '2026-05-20' })] });
    told.explain(account);
    told.at(daysLater(50));
    advance('briefing_held', { at: '2026-06-05T15:00:00Z' });
    advance('lost', { reason: 'no budget', at: '2026-06-08T15:00:00Z' });
    save({ facts: [fact('employees', 900, { as_of: '2026-06-09' })] });
    told.at(daysLater(150));
    propose('recycle');
    file(signal.E4(), { ago: -150 });
    classify();
    save({ facts: [fact('employees', 120, { as_of: '2026-09-18' })] });
    told.explain(account);
    advance('briefing_scheduled', { at: '2026-10-05T15:00:00Z' });
    const ed = { contact: { email: 'ed@acme.com' } };
    const fi = { contact: { email: 'fi@acme.com' } };
    file(signal.E7(), { ago: -140, ...ed });
    file(signal.E7({ referrer: 'Lee Roe' }), { ago: -139, ...ed });
    file(signal.E7(), { ago: -138, ...fi });
    for (const [referrer, who] of [
      ['Sam Poe', ed],
      ['Lee Roe', ed],
      ['Sam Poe', fi],
    ] as const)
      file(signal.E10({ referrer }), { ago: -145, ...who });
    file(signal.like(1), { ago: -146, ...ed });
    file(signal.like(2), { ago: -146, ...fi });
    const standing = told.world.account(account).signals.filter(({ type, gone }) => type === 'E10' && !gone);
    for (const { id } of standing.slice(0, 2))
      told.say('sales.ops', retractSignal, { signal: id, reason: 'filed for the wrong person' });
    told.explain(account);
    await isWritten(told, 'beside');
  });
});
