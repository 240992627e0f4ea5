import type { Options } from './options.ts';

export interface Subcommand {
  readonly usage: string;
  readonly says: string;
  /** Whether it takes words of its own besides the options. */
  readonly words?: true;
  /** Options besides `--as` and `--json`. */
  readonly takes?: readonly (keyof Options)[];
  run(options: Options): Promise<number> | number;
}
