import type { AccountState, Intent } from './account.ts';
import type { AccountDraft, Context, DeskDraft } from './command.ts';
import { deskId } from './desk-tasks.ts';
import type { AccountEvent } from './events.ts';
import type { Role } from './roles.ts';
import { mint } from './tasks.ts';
import type { Instant } from './time.ts';

type Wanted = Pick<Intent, 'role' | 'target' | 'action' | 'payload'>;

/** §4.4, L5: what each event asks to be done outside: a comment on the board's item, its stage, a post. */
export function raiseIntents(draft: AccountDraft, context: Context): void {
  for (const { event, at } of [...draft.pending]) {
    for (const wanted of wantedFor(event, draft.state, at, context))
      draft.emit({ type: 'intent_raised', intent: { id: mint(draft, 'int'), ...wanted } }, at);
  }
}

export function raisePost(draft: DeskDraft, channel: string, text: string, at: Instant): void {
  draft.emit(
    {
      type: 'intent_raised',
      intent: {
        id: deskId(draft, 'int'),
        role: 'sales.ops',
        target: 'slack',
        action: 'post',
        payload: { channel, text },
      },
    },
    at,
  );
}

function wantedFor(event: AccountEvent, state: AccountState, at: Instant, context: Context): readonly Wanted[] {
  const item = state.domain;
  const comment = (text: string, role: Role = 'sales.ops'): Wanted => ({
    role,
    target: 'monday',
    action: 'comment',
    payload: { item, text },
  });
  switch (event.type) {
    case 'posted':
      return [
        { role: 'sales.ops', target: 'slack', action: 'post', payload: { channel: event.channel, text: event.text } },
      ];
    case 'moved':
      return [
        {
          role: 'sales.ops',
          target: 'monday',
          action: 'set_stage',
          payload: { item, stage: event.to, review: event.review },
        },
      ];
    case 'classified':
      return event.first_touch ? [comment(classificationText(event, at, context))] : [];
    case 'dossier_scored':
      return [comment(dossierText(event, at, context))];
    case 'sql_decided':
      return [
        comment(
          `CRO: ${event.decision}${event.reason_code ? ` (${event.reason_code})` : ''} on ${context.calendar.dateOf(at)}, dossier ${event.dossier}`,
          'cro',
        ),
      ];
    case 'gate_overridden':
      return [comment(overrideText(event), 'cro')];
    default:
      return [];
  }
}

function classificationText(
  { outcome, trigger, first_touch, evidence }: Extract<AccountEvent, { type: 'classified' }>,
  at: Instant,
  { role, calendar }: Context,
): string {
  const touch = first_touch
    ? `${first_touch.type} of ${calendar.dateOf(first_touch.at)}, ${first_touch.source}`
    : 'none';
  return `Classified ${outcome} by ${role} on ${calendar.dateOf(at)}. Signal: ${trigger ?? 'none'}. First touch: ${touch}. Evidence: ${evidence.join(', ')}`;
}

function dossierText(
  { dossier }: Extract<AccountEvent, { type: 'dossier_scored' }>,
  at: Instant,
  { role, calendar }: Context,
): string {
  const scores = dossier.scores.map(
    ({ signal, score, findings }) =>
      `${signal} ${score} (${findings.map((finding) => `${finding.route} ${finding.date}`).join(', ') || 'no finding'})`,
  );
  return `Dossier ${dossier.id} by ${role} on ${calendar.dateOf(at)}: ${scores.join('; ')}. ${dossier.count} of 4 count.`;
}

function overrideText({ override }: Extract<AccountEvent, { type: 'gate_overridden' }>): string {
  return `Override of ${override.gate}: ${override.justification} Compensating: ${override.compensating.join(', ')}`;
}
