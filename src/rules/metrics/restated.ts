import { begun, type Taking } from './ladder-figures.ts';

/** W1: a figure that is fixed, beside what it would be with all that was recorded since. */
export interface Restated {
  readonly metric: string;
  readonly account: string;
  readonly was: number | null;
  readonly is: number | null;
  readonly because: string;
}

/** W2: new MQLs that rest on nothing any more, or that are one with an earlier one since. */
export function restatedMqls(taking: Taking): readonly Restated[] {
  const episodes = begun(taking);
  const found = episodes.flatMap(({ account, merged, retracted }) => {
    if (merged)
      return [{ account, because: `it is one account with ${merged.into} since, whose episode began earlier` }];
    return retracted === null ? [] : [{ account, because: 'the signals that it rested on were retracted since' }];
  });
  const [was, is] = [episodes.length, episodes.length - found.length];
  return found.map((each) => ({ metric: 'new_mqls', ...each, was, is }));
}
