import { existsSync } from 'node:fs';
import { readPolicyFile } from '../../policy/read-yaml.ts';
import { isMapping } from '../../policy/tree.ts';
import { isRefusal, refusalText } from '../../rules/vocabulary/refusal.ts';
import { simulatedView } from '../../views/simulation/simulated.ts';
import { modes, type SimulationRequest } from '../../views/simulation/simulation-request.ts';
import { simulatedText } from '../../views/simulation/text.ts';
import { ledgerFiles, openFromEnvironment } from '../shared/environment.ts';
import { type Options, Unusable, Usage } from '../shared/options.ts';
import { tellProgress } from './tell-progress.ts';

/** Replays what is on record under changed values (P4); exit 1 where it is refused. */
export async function simulateCommand(options: Options): Promise<number> {
  const asked = askedBy(options);
  const { path } = ledgerFiles();
  if (!existsSync(path)) throw new Unusable(`there is no ledger at ${path}. Next: name the ledger by LADDER_DB`);
  const { ledger, policy } = await openFromEnvironment();
  try {
    const view = await simulatedView(asked, ledger, tellProgress());
    if (isRefusal(view)) {
      console.error(refusalText(view));
      return 1;
    }
    console.log(options.json ? JSON.stringify(view) : simulatedText(view, policy.calendar));
    return 0;
  } finally {
    await ledger.close();
  }
}

function askedBy({ set, from, to, mode, positionals: [file, more] }: Options): SimulationRequest {
  if (from === undefined || to === undefined) throw new Usage('simulate needs --from and --to, dates or instants');
  if (more !== undefined) throw new Usage(`simulate takes one FILE of changes, and no \`${more}\``);
  if (file !== undefined && set !== undefined) throw new Usage('simulate takes --set or a FILE of changes, not both');
  const known = modes.find((each) => each === mode);
  if (mode !== undefined && known === undefined)
    throw new Usage(`--mode ${mode}: one of ${modes.join(', ')} is wanted`);
  const changes = file === undefined ? settings(set ?? []) : changesIn(file);
  return { changes, from, to, mode: known, limit: 100 };
}

/** `PATH=VALUE`, the value as JSON, or as the text that it is. */
function settings(set: readonly string[]): SimulationRequest['changes'] {
  return Object.fromEntries(
    set.map((each) => {
      const at = each.indexOf('=');
      if (at < 1) throw new Usage(`--set ${each}: PATH=VALUE is wanted, such as engagement.window_days=150`);
      return [each.slice(0, at), settingOf(each.slice(at + 1))];
    }),
  );
}

function settingOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Values by path as YAML or JSON; a draft that a simulation ended with holds them as `changes`. */
function changesIn(file: string): SimulationRequest['changes'] {
  const read = readPolicyFile(file);
  if ('faults' in read) {
    const [first] = read.faults;
    throw new Unusable(`${file}: ${first?.found ?? 'it cannot be read'}; ${first?.wanted ?? 'give values by path'}`);
  }
  const { changes } = read.tree;
  return isMapping(changes) ? changes : read.tree;
}
