import { z } from 'zod';
import { isRefusal } from '../rules/vocabulary/refusal.ts';
import { simulatedView } from '../views/simulation/simulated.ts';
import { modes } from '../views/simulation/simulation-request.ts';
import { simulatedText } from '../views/simulation/text.ts';
import { AnyJson } from './support/policy-input.ts';
import { detail, listOptions, PolicyOut } from './support/schemas.ts';
import { tool } from './support/tool.ts';

const Differences = z.array(z.looseObject({ account: z.string(), because: z.array(z.looseObject({})) }));

const Point = z.looseObject({
  decisions: z.int(),
  different: z.int(),
  not_replayable: z.int(),
  differences: Differences,
  next_cursor: z.string().optional(),
});

const Trajectory = z.looseObject({
  accounts: z.int(),
  different: z.int(),
  differences: Differences,
  unobserved: z.array(z.looseObject({ account: z.string(), since: z.string(), question: z.string(), why: z.string() })),
  metrics: z.array(
    z.looseObject({
      name: z.string(),
      week: z.string(),
      was: z.number().nullable(),
      would: z.number().nullable(),
      unobserved: z.int(),
    }),
  ),
  next_cursor: z.string().optional(),
});

export default tool({
  name: 'simulate_policy',
  title: 'Simulate a policy',
  description:
    'Replay what is on record under changed values: which decisions, accounts, figures and mails would have been different, and what nobody can say. Use it before propose_policy_change. Changes nothing.',
  clauses: ['6.3'],
  callers: ['cro', 'cmo', 'chief.staff'],
  effect: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({
    changes: z.record(z.string().max(300), AnyJson).describe('value by path; {} for none'),
    from: z.string().max(60).describe('date or instant'),
    to: z.string().max(60).describe('the last one, in'),
    mode: z.enum(modes).optional().describe('default both'),
    detail,
    ...listOptions,
  }),
  output: z.looseObject({
    outcome: z.literal('simulated'),
    summary: z.string(),
    base: z.looseObject({ version: z.string(), hash: z.string() }),
    changes: z.looseObject({}),
    from: z.string(),
    to: z.string(),
    point: Point.optional(),
    trajectory: Trajectory.optional(),
    mails: z.looseObject({
      would_not: z.array(z.looseObject({ account: z.string(), permit: z.string() })),
      would: z.array(z.looseObject({ account: z.string(), refused_event: z.int() })),
      counts: z.looseObject({ would_not: z.int(), would: z.int() }),
      unknown: z.int(),
    }),
    draft: z.looseObject({ changes: z.looseObject({}), why: z.string() }).optional(),
    policy: PolicyOut,
  }),
  async handle(asked, { ledger, progress }) {
    const data = await simulatedView(asked, ledger, (done, total) =>
      progress?.(done, total, `${done} of ${total} events looked at`),
    );
    if (isRefusal(data)) return data;
    return { data, text: await ledger.read((_, moment) => simulatedText(data, moment.calendar)) };
  },
});
