import { resolve } from 'node:path';
import { clockFromEnvironment, ledgerFiles, policyFrom, policyNamed } from '../shared/environment.ts';
import { Unusable, Usage } from '../shared/options.ts';
import { upgradeProgress } from '../shared/upgrade-progress.ts';

/** The files that are served, their policy and clock. */
export function servedFiles() {
  const policy = policyFrom(policyNamed(process.env.LADDER_POLICY));
  return { ...ledgerFiles(), policy, clock: clockFromEnvironment(), onFolded: upgradeProgress() };
}

/** The one folder that the command line names. */
export function folderIn([folder, more]: readonly string[], name: string): string {
  if (folder === undefined || more !== undefined) throw new Usage(`${name} needs one folder`);
  return resolve(folder);
}

/** Tells a fault of the file system with the place it concerns. */
export async function tellingPlace<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new Unusable(`${place}: ${error.message}. Next: give this user the right to read and write there, and room`);
  }
}
