import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { opening, type Played, playFortnight } from './support.ts';

const Check = z.looseObject({ rule: z.string(), verdict: z.string(), because: z.string() });
const Task = z.looseObject({ kind: z.string(), role: z.string(), due_at: z.string(), account: z.string().optional() });
const Signal = z.looseObject({ id: z.string(), type: z.string(), tier: z.string(), qualifies: z.boolean() });
const Account = z.looseObject({
  domain: z.string(),
  stage: z.string(),
  review: z.string(),
  /** A note's answer names domain, stage and review alone. */
  priority: z.string().optional(),
  flags: z.array(z.string()).optional(),
});
const Answer = z.looseObject({
  outcome: z.string().optional(),
  account: Account.optional(),
  signal: Signal.optional(),
  derived: z.array(Signal).default([]),
  checks: z.array(Check).default([]),
  passed: z.array(z.string()).default([]),
  tasks: z.array(Task).default([]),
  alerts: z.array(z.looseObject({ kind: z.string() })).default([]),
  watch: z.array(z.looseObject({ kind: z.string(), summary: z.string(), account: z.string().optional() })).default([]),
  disputes: z.number().optional(),
  dry_run: z.boolean().default(false),
  ok: z.boolean().optional(),
  opened: z.array(Task).default([]),
  closed: z.array(Task).default([]),
  applied: z.array(z.looseObject({ kind: z.string(), due_at: z.string() })).default([]),
  permits: z.array(z.looseObject({ id: z.string() })).optional(),
  mails: z.union([z.array(z.looseObject({ result: z.string() })), z.looseObject({})]).optional(),
  metrics: z.array(z.looseObject({ name: z.string(), value: z.number().nullable() })).optional(),
  page: z.string().optional(),
  point: z.looseObject({ decisions: z.number(), different: z.number() }).optional(),
  trajectory: z.looseObject({ different: z.number(), unobserved: z.array(z.unknown()) }).optional(),
  matched: z.array(z.looseObject({})).optional(),
  direct: z.array(z.looseObject({})).optional(),
});
const Refusal = z.looseObject({ code: z.string(), message: z.string(), clause: z.string().optional() });
const Step = z.looseObject({
  at: z.string(),
  role: z.string(),
  tool: z.string(),
  arguments: z.looseObject({
    account: z.string().optional(),
    change: z.string().optional(),
    decision: z.string().optional(),
    event: z.string().optional(),
    type: z.number().optional(),
    reason: z.string().optional(),
    contact: z.union([z.string(), z.looseObject({})]).optional(),
    intent: z.string().optional(),
    result: z.string().optional(),
    signal: z.union([z.string(), z.looseObject({})]).optional(),
  }),
  answer: Answer.optional(),
  refusal: Refusal.optional(),
});
const Demo = z.strictObject({
  steps: z.array(Step),
  board: z.looseObject({
    stages: z.array(z.looseObject({ stage: z.string(), count: z.number(), accounts: z.array(Account) })),
  }),
  channels: z.record(
    z.string(),
    z.looseObject({ posts: z.array(z.looseObject({ at: z.string(), text: z.string() })) }),
  ),
  proof: z.looseObject({ ok: z.boolean() }),
});
type Step = z.infer<typeof Step>;

const slow = 900_000;

/** Both forms come of one play: it takes most of a minute. */
let played: Played;

beforeAll(async () => {
  played = await playFortnight();
}, slow);

describe('ladder demo --full --json', () => {
  let demo: z.infer<typeof Demo>;

  beforeAll(() => {
    demo = Demo.parse(played.json);
  });

  const calls = (tool: string, outcome?: string): readonly Step[] =>
    demo.steps.filter((step) => step.tool === tool && (outcome === undefined || step.answer?.outcome === outcome));
  const notes = (fields: object): readonly Step[] =>
    calls('file_signal_note').filter(({ arguments: given }) =>
      Object.entries(fields).every(([name, value]) => Reflect.get(Object(given.signal), name) === value),
    );
  const accountsOf = (steps: readonly Step[]): readonly string[] =>
    steps.flatMap(({ answer }) => (answer?.account ? [answer.account.domain] : []));
  const verdict = (step: Step | undefined, rule: string): string | undefined =>
    step?.answer?.checks.find((check) => check.rule === rule)?.verdict;

  test('every step is answered or refused, by a role that is on the roster, in order of time', () => {
    for (const step of demo.steps) expect(step.answer === undefined).toBe(step.refusal !== undefined);
    const times = demo.steps.map(({ at }) => Date.parse(at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(demo.steps.map(({ role }) => role)).size).toBeGreaterThanOrEqual(6);
  });

  test('at least twelve accounts stand on the board at the end', () => {
    const accounts = demo.board.stages.flatMap((stage) => stage.accounts);
    expect(new Set(accounts.map(({ domain }) => domain)).size).toBeGreaterThanOrEqual(12);
    expect(demo.board.stages.reduce((sum, { count }) => sum + count, 0)).toBe(accounts.length);
  });

  test('4.1a every session begins with a sweep', () => {
    const firsts = demo.steps.filter(
      ({ at, role }, n) => at !== demo.steps[n - 1]?.at || role !== demo.steps[n - 1]?.role,
    );
    expect(firsts.length).toBeGreaterThan(20);
    for (const first of firsts) expect(first.tool).toBe('session_sweep');
  });

  test('5.4b, 5.4d an activation template goes from its request through a rejection to live', () => {
    const flow = ['request_template', 'draft_template', 'review_template', 'load_template'];
    const taken = demo.steps.filter(({ tool, at }) => flow.includes(tool) && at < '2026-06');
    expect(taken.map(({ role, answer }) => `${role}: ${answer?.outcome}`)).toEqual([
      'cro: queued',
      'category.positioning: drafted',
      'category.positioning: submitted',
      'cmo: approved',
      'cro: rejected',
      'category.positioning: submitted',
      'cmo: approved',
      'cro: approved',
      'sales.ops: live',
    ]);
  });

  test('5.5a, 5.6.2 nurture and activation run from live copy to a reply, and ladder send delivers by SMTP', () => {
    const sent = calls('ladder send').map(({ answer }) => answer?.mails);
    expect(sent).toMatchObject([[{ result: 'sent' }], [{ result: 'sent' }], [{ result: 'sent' }]]);
    expect(calls('start_sequence', 'started').length).toBe(2);
    expect(calls('record_response', 'recorded').map(({ arguments: given }) => given.type)).toEqual([3, 2]);
  });

  test('5.6.8, M1 of two permits one is gone when its person opts out before the mail is sent', () => {
    const [granted] = calls('authorize_send', 'granted');
    const opted = calls('suppress_contact', 'done').find(({ at }) => at > '2026-08');
    const [first] = calls('ladder send');
    expect(granted?.answer?.permits).toHaveLength(2);
    expect(first?.answer?.mails).toHaveLength(1);
    expect(opted?.arguments.reason).toBe('opt_out');
  });

  test('M3 a full day refuses a further mail, I1 a flag that nobody answers stops it for good', () => {
    const refused = calls('authorize_send').flatMap(({ refusal }) => refusal?.code ?? []);
    expect(refused).toEqual(['CAP_REACHED', 'RULE_REFUSED']);
  });

  test('6.1a, 6.2a the week is closed by its report, attributed, and written as a page', () => {
    const [close, credit] = calls('pipeline_report').filter(({ at, role }) => role === 'cro' && at > '2026-08-28T16');
    expect(close?.answer?.metrics?.find(({ name }) => name === 'reply_rate')).toMatchObject({
      numerator: 2,
      denominator: 2,
    });
    expect(credit?.answer?.metrics?.find(({ name }) => name === 'new_mqls')?.value).toBe(10);
    expect(calls('ladder report')[0]?.answer?.page).toMatch(/ladder-demo-weekly-close\.html$/);
  });

  test('P4 the last act tries a change on what has been', () => {
    const [replay] = calls('simulate_policy', 'simulated');
    expect(replay?.answer?.point).toMatchObject({ different: 1 });
  });

  test('P4 with nothing changed, nothing that was decided would have been otherwise', () => {
    const [, ...same] = calls('simulate_policy', 'simulated');
    expect(same.length).toBe(2);
    for (const { answer } of same) {
      expect(answer?.point).toMatchObject({ different: 0 });
      expect(answer?.point?.decisions).toBeGreaterThan(30);
      expect(answer?.trajectory).toMatchObject({ different: 0, unobserved: [] });
    }
  });

  test('M7 a mail from a phone is recorded without an incident', () => {
    const [folder] = calls('reconcile_sent', 'done').filter(({ answer }) => answer?.direct?.length === 1);
    expect([folder?.answer?.matched?.length, folder?.answer?.opened]).toEqual([2, []]);
  });

  test('3.2.E1 a comment alone makes an MQL', () => {
    const commented = accountsOf(notes({ type: 'E1', interaction: 'comment' }));
    const classified = calls('classify_mql', 'mql').filter(
      ({ answer, arguments: given }) => answer?.account?.stage === 'MQL' && commented.includes(given.account ?? ''),
    );
    expect(classified.length).toBeGreaterThanOrEqual(1);
  });

  test('3.2.E1 two likes do not qualify, the third makes one signal of them', () => {
    const likes = notes({ type: 'E1', interaction: 'like' });
    expect(likes.map(({ answer }) => [answer?.outcome, answer?.signal?.qualifies])).toEqual([
      ['insufficient', false],
      ['insufficient', false],
      ['recorded', true],
    ]);
    expect(new Set(accountsOf(likes)).size).toBe(1);
  });

  test('3.2.E8 the engine finds E8 by itself, and nobody files one', () => {
    expect(
      demo.steps.flatMap(({ answer }) => answer?.derived ?? []).map(({ type, tier }) => [type, tier]),
    ).toContainEqual(['E8', 'strong']);
    expect(notes({ type: 'E8' })).toEqual([]);
  });

  test('3.3c strong signals of several types open the fast track, and the stage stays', () => {
    const fast = calls('classify_mql', 'fast_track');
    const types = new Set(
      fast.flatMap(({ arguments: given }) =>
        notes({})
          .filter(({ answer }) => answer?.account?.domain === given.account)
          .map(({ answer }) => answer?.signal?.type),
      ),
    );
    for (const type of ['E3', 'E6', 'E10']) expect(types).toContain(type);
    for (const { answer } of fast) expect(answer?.account?.review).toBe('DOSSIER_DUE');
  });

  test('3.2.E4 a Briefing request becomes SQL without a dossier, and the CRO answers it the same day', () => {
    const [asked] = notes({ type: 'E4' });
    expect(asked?.answer?.opened.map(({ kind }) => kind)).toContain('answer_briefing_request');
    const [sql] = calls('classify_mql', 'auto_sql');
    expect(sql?.answer?.account).toMatchObject({
      domain: asked?.answer?.account?.domain,
      stage: 'SQL',
      review: 'NONE',
    });
    expect(
      calls('complete_task', 'done').flatMap(({ answer }) => answer?.closed.map(({ kind }) => kind) ?? []),
    ).toContain('answer_briefing_request');
  });

  test('4.2b a failed gate holds an account back although its signal is live', () => {
    const failed = calls('classify_mql', 'stays_prospect').find((step) => verdict(step, 'G1') === 'fail');
    expect(failed?.answer?.checks.find(({ rule }) => rule === 'G1')?.because).toContain('180');
    expect(verdict(failed, 'engagement_signal')).toBe('pass');
  });

  test('3.2a an unknown gate opens research; the fact closes it, and the account is MQL after all', () => {
    const unknown = calls('classify_mql', 'stays_prospect').find((step) => verdict(step, 'G3') === 'unknown');
    expect(unknown?.answer?.opened.map(({ kind }) => kind)).toContain('research_gates');
    const domain = unknown?.arguments.account ?? '';
    const found = calls('save_account', 'updated').find(
      ({ answer }) => answer?.account?.domain === domain && answer.closed.some(({ kind }) => kind === 'research_gates'),
    );
    expect(found?.answer?.passed).toContain('G3');
    expect(calls('classify_mql', 'mql').map(({ arguments: given }) => given.account)).toContain(domain);
  });

  test('4.3a dossiers pass, fall short, and are refused where they score above their evidence', () => {
    expect(calls('score_dossier', 'pending_review').length).toBeGreaterThanOrEqual(3);
    for (const { answer } of calls('score_dossier', 'falls_short'))
      expect(answer?.account).toMatchObject({ stage: 'MQL', review: 'NONE' });
    expect(calls('score_dossier', 'falls_short').length).toBeGreaterThanOrEqual(1);
    const refusals = calls('score_dossier').flatMap(({ refusal }) => (refusal ? [refusal] : []));
    expect(refusals[0]).toMatchObject({ code: 'RULE_REFUSED', clause: '3.3' });
    expect(refusals[0]?.message).toContain('12%, wanted more than 20%');
  });

  test('4.3c the CRO confirms, disputes and flags; the review of a repeat engager is due the same day', () => {
    const stages = (outcome: string) => calls('cro_decide', outcome).map(({ answer }) => answer?.account?.stage);
    expect(stages('confirmed').length).toBeGreaterThanOrEqual(2);
    expect(new Set(stages('confirmed'))).toEqual(new Set(['SQL']));
    expect(stages('disputed')).toEqual(['MQL']);
    const [flagged] = calls('cro_decide', 'flagged');
    expect(flagged?.answer?.account).toMatchObject({ stage: 'SQL', priority: 'high' });
    expect(flagged?.answer?.opened.map(({ kind, role }) => [kind, role])).toEqual([['immediate_outreach', 'cro']]);
    const review = calls('score_dossier', 'pending_review').find(
      ({ answer }) => answer?.account?.domain === flagged?.answer?.account?.domain,
    );
    expect(review?.answer?.opened.map(({ due_at }) => due_at)).toEqual(['2026-05-06T21:00:00.000Z']);
  });

  test('5.3b a nurture mail is rendered with its checks; the one with a price fails', () => {
    const renders = calls('render_sequence_email').filter(({ refusal }) => !refusal);
    expect(verdict(renders[0], 'pricing.gate')).toBe('fail');
    expect(renders[1]?.answer?.passed).toContain('pricing.gate');
    expect(renders[1]?.answer?.passed.length).toBeGreaterThanOrEqual(8);
    expect(renders[1]?.answer?.checks.filter((check) => check.verdict === 'fail')).toEqual([]);
  });

  test("4.2a a role that calls what is another role's is refused, and told whose it is", () => {
    const wrong = demo.steps.find(({ refusal }) => refusal?.code === 'NOT_PERMITTED');
    expect(wrong).toMatchObject({ role: 'mining.mind', tool: 'classify_mql' });
    expect(wrong?.refusal?.remedy).toContain('sales.ops');
  });

  test('3.2.E9 an E9 rests on its logged piece and gives the account extra weight', () => {
    expect(calls('log_attribution', 'recorded')).toHaveLength(1);
    const [causal] = notes({ type: 'E9' });
    expect(causal).toMatchObject({ role: 'category.positioning' });
    const weighed = demo.board.stages
      .flatMap(({ accounts }) => accounts)
      .find(({ flags }) => flags?.includes('cro_weight'));
    expect(weighed?.domain).toBe(causal?.answer?.account?.domain);
  });

  test('4.1c what another role has filed already is a duplicate and names the first note', () => {
    const [again] = calls('file_signal_note', 'duplicate');
    const first = calls('file_signal_note', 'recorded').find(
      ({ answer }) => answer?.signal?.id === again?.answer?.signal?.id,
    );
    expect(first).toBeDefined();
    expect(first?.role).not.toBe(again?.role);
  });

  test('4.2a a dry run says what would happen and leaves the account where it is', () => {
    const at = demo.steps.findIndex(({ arguments: given }) => given.dry_run === true);
    const [dry, look, real] = demo.steps.slice(at);
    expect(dry?.answer?.outcome).toBe('mql');
    expect(look).toMatchObject({ tool: 'explain_account', answer: { account: { stage: 'PROSPECT' } } });
    expect(real?.answer?.opened.map(({ kind }) => kind)).toEqual(dry?.answer?.opened.map(({ kind }) => kind));
  });

  test('4.2c the classifications of a day go out as one post at its close, by themselves', () => {
    const posts = demo.channels['cro-updates']?.posts ?? [];
    const batch = posts.find(({ at }) => at === '2026-05-07T21:00:00.000Z');
    expect(batch?.text).toContain('kestrel.example');
    expect(batch?.text).toContain('everestpay.example');
    const applied = demo.steps
      .flatMap(({ answer }) => answer?.applied ?? [])
      .filter(({ kind }) => kind === 'classifications_posted');
    expect(new Set(applied.map(({ due_at }) => due_at)).size).toBe(applied.length);
  });

  test('4.3e a late review is escalated by time, stands in the audit, and the decision closes it', () => {
    const audits = demo.steps.filter(({ role, tool }) => role === 'chief.staff' && tool === 'session_sweep');
    const late = audits.find(({ answer }) => answer?.tasks.some(({ kind }) => kind === 'escalated_step'));
    const domain = late?.answer?.tasks.find(({ kind }) => kind === 'escalated_step')?.account;
    const decided = calls('cro_decide').find(({ answer }) => answer?.account?.domain === domain);
    expect(decided?.answer?.closed.map(({ kind }) => kind).sort()).toEqual(['cro_review', 'escalated_step']);
    expect(audits.flatMap(({ answer }) => answer?.alerts.map(({ kind }) => kind) ?? [])).toContain('late');
  });

  test('3.2b a note filed in error is taken back and its duty closes', () => {
    const [back] = calls('retract_signal', 'retracted');
    expect(back?.answer?.closed.map(({ kind }) => kind)).toEqual(['classify']);
  });

  const day = 24 * 3_600_000;
  const daysBetween = (earlier: Step | undefined, later: Step | undefined): number =>
    Math.round((Date.parse(later?.at ?? '') - Date.parse(earlier?.at ?? '')) / day);

  test('3.5g a Briefing is held and lost, with its reason; ninety days later the account is recycled, and no day sooner', () => {
    const [held, lost] = calls('advance_deal', 'recorded').filter(({ arguments: { event } }) =>
      ['briefing_held', 'lost'].includes(event ?? ''),
    );
    expect([held?.arguments.event, lost?.arguments.event]).toEqual(['briefing_held', 'lost']);
    expect(lost?.arguments.reason).toBeTruthy();
    expect(lost?.answer?.account?.stage).toBe('RECYCLED');
    const [early, done] = calls('propose_stage_change').filter(({ arguments: { change } }) => change === 'recycle');
    expect(early?.refusal).toMatchObject({ code: 'RULE_REFUSED', clause: '3.5' });
    expect(daysBetween(lost, early)).toBe(89);
    expect(done?.answer).toMatchObject({ outcome: 'done', account: { stage: 'MQL' } });
    expect(daysBetween(lost, done)).toBe(90);
    expect(done?.answer?.account?.domain).toBe(lost?.answer?.account?.domain);
  });

  test('3.5e an idle SQL is proposed for regression, declined with a reason, and thirty days later confirmed', () => {
    const proposed = calls('propose_stage_change', 'awaiting_cro').filter(
      ({ arguments: { change } }) => change === 'regress',
    );
    expect(new Set(accountsOf(proposed)).size).toBe(1);
    const about = (decision: string) =>
      calls('decide_stage_change', 'done').find(
        ({ arguments: given }) => given.decision === decision && given.account === proposed[0]?.answer?.account?.domain,
      );
    const declined = about('decline');
    expect(declined?.arguments.reason).toBeTruthy();
    expect(declined?.answer?.account?.stage).toBe('SQL');
    expect(daysBetween(declined, proposed[1])).toBe(30);
    expect(about('confirm')?.answer?.account?.stage).toBe('MQL');
  });

  test('3.6a one failed gate is overridden, after a short reason and two failures were refused; the audit counts it', () => {
    const [brief, double, granted] = calls('override_gate');
    expect(brief?.refusal).toMatchObject({ code: 'INVALID_INPUT' });
    expect(double?.refusal).toMatchObject({ code: 'RULE_REFUSED', clause: '3.6' });
    expect(double?.refusal?.message).toContain('2 gates');
    expect(granted?.answer?.outcome).toBe('granted');
    expect(verdict(granted, 'G1')).toBe('warn');
    const domain = granted?.answer?.account?.domain;
    expect(accountsOf(calls('classify_mql', 'mql'))).toContain(domain);
    const audit = demo.steps.find(
      ({ role, tool, answer }) =>
        role === 'chief.staff' && tool === 'session_sweep' && answer?.watch.some(({ kind }) => kind === 'override'),
    );
    const line = (kind: string) => audit?.answer?.watch.find((watch) => watch.kind === kind);
    expect(line('override')?.account).toBe(domain);
    expect(line('override_rate')?.summary).toMatch(/^2026-05: 1 of \d+ classifications stood on an override \(\d/);
  });

  test('7.1 a criterion that is disputed three times in a quarter has its definition amended', () => {
    const disputes = calls('dispute_mql', 'stands');
    expect(disputes.map(({ answer }) => answer?.disputes)).toEqual([1, 2, 3]);
    expect(new Set(disputes.map(({ role }) => role)).size).toBeGreaterThan(1);
    const third = Date.parse(disputes[2]?.at ?? '');
    const asked = demo.steps
      .filter(({ at }) => Date.parse(at) > third)
      .find(({ answer }) =>
        answer?.tasks.some(({ kind, role }) => kind === 'amend_definition' && role === 'chief.staff'),
      );
    expect(asked?.role).toBe('chief.staff');
  });

  test('3.5c a hostile contact is suppressed, and a mail to them is refused the same day', () => {
    const [suppressed] = calls('suppress_contact', 'done');
    const refused = demo.steps.find(({ refusal }) => refusal?.code === 'SUPPRESSED');
    expect(refused).toMatchObject({ tool: 'render_sequence_email', at: suppressed?.at });
    expect(refused?.arguments.contact).toBe(suppressed?.arguments.contact);
    expect(suppressed?.answer?.opened.map(({ kind }) => kind)).toContain('remove_everywhere');
    expect(demo.steps.flatMap(({ answer }) => answer?.closed.map(({ kind }) => kind) ?? [])).toContain(
      'remove_everywhere',
    );
  });

  test('3.5d no ecosystem motion is proposed and confirmed, and the account is reinstated later', () => {
    const [proposed] = calls('propose_stage_change', 'awaiting_cro').filter(
      ({ arguments: { change } }) => change === 'disqualify',
    );
    const domain = proposed?.answer?.account?.domain;
    const decided = calls('decide_stage_change', 'done').filter(({ arguments: given }) => given.account === domain);
    expect(decided.map(({ arguments: given, answer }) => [given.decision, answer?.account?.stage])).toEqual([
      ['confirm', 'DISQUALIFIED'],
      ['reinstate', 'PROSPECT'],
    ]);
    expect(decided[1]?.arguments.reason).toBeTruthy();
    expect(daysBetween(decided[0], decided[1])).toBeGreaterThan(7);
  });

  test('L8 somebody is won in the end, no step skipped', () => {
    const won = calls('advance_deal', 'recorded').filter(({ arguments: { event } }) => event === 'won');
    expect(accountsOf(won)).toEqual(['juniperstack.example']);
    const steps = calls('advance_deal', 'recorded').filter(
      ({ arguments: given }) => given.account === 'juniperstack.example',
    );
    expect(steps.map(({ arguments: { event } }) => event)).toEqual([
      'briefing_scheduled',
      'briefing_held',
      'assessment_proposed',
      'assessment_qualified',
      'won',
    ]);
    expect(demo.board.stages.find(({ stage }) => stage === 'WON')?.count).toBe(1);
  });

  test('what is to be done outside is taken by one and confirmed, and chief.staff has the ledger verified', () => {
    const [taken] = calls('take_intent', 'done');
    const [confirmed] = calls('confirm_intent', 'done');
    expect(taken?.arguments.intent).toMatch(/^int_/);
    expect(confirmed?.arguments).toMatchObject({ intent: taken?.arguments.intent, result: 'done' });
    expect(calls('verify_ledger')).toMatchObject([{ role: 'chief.staff', answer: { ok: true } }]);
  });

  test('a person is erased after a rehearsal, and nobody finds them afterwards', () => {
    const [rehearsed, erased, again] = calls('erase_person');
    expect([rehearsed?.answer?.dry_run, erased?.answer?.dry_run]).toEqual([true, false]);
    expect(again?.refusal?.code).toBe('NOT_FOUND');
    const rest = JSON.stringify(demo.steps.filter(({ at }) => Date.parse(at) > Date.parse(again?.at ?? '')));
    expect(rest + JSON.stringify([demo.board, demo.channels])).not.toContain('Yusuf Demir');
  });

  test('the ledger verifies at the end, and the folder is gone', () => {
    expect(demo.proof.ok).toBe(true);
    expect(played.left).toEqual(['ladder-demo-weekly-close.html']);
  });
});

describe('ladder demo --full', () => {
  test('begins with its first week', async () => {
    expect(await opening('Monday 4 May 2026', '--full')).toContain('\nTHE FIRST WEEK\n');
  });

  test('tells the story within 100 columns, without colours, and cleans up', () => {
    expect(played.text.split('\n').filter((line) => [...line].length > 100)).toEqual([]);
    expect(played.text).not.toMatch(/undefined|\[object|NaN|Invalid/);
    expect(played.text).not.toContain('\u001b');
    expect(played.left).toEqual(['ladder-demo-weekly-close.html']);
  });

  test('has a heading a day, local times, the board, the posts and the proof', () => {
    for (const chapter of ['THE FIRST WEEK', 'THE SECOND WEEK', 'WHAT CAME OF IT'])
      expect(played.text).toContain(`\n${chapter}\n`);
    for (const day of [
      'Monday 4 May 2026',
      'Friday 8 May 2026',
      'Wednesday 13 May 2026',
      'Friday 15 May 2026',
      'Tuesday 18 August 2026',
    ])
      expect(played.text).toContain(`── ${day} `);
    expect(played.text).toContain(
      'for sales.ops: Northwind Analytics: score S1 to S4 with dated findings, due Tue 5 May',
    );
    expect(played.text).toMatch(
      /⊘ RULE_REFUSED \(§3\.3, L4\): the dossier of Delphi Security scores above its evidence/,
    );
    expect(played.text).toMatch(/── The board: \d+ accounts/);
    expect(played.text).toContain('#cro-updates');
    expect(played.text).toContain('The ledger holds');
    expect(played.text).toMatch(/~ 2026-05: 1 of \d+ classifications stood on an override/);
    expect(played.text).toContain('→ verify_ledger: the ledger holds:');
  });
});
