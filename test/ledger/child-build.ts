import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles one of the programs in children/, so that a process starts without a compiler; `home` has the driver and the policy. */
export async function buildChild(folder: string, name: string, home = root): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(root, 'test/ledger/children', name)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    external: ['better-sqlite3'],
    plugins: [
      {
        // The bundle lies in a folder without node_modules, and the shipped policy is found from src/.
        name: 'from-home',
        setup(bundler) {
          const native = pathToFileURL(join(home, 'node_modules/better-sqlite3/lib/index.js')).href;
          bundler.onResolve({ filter: /^better-sqlite3$/ }, () => ({ path: native, external: true }));
        },
      },
    ],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    // As from dist/, where the sealed form of the policy lies: reading its YAML takes longer than all else that a child does.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(home, 'dist/child.js')).href) },
  });
  return outfile;
}
