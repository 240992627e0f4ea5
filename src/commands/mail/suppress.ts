import { type Options, Usage } from '../shared/options.ts';

/** L13: people not to write to, from a list of another sender, and as one for them. */
export async function suppressCommand(options: Options): Promise<number> {
  const [verb, file, stray] = options.positionals;
  if (file === undefined || stray !== undefined || (verb !== 'import' && verb !== 'export'))
    throw new Usage('suppress takes `import FILE` or `export FILE`');
  if (verb === 'import') return (await import('./suppress-import.ts')).importSuppressed(file, options);
  return (await import('./suppress-export.ts')).exportSuppressed(file, options);
}
