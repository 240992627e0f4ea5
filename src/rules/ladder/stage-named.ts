import type { PolicyValues } from '../policy/policy.ts';
import { type Stage, stages } from '../vocabulary/stages.ts';

const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** M5: the stage that another system means: by the ladder's own name, else by an alias of the policy. */
export function stageNamed(given: string, { adoption }: Pick<PolicyValues, 'adoption'>): Stage | undefined {
  const word = bare(given);
  if (word === '') return undefined;
  return (
    stages.find((stage) => bare(stage) === word) ??
    stages.find((stage) => adoption.stage_aliases.value[stage].some((alias) => bare(alias) === word))
  );
}
