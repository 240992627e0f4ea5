import { vi } from 'vitest';
import { carryOut, usage } from '../../src/commands/command-line.ts';
import { tellError } from '../../src/commands/shared/tell-error.ts';
import type { Start } from '../clients/program.ts';

export interface EndedHere {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Sets the variables for as long as the work takes, those of Ladder that aren't given unset. */
export async function under<T>(env: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith('LADDER_')) delete process.env[name];
  Object.assign(process.env, env);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** A command line carried out in this process, for what needs no process of its own. */
export function runHere({ args, env = {} }: Pick<Start, 'args' | 'env'>): Promise<EndedHere> {
  const told: { stdout: string; stderr: string } = { stdout: '', stderr: '' };
  const into = (stream: 'stdout' | 'stderr') => (line: unknown) => {
    told[stream] += `${String(line)}\n`;
  };
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(into('stdout')),
    vi.spyOn(console, 'error').mockImplementation(into('stderr')),
  ];
  return under(env, async () => {
    try {
      const code = await carryOut(args).catch((error: unknown) => {
        tellError(error, () => usage(args[0]));
        return 1;
      });
      return { code, ...told };
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  });
}
