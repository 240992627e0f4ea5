import type { AccountState } from '../../rules/aggregates/account.ts';

/** Columns on an account in other systems: the stage at its adoption, its ids there (A12, A13). */
export const elsewhere = ['adopted_at', 'adopted_by', 'adopted_stage', 'adopted_from', 'monday', 'apollo', 'hubspot'];

export function elsewhereOf({ adopted, external }: AccountState) {
  return {
    adopted_at: adopted?.at,
    adopted_by: adopted?.by,
    adopted_stage: adopted?.stage,
    adopted_from: adopted && `${adopted.file}, row ${adopted.row}`,
    monday: external?.monday,
    apollo: external?.apollo,
    hubspot: external?.hubspot,
  };
}
