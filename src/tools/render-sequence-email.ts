import { z } from 'zod';
import type { Reader } from '../ledger/port/reader.ts';
import type { Moment } from '../rules/command/context.ts';
import { type RenderedArgs, renderSequenceEmail } from '../rules/sending/render-sequence-email.ts';
import type { Calendar } from '../rules/time/time.ts';
import type { Check } from '../rules/vocabulary/check.ts';
import { isRefusal } from '../rules/vocabulary/refusal.ts';
import { erasedText, isErased } from '../views/erased.ts';
import { checkLine } from '../views/shared.ts';
import { inWords } from '../views/spoken.ts';
import { type RenderedView, rendered } from './support/rendered-mail.ts';
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
    const composed = (reader: Reader, moment: Moment) => rendered(args, { reader, library }, { ...moment, ...caller });
    const told = (data: RenderedView) =>
      ledger.read((_, { calendar }) => ({ data, text: (isErased(data) ? erasedText : textOf)(data, calendar) }));
    // The author previews; what may go out is put on file by whoever executes.
    if (role === 'category.positioning') {
      const preview = await ledger.read(composed);
      if (!isRefusal(preview)) return told(preview.args.view);
      if (!dry_run) await ledger.recordRefusal({ ...call, args: {} }, preview);
      return preview;
    }
    const data = await ledger.act<Shown, RenderedArgs, object, RenderedView>({
      command: renderSequenceEmail,
      args: composed,
      call: { ...call, ...(idempotency_key === undefined ? {} : { idempotencyKey: idempotency_key }) },
      answer: (_acted, _reader, _moment, { view }) =>
        dry_run
          ? { ...view, summary: `dry run: nothing was written. It would answer: ${view.summary}`, dry_run }
          : view,
    });
    return isRefusal(data) ? data : told(data);
  },
});

interface Shown extends RenderedArgs {
  readonly view: RenderedView;
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
