import type { Reader } from '../../ledger/port/reader.ts';
import type { Library } from '../../library/library.ts';
import type { Enrolment } from '../../rules/aggregates/enrolment.ts';
import type { Email } from '../../rules/aggregates/permit.ts';
import type { Context, Moment } from '../../rules/command/context.ts';
import { type ComposeRequest, compose, type Withheld } from '../../rules/copy/render/compose-mail.ts';
import { hindrances } from '../../rules/sending/hindrances.ts';
import { enrolmentFor } from '../../rules/sending/touch-hindrances.ts';
import { isRefusal, type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import { templateNamed } from '../../views/templates.ts';
import { openOnes } from '../../views/written.ts';
import { emailOf, fingerprintOf, saidBy } from './mail-bytes.ts';

export type RenderedView = Exclude<ReturnType<typeof rendered>, Refusal>['args']['view'];

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
  { now }: Pick<Moment, 'now'>,
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
    isSaidToOthers: (said) => reader.isSaidElsewhere(fingerprintOf(said), state, now),
    ...rest,
  };
}

/** The mail as it would go out, what is kept of it, and all that keeps it from going out. */
export function rendered(args: Args, sources: Sources, context: Moment & Pick<Context, 'role'>) {
  const { reader } = sources;
  const request = requestFor(args, sources, context);
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
  return { args: { view, email, words: { to, subject, text, headers: JSON.stringify(headers) } } };
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

function lockedBy(reader: Reader): readonly Withheld[] {
  const lock = reader.sendingLock();
  const wait = 'sending is locked until chief.staff confirms this copy of the ledger';
  return lock ? [{ because: `${wait}: ${lock.because}`, ruling: 'L14' }] : [];
}
