import type {
  Arrival,
  Case,
  DossierDecision,
  Entry,
  Episode,
  History,
  Influence,
  Mail,
  Touch,
} from '../../../src/rules/metrics/history.ts';
import { periodOf, weekDays } from '../../../src/rules/metrics/period.ts';
import type { WeekTaken } from '../../../src/rules/metrics/weekly-close.ts';
import { signalTypesIn } from '../../../src/rules/policy/signals.ts';
import { testPolicy } from '../../support/policy.ts';

export const { values: policy, calendar } = testPolicy();

/** Week 17 of 2026: Monday 20 April, 00:00 in New York, to Monday 27 April. */
export const [weekBegins, weekEnds] = ['2026-04-20T04:00:00.000Z', '2026-04-27T04:00:00.000Z'];
/** The last millisecond before it, and the last one in it. */
export const [justBefore, lastOfWeek] = ['2026-04-20T03:59:59.999Z', '2026-04-27T03:59:59.999Z'];

let seq = 0;
const next = () => {
  seq += 1;
  return seq;
};

export const episode = (over: Partial<Episode> = {}): Episode => ({
  account: 'acme.com',
  seq: next(),
  at: weekBegins,
  began_with: 'mql',
  overridden: false,
  first_touch: null,
  touches: [],
  gone: new Map(),
  stood: false,
  entries: [],
  ended: null,
  merged: null,
  retracted: null,
  ...over,
});

export const entry = (over: Partial<Entry> = {}): Entry => ({
  account: 'acme.com',
  seq: next(),
  at: weekBegins,
  episode: null,
  auto: false,
  re_entry: false,
  adopted: false,
  stood: true,
  marketing: [],
  briefing: null,
  left: null,
  ...over,
});

export const influence = (over: Partial<Influence> = {}): Influence => ({
  signal: 'sig_1',
  contact: 'con_1',
  muted: false,
  voided_at: null,
  retracted_at: null,
  ...over,
});

export const decision = (over: Partial<DossierDecision> = {}): DossierDecision => ({
  account: 'acme.com',
  seq: next(),
  at: weekBegins,
  dossier: 'dos_1',
  confirmed: true,
  ...over,
});

export const arrival = (over: Partial<Arrival> = {}): Arrival => ({
  account: 'acme.com',
  seq: next(),
  at: weekBegins,
  arrow: 'confirm',
  from: 'MQL',
  to: 'SQL',
  entry: null,
  held: null,
  ...over,
});

export const mail = (over: Partial<Mail> = {}): Mail => ({
  account: 'acme.com',
  seq: next(),
  at: weekBegins,
  permit: null,
  contact: 'con_1',
  sequence: 'nurture',
  message_id: null,
  sent_at: weekBegins,
  bounced: false,
  opened: false,
  reply: null,
  auto: 0,
  ...over,
});

export const task = (over: Partial<Case> = {}): Case => ({
  account: 'acme.com',
  seq: next(),
  kind: 'classify',
  role: 'sales.ops',
  clause: '4.2',
  opened_at: '2026-04-21T14:00:00.000Z',
  due_at: '2026-04-22T14:00:00.000Z',
  missed: null,
  closed: null,
  ...over,
});

type Act = Touch['acts'][number];

/** An act of so many days before the week's Tuesday, with its credit. */
export const act = (id: string, type: Act['type'], day: string, credit = 1): Act => ({
  id,
  type,
  credit,
  observed_at: `2026-04-${day}T13:00:00.000Z`,
});

export const touch = (signal: string, type: Touch['type'], ...acts: readonly Act[]): Touch => ({ signal, type, acts });

const history = (over: Partial<History> = {}): History => ({
  episodes: [],
  entries: [],
  decisions: [],
  arrivals: [],
  held_alone: [],
  cases: [],
  mails: [],
  briefings: [],
  people: [],
  sequences: [],
  people_now: [],
  running: [],
  permits: new Map(),
  ...over,
});

/** Week 17, over. */
export const taking = (of: Partial<History> = {}, over: Partial<WeekTaken> = {}): WeekTaken => ({
  history: history(of),
  period: periodOf(weekDays('2026-04-20'), { calendar, now: '2026-06-01T00:00:00.000Z', zone: 'America/New_York' }),
  until: weekEnds,
  passed: weekEnds,
  calendar,
  policy,
  signal_types: signalTypesIn(policy),
  ...over,
});

/** The same week on its Wednesday at noon in New York. */
export const running = (of: Partial<History> = {}): WeekTaken =>
  taking(of, {
    period: periodOf(weekDays('2026-04-20'), { calendar, now: '2026-04-22T16:00:00.000Z', zone: 'America/New_York' }),
    until: '2026-04-22T16:00:00.001Z',
    passed: '2026-04-22T16:00:00.000Z',
  });
