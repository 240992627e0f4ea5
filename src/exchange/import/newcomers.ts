import { nameKey } from '../../rules/identity/company-name.ts';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import { SaveAccountInput } from '../../tools/support/account-input.ts';
import type { CsvRow } from './csv-table.ts';
import type { RowCommand } from './row-to-command.ts';

type Saving = Extract<RowCommand, { readonly ask: 'save_account' | 'file_signal_note' }>;

/** A row that tells of somebody new at an account, and of nothing else. */
export interface Newcomer {
  readonly row: CsvRow;
  readonly asked: Saving;
}

/** As many as one call may name. */
const most = 50;

/** The newcomers of the rows right after one that was taken, to the same account; nobody is met twice or called as another is (A2). */
export function newcomersAfter(
  taken: RowCommand | Refusal,
  rows: readonly CsvRow[],
  ask: (row: CsvRow) => RowCommand | Refusal | null,
): readonly Newcomer[] {
  const found: Newcomer[] = [];
  if (!isSaving(taken)) return found;
  const met = new Set(toldOf(taken));
  for (const row of rows.slice(0, most)) {
    const asked = ask(row);
    if (!asked || !isSaving(asked) || !isFurther(asked, taken)) break;
    const told = toldOf(asked);
    if (told.some((word) => met.has(word))) break;
    for (const word of told) met.add(word);
    found.push({ row, asked });
  }
  return found;
}

/** The input of one act for all of them. */
export function askedTogether(newcomers: readonly Newcomer[]): ReturnType<typeof SaveAccountInput.safeParse> {
  const contacts = newcomers.flatMap(({ asked: { args } }) => args.contacts);
  return SaveAccountInput.safeParse({ ...newcomers[0]?.asked.args, contacts });
}

function isSaving(asked: RowCommand | Refusal): asked is Saving {
  return !('refused' in asked) && asked.ask === 'save_account';
}

function isFurther({ args, newcomer }: Saving, { args: before }: Saving): boolean {
  const isMore = 'facts' in args || 'external' in args;
  return newcomer !== undefined && !isMore && args.domain === before.domain && args.name === before.name;
}

/** Words that tell a person from others. */
function toldOf({ newcomer: { name, email, linkedin_url } = {} }: Saving): readonly string[] {
  return [name && nameKey(name), email?.toLowerCase(), linkedin_url].flatMap((each) => each || []);
}
