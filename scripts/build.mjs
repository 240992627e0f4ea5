/**
 * Bundles src/main.ts for dist/. What lies there afterwards:
 *   ladder.js          the launcher, a few lines: compiles the bundle with its code cache and runs it
 *   app-{hash}.js      the bundle: everything but the native database drivers and what stands apart
 *   package-{name}-{hash}.js   packages that a start doesn't need, read at their first use
 *   app-{hash}.cache   V8's compiled form of it, taken after one served session; halves the time to the first answer.
 *                      V8 refuses the cache of another version by itself, but compares sources by length only and
 *                      crashes on a damaged cache: hence the source's hash in the name, the cache's in the launcher.
 * policy/ and templates/ stay files. In the bundle `import.meta.url` is the launcher's, so `../policy` is found from dist/ too.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build as bundle } from 'esbuild';
import { driverWithin, lazyTools, modulesLater, packagesApart, withSchemasLater } from './lazy-modules.mjs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** zod brings fifty languages, the product speaks one. */
const englishOnly = {
  name: 'english-only',
  setup({ onLoad }) {
    onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js';",
      resolveDir: dirname(path),
    }));
  },
};

/** esbuild leaves characters of regular expressions as they are; of ASCII alone the launcher reads a file byte by byte, and V8 keeps one byte a character. */
const ascii = {
  name: 'ascii',
  setup({ onLoad }) {
    const escaped = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
    onLoad({ filter: /[\\/](src[\\/].*\.ts|node_modules[\\/].*\.[cm]?js)$/ }, ({ path }) => ({
      contents: withSchemasLater(path, readFileSync(path, 'utf8')).replace(/[^\0-\x7f]/g, escaped),
      loader: path.endsWith('.ts') ? 'ts' : 'js',
    }));
  },
};

const options = {
  absWorkingDir: root,
  bundle: true,
  format: 'cjs', // a code cache needs a plain script: no top-level await in src/main.ts
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: ['*.node'],
  // The package's own entry registers a require() hook that reads files; this one doesn't.
  alias: { handlebars: 'handlebars/dist/cjs/handlebars.js' },
  plugins: [englishOnly, ascii],
  banner: {
    js: "(function (require, __filename, __dirname) {const module={exports:{}},__fileUrl=require('node:url').pathToFileURL(__filename).href;",
  },
  footer: { js: '})' },
  define: { 'import.meta.url': '__fileUrl', 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
  supported: { 'dynamic-import': false }, // an import() of a module in the bundle is run on first use
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  sourcemap: 'external',
  write: false,
  logLevel: 'warning',
};

const session = [
  {
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'build', version: '1' } },
  },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/list', params: {} },
  { id: 3, method: 'tools/call', params: { name: 'session_sweep', arguments: {} } },
  { id: 4, method: 'tools/call', params: { name: 'find_accounts', arguments: {} } },
];

const launcher = (app, cache) => `#!/usr/bin/env node
'use strict';
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');
const app = \`\${__dirname}/${app}\`;
let cachedData;
try {
  const bytes = readFileSync(\`\${app}.cache\`);
  if (createHash('sha256').update(bytes).digest('hex') === '${sha256(cache)}') cachedData = bytes;
} catch {
  // only the start takes longer
}
const script = new Script(readFileSync(\`\${app}.js\`, 'latin1'), { filename: \`\${app}.js\`, cachedData });
// A server waits most of its life: its heap grows in small steps. Set once the code was taken from its cache, which was
// made without these. While it starts nothing is worth being marked: a heap that grows so would be, several times.
setFlagsFromString('--semi-space-growth-factor=1');
// A megabyte is collected sooner by one thread than a second one is woken.
setFlagsFromString('--no-parallel-scavenge');
setFlagsFromString('--heap-growing-percent=50');
setFlagsFromString('--no-incremental-marking');
setTimeout(() => setFlagsFromString('--incremental-marking'), 1000).unref();
script.runInThisContext()(require, __filename, __dirname);
`;

/** Builds into `outdir` and answers the sizes written. Throws when the entry is missing or doesn't compile. */
export async function build({ entry = join(root, 'src', 'main.ts'), outdir = join(root, 'dist') } = {}) {
  if (!existsSync(entry)) throw new Error(`nothing to build: ${entry} does not exist`);
  const packages = await packagesApart(options);
  const lazy = [packages.plugin, modulesLater, await lazyTools(root, options)];
  const { outputFiles } = await bundle({
    ...options,
    plugins: [...lazy, driverWithin, ...options.plugins],
    entryPoints: { app: entry },
    outdir,
  });
  const text = outputFiles.find(({ path }) => path.endsWith('.js')).text;
  const map = outputFiles.find(({ path }) => path.endsWith('.map')).text;
  if (/[^\0-\x7f]/.test(text)) throw new Error('the bundle holds characters beyond ASCII');
  // After an update of the SDK its schemas may be written in another way.
  if (text.split(/laterSchema\d*\(/).length < 400) throw new Error("schemas aren't put off any more");
  const app = `app-${sha256(text).slice(0, 12)}`;
  mkdirSync(outdir, { recursive: true });
  for (const { name, text: alone } of packages.files) put(join(outdir, name), alone);
  put(join(outdir, `${app}.js`), text);
  put(join(outdir, `${app}.js.map`), map);
  put(join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
  put(join(outdir, 'ladder.js'), launcher(app, ''), 0o755);
  rmSync(join(outdir, 'tools.json'), { force: true });
  keep(outdir, 'handoff-0.2.sealed', ['policy', 'seal']);
  keep(outdir, 'tools.json', ['tools', '--json']);
  const cache = codeCache(join(outdir, `${app}.js`), join(outdir, 'ladder.js'));
  if (cache) put(join(outdir, `${app}.cache`), cache);
  put(join(outdir, 'ladder.js'), launcher(app, cache ?? ''), 0o755);
  for (const name of readdirSync(outdir)) {
    const isOld = name.startsWith('app-') && !name.startsWith(app);
    const isOldPackage = name.startsWith('package-') && !packages.files.some((file) => file.name === name);
    if (isOld || isOldPackage) rmSync(join(outdir, name), { force: true });
  }
  return { bundle: text.length, cache: cache?.length ?? 0 };
}

/** Writes by renaming: a process that starts meanwhile finds one whole file or the other. */
function put(path, content, mode = 0o644) {
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, content);
  chmodSync(fresh, mode);
  renameSync(fresh, path);
}

/** Keeps an output of the program beside it, so that a start needn't work it out: the shipped policy as read, the tools as listed. */
function keep(outdir, name, args) {
  const run = spawnSync(process.execPath, [join(outdir, 'ladder.js'), ...args], { encoding: 'utf8', timeout: 60_000 });
  if (run.status === 0 && run.stdout !== '') put(join(outdir, name), run.stdout);
}

/** One served session in a folder of its own; what V8 compiled for it is the cache. Without a cache the program still runs. */
function codeCache(app, main) {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-build-'));
  const cache = join(folder, 'cache');
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('LADDER_'));
  try {
    spawnSync(process.execPath, [join(root, 'scripts', 'code-cache.cjs'), app, main, cache], {
      cwd: folder,
      env: { ...Object.fromEntries(own), LADDER_ROLE: 'sales.ops', LADDER_DB: join(folder, 'build.db') },
      input: session.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join(''),
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: 30_000,
    });
    return existsSync(cache) ? readFileSync(cache) : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { bundle: bytes, cache } = await build();
  console.log(`dist/ladder.js: ${kb(bytes)}, code cache ${cache ? kb(cache) : 'missing (the start takes longer)'}`);
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

function kb(bytes) {
  return `${Math.round(bytes / 1024)} kB`;
}
