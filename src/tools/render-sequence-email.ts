import { z } from 'zod';
import type { Reader } from '../ledger/port/reader.ts';
import type { Library } from '../library/library.ts';
import type { Enrolment } from '../rules/aggregates/enrolment.ts';
import type { Email } from '../rules/aggregates/permit.ts';
import type { Context, Moment } from '../rules/command/context.ts';
import { type ComposeRequest, compose, type Withheld } from '../rules/copy/render/compose-mail.ts';
import { hindrances } from '../rules/sending/hindrances.ts';
import { renderSequenceEmail } from '../rules/sending/render-sequence-email.ts';
import { enrolmentFor } from '../rules/sending/touch-hindrances.ts';
import type { Calendar } from '../rules/time/time.ts';
import type { Check } from '../rules/vocabulary/check.ts';
import { isRefusal, type Refusal, refuse } from '../rules/vocabulary/refusal.ts';
import { erasedText, isErased } from '../views/erased.ts';
import { checkLine } from '../views/shared.ts';
import { inWords } from '../views/spoken.ts';
import { templateNamed } from '../views/templates.ts';
import { openOnes } from '../views/written.ts';
import { emailOf, fingerprintOf, saidBy } from './support/mail-bytes.ts';
import { DateIn, Ref, Text, Written, writeOptions } from './support/schemas.ts';
import { tool } from './support/tool.ts';

export default tool({
  name: 'render_sequence_email',
  title: 'Render a sequence mail',
  description:
    'Fill a template for one contact and run every copy check. A slot is one sentence on a recorded ground. Never sends.',
  clauses: ['5.2', '5.3'],
  callers: ['sales.ops', 'cro', 'category.positioning'],
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({
    template: Ref('nurture_1, or id'),
    contact: Ref('id or e-mail'),
    slots: z.record(z.string().max(40), z.string().max(2000)).describe('text by name'),
    insight_fact: Ref('fact id').optional(),
    trigger_signal: Ref('signal id').optional(),
    hook: z
      .strictObject({ text: Text('change'), source: Text('who says it'), observed_on: DateIn })
      .optional()
      .describe('for a hook slot'),
    references: z
      .array(z.strictObject({ slot: Text('its slot'), said: Text('what was said'), where: Text('notes, minute') }))
      .max(12)
      .optional()
      .describe('for conversation slots'),
    ...writeOptions,
  }),
  output: Written.extend({
    outcome: z.literal('done'),
    email: z.looseObject({
      id: z.string(),
      hash: z.string(),
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      headers: z.record(z.string(), z.string()),
      sentences: z.array(z.string()),
    }),
    sendable: z.boolean(),
    withheld: z.array(z.string()),
  }),
  async handle({ dry_run = false, idempotency_key, ...args }, session) {
    const { ledger, library, role, client, principal, key } = session;
    const caller = { role, client, principal, key };
    const call = { ...caller, tool: 'render_sequence_email', args, dryRun: dry_run };
    const composed = await ledger.read((reader, moment) =>
      rendered(args, { reader, library }, { ...moment, ...caller }),
    );
    if (isRefusal(composed)) {
      if (!dry_run) await ledger.recordRefusal({ ...call, args: {} }, composed);
      return composed;
    }
    const { view, email, words } = composed;
    // The author previews; what may go out is put on file by whoever executes.
    const told = (data: typeof view) =>
      ledger.read((_, { calendar }) => ({ data, text: (isErased(data) ? erasedText : textOf)(data, calendar) }));
    if (role === 'category.positioning') return told(view);
    const data = await ledger.act({
      command: renderSequenceEmail,
      args: { email, words },
      call: { ...call, ...(idempotency_key === undefined ? {} : { idempotencyKey: idempotency_key }) },
      answer: () =>
        dry_run
          ? { ...view, summary: `dry run: nothing was written. It would answer: ${view.summary}`, dry_run }
          : view,
    });
    return isRefusal(data) ? data : told(data);
  },
});

interface Sources {
  readonly reader: Reader;
  readonly library: Library;
}

type Args = Omit<
  ComposeRequest,
  'template' | 'account' | 'suppressed' | 'person' | 'others' | 'isSaidToOthers' | 'trigger_words'
> & {
  readonly template: string;
};

/** The mail to render: of the version that the enrolment is bound to, where the touch is named by its key. */
function requestFor(
  { template: named, contact: ref, ...rest }: Args,
  { reader, library }: Sources,
): ComposeRequest | Refusal {
  const first = templateNamed(reader, library, named);
  if (!first)
    return refuse('NOT_FOUND', {
      clause: '5.4',
      found: 'no template has that key or id',
      next: 'read ladder://templates for the keys',
    });
  const found = reader.contact(ref.trim());
  const record = found ? reader.account(found.account) : null;
  if (!found || !record)
    return refuse('NOT_FOUND', {
      clause: '3.1',
      found: 'no contact stands under that id or e-mail',
      next: 'take the id from explain_account',
    });
  const { state, suppressed } = record;
  const bound =
    first.key === named.trim() ? boundTo({ ...first, contact: found.contact }, state.enrolments) : undefined;
  const template = (bound === undefined ? undefined : templateNamed(reader, library, bound)) ?? first;
  const { trigger_signal: trigger } = rest;
  const filed = trigger === undefined ? undefined : reader.words([trigger]).get(trigger);
  return {
    template,
    trigger_words: filed && Object.values(filed).join(' '),
    account: state,
    suppressed,
    contact: found.contact,
    person: found.person,
    others: (text: string) => [...reader.namedIn(text, state.id)],
    isSaidToOthers: (said) => reader.isSaidElsewhere(fingerprintOf(said), [state.id, ...(state.also ?? [])]),
    ...rest,
  };
}

/** The mail as it would go out, and all that keeps it from it. */
function rendered(args: Args, sources: Sources, context: Moment & Pick<Context, 'role'>) {
  const { reader } = sources;
  const request = requestFor(args, sources);
  if ('refused' in request) return request;
  const { account: state, suppressed, contact, template } = request;
  const asked = { ...context, command: null };
  const answer = compose(request, asked);
  if (isRefusal(answer)) return answer;
  const shown = emailOf(answer.mail, answer.to, answer.sentences);
  const { id, hash, to, subject, text, headers } = shown;
  const failing = answer.checks.filter(({ verdict }) => verdict === 'fail').map(({ rule }) => rule);
  const { sequence, touch } = template;
  const of = { contact, template: template.id, sequence, touch, ...saidBy(answer.said) };
  const email: Email = { id, hash, ...of, failing, names_price: answer.names_price };
  const ground = {
    standing: { state, suppressed },
    copy: reader.copy(),
    mailbox: reader.mailbox(),
    desk: reader.desk(),
  };
  const found = hindrances({ contact, email, to, address: to }, ground, asked);
  const own = [...lockedBy(reader), ...answer.withheld];
  const further = found
    .filter(({ ruling }) => !own.some((each) => each.ruling === ruling))
    .map(({ because, ruling }) => `${because} (${ruling})`);
  const preview = context.role === 'category.positioning' ? ['a preview is not put on file'] : [];
  const withheld = [...own.map(({ because }) => because), ...further, ...preview];
  const view = {
    outcome: 'done',
    summary: summaryOf(failing, withheld),
    email: shown,
    // An author looks at every check; who executes at those that don't pass (contract, Lean).
    ...(context.role === 'category.positioning' ? { checks: answer.checks } : openOnes(answer.checks)),
    sendable: withheld.length === 0,
    withheld,
    opened: [],
    closed: [],
    policy: { version: context.policy.version, status: context.policy.status },
  };
  return { view, email, words: { to, subject, text, headers: JSON.stringify(headers) } };
}

function boundTo(
  { sequence, touch, contact }: { readonly sequence: string; readonly touch: number; readonly contact: string },
  enrolments: readonly Enrolment[] = [],
): string | undefined {
  return enrolmentFor({ contact, sequence }, enrolments)?.versions[touch];
}

function summaryOf(failing: readonly string[], withheld: readonly string[]): string {
  const verdict = failing.length > 0 ? `It fails ${failing.join(', ')}.` : 'No check fails.';
  if (withheld.length > 0) return `${verdict} Not sendable: ${withheld.join('; ')}.`;
  return `${verdict} Sendable: ask for its permit with authorize_send.`;
}

interface View {
  readonly summary: string;
  readonly checks: readonly Check[];
  readonly email: { readonly id: string; readonly to: string; readonly subject: string; readonly text: string };
}

function textOf({ summary, checks, email: { id, to, subject, text } }: View, calendar: Calendar): string {
  const said = [`${id}: ${summary}`, ...checks.filter(({ verdict }) => verdict !== 'pass').map(checkLine)].join('\n');
  return `To: ${to}\nSubject: ${subject}\n\n${text}\n\n${inWords(said, calendar)}`;
}

function lockedBy(reader: Reader): readonly Withheld[] {
  const lock = reader.sendingLock();
  const wait = 'sending is locked until chief.staff confirms this copy of the ledger';
  return lock ? [{ because: `${wait}: ${lock.because}`, ruling: 'L14' }] : [];
}
