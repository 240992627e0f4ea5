import type { AccountState } from '../aggregates/account.ts';

/** A1: a company that was registered in error stands ARCHIVED until somebody says more of it. */
export function isWithdrawn({ stage, entered_by }: Pick<AccountState, 'stage' | 'entered_by'>): boolean {
  return stage === 'ARCHIVED' && entered_by === 'withdraw';
}

/** The acts that make a withdrawn account PROSPECT again, for remedies. */
export const bringsBack =
  'save_account with its domain, or a further note (file_signal_note): either makes it PROSPECT again';

/** A1: a note registered it, all its notes are taken back, and nothing else was ever said of it. */
export function hasNothingOnFile(state: AccountState): boolean {
  return isOfNotesAlone(state) && state.signals.every(({ gone }) => gone !== undefined) && !hasMatter(state);
}

/** `save_account` names whom it registers, and marks whom it adds while there is no name. */
function isOfNotesAlone(state: AccountState): boolean {
  const { name, aliases, also, adopted, external, facts, entered_by, contacts, signals } = state;
  const acted = new Set(signals.map(({ contact }) => contact));
  return (
    name === null &&
    aliases.length === 0 &&
    also === undefined &&
    adopted === undefined &&
    external === undefined &&
    facts.length === 0 &&
    (entered_by === null || entered_by === 'return_noted') &&
    contacts.every(({ id, saved, part_of }) => !saved && part_of === undefined && acted.has(id))
  );
}

/** A proposal that waits, a dossier, or a task about a person. */
function hasMatter({ proposal, dossier, override, tasks }: AccountState): boolean {
  const isOwed = tasks.some(({ closed_at, subject }) => closed_at === undefined && isContact(subject));
  return isOwed || proposal !== null || dossier !== null || override !== null;
}

/** Other tasks are about signals, steps or two namesakes. */
function isContact(subject: string | undefined): boolean {
  return subject?.startsWith('con_') === true && !subject.includes(' ');
}
