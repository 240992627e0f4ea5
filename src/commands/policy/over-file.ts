import { existsSync } from 'node:fs';
import { changesText, changesView } from '../../views/simulation/policy-changes.ts';
import { ledgerFiles, openFromEnvironment } from '../shared/environment.ts';

/** P2: the ratified changes that a ledger lays over the file, as lines of Markdown. */
export async function overFile(file: string | undefined): Promise<string> {
  if (file !== undefined) return 'Changes that a ledger lays over a policy file are not in these values.\n';
  const { path } = ledgerFiles();
  if (!existsSync(path)) return `No ledger stands at ${path}; the file alone is told of here.\n`;
  const { ledger } = await openFromEnvironment();
  try {
    return await ledger.read((reader, moment) => {
      const { in_force, to_come } = changesView(reader, moment);
      const { version } = reader.policyInForce().values;
      const over = [in_force, to_come].some((each) => each.length > 0)
        ? 'these changes of its own over the file, which the values of the file do not show'
        : 'no change of its own over the file';
      const told = changesText({ proposed: [], to_come, in_force }, moment);
      return `${[`The ledger at ${path} goes by ${version}, with ${over}.`, ...told].join('\n')}\n`;
    });
  } finally {
    await ledger.close();
  }
}
