import { expect } from 'vitest';
import { acme, comment, type Data, no, ok, seedMql, seedNoted, seedSql, threeHigh, twoHigh } from '../support/calls.ts';
import { runHere } from '../support/here.ts';
import { seedNurture } from '../support/sequences.ts';
import { loadedFrom } from '../support/server.ts';
import { explained, note, type Play, request } from './played.ts';

const like = (n: number) => comment({ signal: { type: 'E1', interaction: 'like', object: `post ${n}` } });

export const signals: Readonly<Record<string, Play>> = {
  'An act of last month that nobody filed': async (at) => {
    await ok(at.house, 'sales.ops', 'save_account', acme);
    const observed_at = '2026-03-20T09:30:00-04:00';
    const { opened } = await at.calls('mining.mind', 'file_signal_note', comment({ observed_at }));
    expect((await explained(at.house)).signals).toMatchObject([{ observed_at: '2026-03-20T13:30:00.000Z' }]);
    expect(opened).toMatchObject([{ kind: 'classify', due_at: '2026-04-22T14:00:00.000Z' }]);
  },
  'The same act filed twice': async (at) => {
    await seedNoted(at.house);
    expect(await ok(at.house, 'sales.ops', 'file_signal_note', { ...note('acme.com', request) })).toMatchObject({
      outcome: 'recorded',
    });
    expect(await ok(at.house, 'mining.mind', 'file_signal_note', comment())).toMatchObject({ outcome: 'duplicate' });
  },
  'A few likes': async (at) => {
    await ok(at.house, 'sales.ops', 'save_account', acme);
    const outcomes = [];
    for (const n of [1, 2, 3]) outcomes.push((await at.calls('mining.mind', 'file_signal_note', like(n))).outcome);
    expect(outcomes).toEqual(['insufficient', 'insufficient', 'recorded']);
  },
  'A note that said the wrong thing': async (at) => {
    const { signal } = await seedNoted(at.house);
    await ok(at.house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
    const retracted = await at.calls('mining.mind', 'retract_signal', { signal: signal.id, reason: 'another post' });
    expect(retracted.outcome).toBe('retracted');
    expect(await ok(at.house, 'mining.mind', 'file_signal_note', comment())).toMatchObject({ outcome: 'recorded' });
  },
  'A strong signal after a shortfall, a dispute or a loss': async (at) => {
    await seedMql(at.house);
    await ok(at.house, 'sales.ops', 'score_dossier', twoHigh);
    await ok(at.house, 'sales.ops', 'file_signal_note', note('acme.com', request));
    const classified = await at.calls('sales.ops', 'classify_mql', { account: 'acme.com' });
    expect(classified).toMatchObject({ outcome: 'auto_sql', account: { stage: 'SQL' } });
    expect((await explained(at.house)).signals.find(({ type }: Data) => type === 'E4').spent).toMatchObject({
      by: 'auto_sql',
    });
  },
  'A dossier that fell short': async (at) => {
    await seedMql(at.house);
    await ok(at.house, 'sales.ops', 'score_dossier', twoHigh);
    expect((await no(at.house, 'sales.ops', 'score_dossier', twoHigh)).error.code).toBe('RULE_REFUSED');
    expect(await at.calls('sales.ops', 'score_dossier', threeHigh)).toMatchObject({ outcome: 'pending_review' });
  },
  'A Briefing that was moved': async (at) => {
    await seedSql(at.house);
    const on = (time: string) => ({ account: 'acme.com', event: 'briefing_scheduled', at: time });
    await ok(at.house, 'cro', 'advance_deal', on('2026-04-28T10:00:00-04:00'));
    await at.calls('cro', 'advance_deal', on('2026-05-04T10:00:00-04:00'));
    expect((await explained(at.house)).next_step).toContain('2026-05-04');
  },
  'An SQL that has gone quiet': async (at) => {
    await seedSql(at.house);
    at.house.clock.now = '2026-05-22T14:00:00.000Z';
    const change = { account: 'acme.com', change: 'regress', reason: 'nothing was heard' };
    expect(await at.calls('sales.ops', 'propose_stage_change', change)).toMatchObject({ outcome: 'awaiting_cro' });
    await ok(at.house, 'cro', 'decide_stage_change', { account: 'acme.com', decision: 'confirm' });
    expect((await explained(at.house)).account.stage).toBe('MQL');
  },
  'An essay brought somebody in': async (at) => {
    await seedNoted(at.house);
    const piece = { piece: 'essay', title: 'Partners first', url: 'https://eco.example/essay' };
    const logged = { ...piece, published_at: '2026-04-01', references: ['acme.com'] };
    await at.calls('category.positioning', 'log_attribution', logged);
    const [act] = (await explained(at.house)).signals;
    const signal = { type: 'E9', piece: 'essay', engagement_signal: act.id, why_causal: 'she quotes the essay' };
    await ok(at.house, 'category.positioning', 'file_signal_note', comment({ signal }));
    expect((await explained(at.house)).account.flags).toContain('cro_weight');
  },
  'Whoever enters nurture': async (at) => {
    await seedNurture(at.house);
    await ok(at.house, 'sales.ops', 'suppress_contact', { contact: 'bea@acme.com', reason: 'opt_out' });
    const contacts = ['ana@acme.com', 'bea@acme.com'];
    const { list } = await at.calls('sales.ops', 'propose_recipients', { template: 'nurture_1', contacts });
    expect(list.refused).toMatchObject([{ contact: 'bea@acme.com' }]);
  },
};

export const rules: Readonly<Record<string, Play>> = {
  'The policy lists no holidays for a year to come': async (at) => {
    at.house.clock.now = '2029-02-01T15:00:00.000Z';
    const observed_at = '2029-02-01T14:00:00Z';
    await ok(at.house, 'sales.ops', 'save_account', acme);
    await ok(at.house, 'mining.mind', 'file_signal_note', comment({ observed_at }));
    await ok(at.house, 'sales.ops', 'suppress_contact', { contact: 'ana@acme.com', reason: 'opt_out' });
    const longer = at.policy('business_time: { holidays: { 2029: [2029-01-01] } }');
    expect(loadedFrom(longer).values.business_time.holidays.value).toHaveProperty('2029');
  },
  '`CONFLICT`: another policy is on record': async (at) => {
    await ok(at.house, 'sales.ops', 'save_account', acme);
    const policy = loadedFrom(at.policy('regression: { sql_idle_days: 45 }'));
    const save = async () =>
      (await at.house.apart('sales.ops', 'modern', policy)).callTool({
        name: 'save_account',
        arguments: { domain: 'beta.com', name: 'Beta' },
      });
    const refused = await save();
    expect([refused.isError, JSON.stringify(refused.content)]).toEqual([true, expect.stringMatching(/CONFLICT/)]);
    await (await at.house.apart('cro', 'modern', policy)).callTool({ name: 'session_sweep', arguments: {} });
    expect((await save()).isError ?? false).toBe(false);
  },
  'A value nobody confirmed': async (at) => {
    await ok(at.house, 'sales.ops', 'save_account', acme);
    const env = { LADDER_DB: at.house.path, LADDER_NOW: at.house.clock.now };
    const { code, stdout } = await runHere({ args: ['policy', 'review'], env });
    at.does('ladder policy review');
    expect([code, stdout]).toEqual([0, expect.stringContaining('gates.G1.value')]);
    const changes = { 'gates.G1.value': { value: 200, basis: 'confirmed' } };
    const { change } = await ok(at.house, 'cro', 'propose_policy_change', { changes, why: 'its owner signed' });
    const { outcome } = await ok(at.house, 'cmo', 'ratify_policy_change', { change: change.id });
    expect(outcome).toBe('ratified');
  },
};
