import { loadDriver } from '../../ledger/sqlite/inspect-ledger.ts';
import { isRole } from '../../rules/vocabulary/roles.ts';
import { type Options, Usage } from '../shared/options.ts';

/** Plays the story. With `--as ROLE` and a line to its parent it is one role's process of the play; nobody else starts it so. */
export async function demoCommand({ as, json, full = false }: Options): Promise<number> {
  const program = process.argv[1];
  if (program === undefined) throw new Usage('the demo starts this program anew and must be run from a file');
  // Loaded here only: a served session needs neither the client nor the story.
  const { runAgent, runDemo } = await import('../../demo/index.ts');
  if (as === undefined) {
    // Every process of the play would end by it, and the play know nothing but that they ended.
    loadDriver();
    return runDemo(program, { json, full });
  }
  if (!isRole(as) || !process.send) throw new Usage('demo plays every role by itself and takes no --as');
  return runAgent(as, program);
}
