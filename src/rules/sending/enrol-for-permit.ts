import { mint } from '../aggregates/ids.ts';
import type { Email } from '../aggregates/permit.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft } from '../command/world.ts';

/** C1: the CRO's permit for a post-Briefing mail enrols the contact: it has one touch and no list. */
export function enrolForPermit(
  draft: AccountDraft,
  { contact, sequence, touch, template }: Email,
  { today }: Context,
): string {
  const id = mint(draft, 'enr');
  const enrolment = { id, contact, sequence, versions: { [touch]: template }, touch, due_on: today };
  draft.emit({ type: 'contact_enrolled', enrolment });
  return id;
}
