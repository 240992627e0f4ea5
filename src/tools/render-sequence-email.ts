import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Reader } from '../ledger/port/reader.ts';
import { compose } from '../rules/copy/render/compose-mail.ts';
import type { RenderedMail } from '../rules/copy/render/render-mail.ts';
import { isRefusal, refuse } from '../rules/vocabulary/refusal.ts';
import { templateNamed } from '../views/templates.ts';
import { CheckOut, DateIn, PolicyOut, Ref, Text } from './support/schemas.ts';
import { tool } from './support/tool.ts';

export default tool({
  name: 'render_sequence_email',
  title: 'Render a sequence mail',
  description:
    'Fill a template for one contact and run every copy check. A slot is one sentence on a recorded fact, signal or hook. Never sends. post_briefing is for cro.',
  clauses: ['5.2', '5.3'],
  callers: ['sales.ops', 'cro', 'category.positioning'],
  effect: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
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
  }),
  output: z.looseObject({
    email: z.looseObject({
      id: z.string(),
      hash: z.string(),
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      headers: z.record(z.string(), z.string()),
      sentences: z.array(z.string()),
    }),
    checks: z.array(CheckOut),
    sendable: z.boolean(),
    withheld: z.array(z.string()),
    policy: PolicyOut,
  }),
  async handle({ template: named, contact: ref, ...rest }, { ledger, library, role }) {
    const composed = await ledger.read((reader, moment) => {
      const template = templateNamed(reader, library, named);
      if (!template)
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
      const { trigger_signal: trigger } = rest;
      const filed = trigger === undefined ? undefined : reader.words([trigger]).get(trigger);
      const request = {
        template,
        trigger_words: filed && Object.values(filed).join(' '),
        account: record.state,
        suppressed: record.suppressed,
        contact: found.contact,
        person: found.person,
        others: (text: string) => [...reader.namedIn(text, record.state.id)],
        ...rest,
      };
      const answer = compose(request, { ...moment, role, command: null });
      if (isRefusal(answer)) return answer;
      const policy = { version: moment.policy.version, status: moment.policy.status };
      return { ...answer, withheld: [...lockedBy(reader), ...answer.withheld], policy };
    });
    if (isRefusal(composed)) return composed;
    const { mail, to, checks, sentences, withheld, policy } = composed;
    const email = emailOf(mail, to, sentences);
    const failing = checks.filter((check) => check.verdict === 'fail').map((check) => check.rule);
    const verdict = failing.length > 0 ? `It fails ${failing.join(', ')}.` : 'No check fails.';
    return {
      data: { email, checks, sendable: false, withheld, policy },
      text: `Subject: ${mail.subject}\n\n${mail.text}\n\n${verdict} Not sendable: ${withheld.join('; ')}.`,
    };
  },
});

function lockedBy(reader: Reader): readonly string[] {
  const lock = reader.sendingLock();
  return lock ? [`sending is locked until chief.staff confirms this copy of the ledger: ${lock.because}`] : [];
}

/** The whole mail under the hash of what the reader would get. */
function emailOf(mail: RenderedMail, to: string, sentences: readonly string[]) {
  const { subject, text, headers } = mail;
  const hash = createHash('sha256')
    .update(JSON.stringify([to, subject, text, headers]))
    .digest('hex');
  return { id: `eml_${hash.slice(0, 16)}`, hash, to, subject, text, headers, sentences };
}
