import { type Role, roles } from '../../src/rules/vocabulary/roles.ts';
import { tools } from '../../src/tools/index.ts';
import { type Args, contactId, type Drawn, diceOf, type Known, Maker, type Whole } from './walk-maker.ts';
import { aptToSend, sendingMakers } from './walk-sending.ts';

export interface Made {
  readonly role: Role;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly domain: string;
}

const person = (m: Maker, n: number) =>
  m.roll() < 0.8
    ? { email: `person${n}@${m.domain}`, name: `Person ${n}` }
    : { linkedin_url: `https://www.linkedin.com/in/p${n}-${m.domain.split('.')[0]}` };

const introduction = { referrer: 'Sam Poe', relationship: 'former colleague', context: 'both sell' };
const noted: Readonly<Record<string, (m: Maker) => Args>> = {
  E1: (m) => ({
    type: 'E1',
    interaction: m.pick(['like', 'comment', 'share', 'save']),
    object: `post-${Math.floor(m.roll() * 6)}`,
  }),
  E2: () => ({ type: 'E2' }),
  E3: (m) => ({
    type: 'E3',
    channel: 'email',
    topic: m.pick(['assessment', 'ecosystem_revenue', 'other']),
    quote: 'How?',
  }),
  E4: () => ({ type: 'E4', channel: 'website_form', quote: 'We would like the Briefing.' }),
  E5: (m) => ({ type: 'E5', object: 'framework.pdf', gated: m.roll() < 0.8 }),
  E6: (m) => ({
    type: 'E6',
    object: 'webinar',
    kind: 'webinar',
    attended: true,
    engagement: m.pick(['asked_question', 'none']),
  }),
  E7: (m) => ({ type: 'E7', ...introduction, response: m.pick(['none', 'reply_email']), evidence: 'thread' }),
  E9: (m) => ({
    type: 'E9',
    piece: 'essay',
    engagement_signal: m.some(m.state?.signals ?? [])?.id ?? 'sig_none_1',
    why_causal: 'quoted',
  }),
  E10: () => ({ type: 'E10', ...introduction, response: 'requested_call', evidence: 'asks' }),
};

const good: Readonly<Record<string, unknown>> = {
  employees: 900,
  has_ecosystem_motion: true,
  arr_usd: 80_000_000,
  industry: 'FinTech',
  gate_g5: true,
};
const bad: Readonly<Record<string, unknown>> = {
  employees: 20,
  has_ecosystem_motion: false,
  arr_usd: 1,
  industry: 'Bakery',
  gate_g5: false,
};

function someFacts(m: Maker): readonly Args[] {
  const names = m.roll() < 0.6 ? Object.keys(good) : [m.pick(['employees', 'gate_g5', 'has_ecosystem_motion'])];
  return names.map((fact) => ({
    fact,
    value: (m.roll() < 0.9 ? good : bad)[fact],
    source: `look ${m.number}`,
    evidence: 'page 4',
    as_of: m.before(Math.floor(m.roll() * 3)).slice(0, 10),
  }));
}

const routes = { S1: 'partners_section', S2: 'exec_hire', S4: 'cost_program' } as const;

function someScores(m: Maker): readonly Args[] {
  const high = m.pick([1, 2, 3, 3, 4]);
  const found = (route: string) => ({
    route,
    date: m.before(3).slice(0, 10),
    source: 'report',
    reference: `r${m.number}`,
    shows: 'it',
  });
  return (['S1', 'S3', 'S2', 'S4'] as const).map((signal, n) => ({
    signal,
    score: n < high ? m.pick(['CONFIRMED', 'LIKELY']) : m.pick(['UNVERIFIED', 'NOT_PRESENT']),
    ...(n < high
      ? { findings: signal === 'S3' ? ['aws', 'co_sell', 'marketplace'].map(found) : [found(routes[signal])] }
      : {}),
  }));
}

const openTask = (m: Maker) => m.some((m.state?.tasks ?? []).filter((each) => each.closed_at === undefined));
const intent = (m: Maker): string =>
  m.some([
    ...(m.state?.intents ?? []).filter((each) => each.settled === undefined).map((each) => each.id),
    ...m.met.filter((each) => each.startsWith('int_')),
  ]) ?? 'int_desk_1';

const filers: Readonly<Record<string, readonly [Role, ...Role[]]>> = {
  E1: ['mining.mind'],
  E2: ['category.positioning'],
  E3: ['mining.mind', 'sales.ops', 'cro'],
  E4: ['mining.mind', 'sales.ops', 'cro'],
  E5: ['category.positioning'],
  E6: ['mining.mind', 'sales.ops'],
  E7: ['mining.mind', 'cro'],
  E9: ['category.positioning'],
  E10: ['mining.mind', 'sales.ops'],
};

/** Arguments as a well-meaning caller would give them. */
const heldCopy = (m: Maker) => m.some(Object.values(m.copy.keys).flatMap(({ held }) => held));

const makers: Readonly<Record<string, (m: Maker) => Whole>> = {
  ...sendingMakers,
  session_sweep: (m) => ({ role: m.pick(roles), args: m.roll() < 0.5 ? {} : { limit: 5 } }),
  find_accounts: (m) => ({
    args: m.pick<Args>([
      {},
      { query: 'company' },
      { stage: 'MQL' },
      { review: 'PENDING_CRO', limit: 3 },
      { signal_type: 'E8' },
      { flag: 'criteria_lapsed' },
    ]),
  }),
  explain_account: (m) => ({
    args: {
      account: m.roll() < 0.5 ? (m.state?.id ?? m.domain) : m.domain,
      ...(m.roll() < 0.3 ? { detail: 'full' } : {}),
    },
  }),
  read_ladder: (m) => ({
    args: {
      uri: m.pick([
        'ladder://board',
        'ladder://board/MQL',
        `ladder://accounts/${m.domain}`,
        `ladder://accounts/${m.domain}/timeline`,
        `ladder://accounts/${m.domain}/dossier?format=json`,
        'ladder://tasks/cro',
        'ladder://policy',
        'ladder://channels/cro-updates',
        'ladder://rulings?format=json',
      ]),
    },
  }),
  file_signal_note: (m) => {
    const type = m.pick(['E1', 'E1', 'E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E9', 'E10']);
    const args = {
      account: m.domain,
      contact: person(m, Math.floor(m.roll() * 3)),
      observed_at: m.before(m.pick([0, 0, 0, 1, 5, 40, 95, 200])),
      source: 'seen',
      signal: noted[type]?.(m),
    };
    return { role: m.pick(filers[type] ?? ['sales.ops']), args };
  },
  import_list: (m) => {
    const people = [0, 1].map((n) => person(m, n));
    const attendees = people.map(({ name, email }) => `${name},${email},${m.domain},${m.before(3).slice(0, 10)}`);
    const text = m.pick([
      `company,domain,employees\nCompany ${m.domain},${m.domain},900`,
      ['name,email,domain,attended_on', ...attendees].join('\n'),
    ]);
    return { args: { text, ...(m.roll() < 0.3 ? { as_of: m.before(3).slice(0, 10) } : {}) } };
  },
  retract_signal: (m) => ({
    role: 'sales.ops',
    args: { signal: m.some(m.state?.signals ?? [])?.id ?? 'sig_aaaaaaaaaa_1', reason: 'in error' },
  }),
  log_attribution: (m) => ({
    args: {
      piece: m.pick(['essay', 'talk']),
      title: 'Partners first',
      url: 'https://eco.example/essay',
      published_at: m.before(10),
      references: [m.domain],
    },
  }),
  save_account: (m) => {
    const contacts = m.roll() < 0.3 ? [{ ...person(m, Math.floor(m.roll() * 4)), title: 'VP' }] : undefined;
    const aliases = m.roll() < 0.05 ? [`alias${Math.floor(m.roll() * 30)}-${m.domain}`] : undefined;
    return {
      role: 'sales.ops',
      args: {
        domain: m.domain,
        name: `Company ${m.domain}`,
        facts: someFacts(m),
        ...(contacts ? { contacts } : {}),
        ...(aliases ? { aliases } : {}),
      },
    };
  },
  request_template: (m) => ({
    args: {
      sequence: m.pick(['nurture', 'activation', 're_engagement', 'post_briefing']),
      touch: m.pick([1, 1, 2, 3]),
      purpose: 'a further opening',
      estimate_hours: m.pick([0.5, 1, 6]),
    },
  }),
  order_requests: (m) => ({ args: { requests: m.copy.requests.map(({ id }) => id).reverse() } }),
  draft_template: (m) => ({
    args: {
      request: m.some(m.copy.requests)?.id ?? 'req_desk_1',
      subject: 'How {{company}} scores partners',
      body: m.pick([
        'I read what {{company}} says of its partners. You name three of them. What do they bring you? Would ten minutes help?',
        'Hello.',
      ]),
      slots: [],
      submit: m.roll() < 0.7,
    },
  }),
  review_template: (m) => {
    const held = heldCopy(m);
    return {
      args: {
        template: held?.id ?? 'nurture_1',
        decision: m.pick(['approve', 'approve', 'reject']),
        feedback: 'too long',
        hash: held?.hash ?? 'none',
      },
    };
  },
  load_template: (m) => ({ args: { template: heldCopy(m)?.id ?? 'nurture_1' } }),
  // Copy that is flagged is gone in two days, and what sends it with it: mostly nothing is found.
  flag_content: (m) => ({
    args: {
      template: m.roll() < 0.1 ? (heldCopy(m)?.id ?? 'nurture_1') : 'nurture_9_v1',
      kind: m.pick(['brand_voice', 'positioning_drift']),
      why: 'it sells in the second sentence',
    },
  }),
  resolve_flag: (m) => ({
    args: { flag: heldCopy(m)?.id ?? 'flg_copy_1', resolution: 'mended', decision: m.pick(['approve', 'reject']) },
  }),
  classify_mql: (m) => ({ args: { account: m.domain } }),
  override_gate: (m) => ({
    args: {
      account: m.domain,
      gate: m.pick(['G1', 'G1', 'G5', 'G2', 'G3']),
      justification: 'a reference customer of ours vouches for them fully',
      compensating_signals: [m.some(m.state?.facts ?? [])?.id ?? 'fct_x'],
    },
  }),
  score_dossier: (m) => ({
    args: { account: m.domain, scores: someScores(m), ...(m.roll() < 0.3 ? { accessibility: 3 } : {}) },
  }),
  cro_decide: (m) => ({
    args: {
      account: m.domain,
      decision: m.pick(['confirm', 'confirm', 'dispute', 'flag_immediate']),
      reason_code: 'timing',
      reason: 'as heard',
    },
  }),
  advance_deal: (m) => {
    const event = m.pick([
      'briefing_scheduled',
      'briefing_held',
      'assessment_proposed',
      'assessment_qualified',
      'won',
      'lost',
      'lost',
    ]);
    return {
      args: {
        account: m.domain,
        event,
        reason: 'as heard',
        ...(event === 'briefing_scheduled' ? { at: m.before(-7) } : {}),
      },
    };
  },
  propose_stage_change: (m) => ({
    args: {
      account: m.domain,
      change: m.pick(['regress', 'regress', 'recycle', 'recycle', 'disqualify']),
      trigger: m.pick(['no_ecosystem_motion', 'company_ended', 'direct_competitor']),
      reason: 'as looked up',
      evidence: 'three calls',
    },
  }),
  decide_stage_change: (m) => ({
    args: { account: m.domain, decision: m.pick(['confirm', 'decline', 'reinstate']), reason: 'as heard' },
  }),
  dispute_mql: (m) => ({
    role: m.pick(['sales.ops', 'cro', 'cmo']),
    args: { account: m.domain, criterion: m.pick(['G1', 'G5', 'engagement_signal']), claim: 'too small' },
  }),
  suppress_contact: (m) => ({
    args: { contact: contactId(m), reason: m.pick(['opt_out', 'hostile', 'complaint', 'other']) },
  }),
  void_suppression: (m) => ({ args: { contact: contactId(m), evidence: 'another person' } }),
  erase_person: (m) => ({ args: { contact: contactId(m), basis: 'GDPR 17' } }),
  take_intent: (m) => ({ role: m.pick(['sales.ops', 'sales.ops', 'cro']), args: { intent: intent(m) } }),
  confirm_intent: (m) => {
    const claimed = m.some((m.state?.intents ?? []).filter((each) => each.claimed && each.settled?.result !== 'done'));
    return {
      role: claimed?.role === 'cro' ? 'cro' : 'sales.ops',
      args: { intent: claimed?.id ?? intent(m), result: m.pick(['done', 'failed', 'unknown']), reference: 'link' },
    };
  },
  complete_task: (m) => {
    const task = openTask(m);
    const desk = m.some(m.met.filter((each) => each.startsWith('tsk_')));
    return task && m.roll() < 0.8
      ? { role: task.role, args: { task: task.id, note: 'done' } }
      : {
          role: m.pick(['cro', 'chief.staff', 'sales.ops', 'cmo']),
          args: { task: desk ?? 'tsk_desk_1', note: 'done' },
        };
  },
  verify_ledger: (m) => ({ args: m.state ? { account: m.domain } : {} }),
};

/** Calls that suit an account in this place: half of all calls go on where it stands. */
function apt(m: Maker): readonly [string, ...string[]] {
  if (m.state === null) return ['save_account', 'save_account', 'file_signal_note'];
  if (m.state.proposal) return ['decide_stage_change', 'file_signal_note'];
  if (m.state.review === 'DOSSIER_DUE') return ['score_dossier'];
  if (m.state.review === 'PENDING_CRO') return ['cro_decide', 'cro_decide', 'file_signal_note'];
  switch (m.state.stage) {
    case 'PROSPECT':
      return ['file_signal_note', 'save_account', 'classify_mql', 'classify_mql', 'override_gate'];
    case 'MQL':
      return m.roll() < 0.5
        ? ['score_dossier', 'file_signal_note', 'classify_mql', 'propose_stage_change']
        : aptToSend(m);
    case 'RECYCLED':
      return ['propose_stage_change', 'file_signal_note', 'classify_mql'];
    case 'DISQUALIFIED':
      return ['decide_stage_change'];
    default:
      return m.roll() < 0.5 ? ['advance_deal', 'advance_deal', 'propose_stage_change'] : aptToSend(m);
  }
}

const odd: readonly unknown[] = [
  null,
  7,
  -1,
  1e300,
  true,
  '',
  ' ',
  '\u0000',
  'x'.repeat(300),
  'acme.com;b.com',
  '​',
  '😀',
  [],
  [[]],
  {},
  { a: { b: 1 } },
  '2999-01-01T00:00:00Z',
  '2026-13-40',
  "'; DROP TABLE events; --",
  '=HYPERLINK("x")',
  'acc_aaaaaaaaaa',
  'ceo@gmail.com',
  '__proto__',
  '../../etc/passwd',
];

/** One thing wrong, as happens to those who mean well. */
function nearly(args: Args, m: Maker): Args {
  const names = Object.keys(args);
  const name = m.some(names);
  switch (m.pick(['drop', 'odd', 'more', 'inner', 'other'])) {
    case 'drop':
      return Object.fromEntries(Object.entries(args).filter(([each]) => each !== name));
    case 'more':
      return { ...args, [m.pick(['colour', 'role', 'now', '__proto__x'])]: 'red' };
    case 'inner': {
      const inner = name === undefined ? undefined : args[name];
      if (name === undefined || typeof inner !== 'object' || inner === null || Array.isArray(inner)) break;
      const field = m.some(Object.keys(inner)) ?? 'x';
      return { ...args, [name]: { ...inner, [field]: m.some(odd) } };
    }
    case 'other':
      return 'account' in args
        ? { ...args, account: m.pick(['nowhere.com', 'acc_aaaaaaaaaa', `company0.com`, m.state?.id ?? 'x']) }
        : args;
    default:
  }
  return name === undefined ? args : { ...args, [name]: m.some(odd) };
}

/** Anything at all. */
function rubbish(m: Maker, depth = 0): unknown {
  const roll = m.roll();
  if (roll < 0.6 || depth > 3) return m.some(odd);
  if (roll < 0.8) return Array.from({ length: Math.floor(m.roll() * 4) }, () => rubbish(m, depth + 1));
  return Object.fromEntries(
    Array.from({ length: Math.floor(m.roll() * 4) }, (_, n) => [
      m.pick(['account', 'signal', 'type', `k${n}`]),
      rubbish(m, depth + 1),
    ]),
  );
}

function anythingFor(shape: object, m: Maker): Args {
  const names = Object.keys(shape).filter((each) => each !== 'dry_run' && each !== 'idempotency_key');
  return Object.fromEntries(names.map((each) => [each, rubbish(m)]));
}

/** The call that was drawn, on the ledger as it stands. */
export function make({ seed, mood }: Drawn, known: Known): Made {
  const dice = diceOf(seed);
  const m = new Maker(dice, known);
  const name = dice() < 0.55 ? m.pick(apt(m)) : (m.some(tools)?.name ?? 'session_sweep');
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw new Error(`no tool ${name}`);
  // A tool without a maker of its own is called with anything under its own names.
  const whole = makers[name]?.(m) ?? { args: anythingFor(tool.input.shape, m) };
  const lawful = whole.role ?? m.some(tool.callers) ?? 'viewer';
  const role = m.roll() < 0.94 ? lawful : m.pick(roles);
  const options = {
    ...(!tool.effect.readOnly && name !== 'session_sweep' && m.roll() < 0.06 ? { dry_run: true } : {}),
    ...(!tool.effect.readOnly && name !== 'session_sweep' && m.roll() < 0.1
      ? { idempotency_key: `k${seed % 50}` }
      : {}),
  };
  const args = { ...whole.args, ...options };
  if (mood === 'valid') return { role, tool: name, args, domain: m.domain };
  if (mood === 'near') return { role, tool: name, args: nearly(args, m), domain: m.domain };
  const names = Object.keys(whole.args);
  const wild = Object.fromEntries(names.map((each) => [each, rubbish(m)]));
  return { role, tool: name, args: wild, domain: m.domain };
}
