/**
 * Plugins of the build that put off what a start doesn't need. A lazy module stands in the bundle as a function that is run
 * at the first use of one of its names; until then nothing of it is compiled or set up.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { build as bundle } from 'esbuild';

/**
 * Packages that a start doesn't need: each is a file of its own in dist/, read at its first use. What is named here is used
 * by modules that every start sets up, so a stub of it stands in for the package: functions, classes, functions of its default export.
 */
const apart = {
  '@modelcontextprotocol/server/validators/ajv': {},
  '@modelcontextprotocol/client': {},
  '@modelcontextprotocol/client/stdio': {},
  'chrono-node': {},
  'csv-parse': {},
  'csv-parse/sync': {},
  handlebars: { byDefault: ['parse', 'create'] },
  'jsonc-parser': {},
  nodemailer: {},
  'smol-toml': {},
  'smtp-server': {},
  tldts: { functions: ['parse'] },
  yaml: { functions: ['parse', 'parseDocument', 'visit'], classes: ['LineCounter'] },
};

/** A module of the same names, each of which reads the package when it is called. */
function stub(file, { functions = [], classes = [], byDefault = [] }) {
  const own = `require(${JSON.stringify(file)})`;
  const call = (name) => `(...given) => ${own}.${name}(...given)`;
  return [
    ...functions.map((name) => `export const ${name} = ${call(name)};`),
    ...classes.map((name) => `export function ${name}(...given) { return new (${own}.${name})(...given); }`),
    `export default { ${byDefault.map((name) => `${name}: ${call(name)}`).join(', ')} };`,
  ].join('\n');
}

/** Modules of ours that a start sets up for nothing, with the functions that others call. */
const later = {
  'library/shipped-templates.ts': ['shippedTemplates'],
  'policy/recorded-policy.ts': ['loadEarlier'],
  'policy/schema-faults.ts': ['shaped', 'knownKeys', 'pathText'],
  'policy/semantic-faults.ts': ['sectionFaults', 'semanticFaults'],
};

/** Each of them is set up at the first call of one of its functions. */
export const modulesLater = {
  name: 'modules-later',
  setup({ onStart, onResolve, onLoad, initialOptions: { absWorkingDir: root } }) {
    onStart(() => {
      const gone = Object.keys(later).filter((path) => !existsSync(join(root, 'src', path)));
      return { errors: gone.map((path) => ({ text: `no file src/${path} to set up later` })) };
    });
    onResolve(
      {
        filter: new RegExp(
          `/(${Object.keys(later)
            .map((path) => basename(path))
            .join('|')})$`,
        ),
      },
      ({ kind, path, resolveDir }) =>
        kind === 'import-statement' ? { path: join(resolveDir, path), namespace: 'later' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'later' }, ({ path }) => {
      const functions = Object.entries(later).find(([end]) => path.endsWith(end))?.[1];
      return { contents: stub(path, { functions }), resolveDir: dirname(path) };
    });
  },
};

/** Files of the SDK that declare schemas by the hundred, of which a start asks a few. */
const schemaFiles = /modelcontextprotocol[\\/](core[\\/]dist[\\/](schemas|auth)|server[\\/]dist[\\/]src)-[\w-]+\.mjs$/;

/** The declaration of a schema, at the outermost level or the next: the line behind it is neither indented further nor closes anything. */
const declaration =
  /^(\t(?=const [A-Z]\w*Schema\b)|)const ([\w$]+) = ((?:z\.|wire(?:Result|Request)\(|\w+Schema(?:\$\d)?\.)(?:[^;]|;(?!\n)|;\n\1[ \t)\]}])*?);$(?!\n\1[ \t)\]}])/gm;

/** The text of a file, each schema of the SDK built at the first question about it. */
export function withSchemasLater(path, text) {
  if (!schemaFiles.test(path)) return text;
  return `${laterSchema}\n${text.replace(declaration, '$1const $2 = laterSchema(() => ($3));')}`;
}

/** Stands in for a schema until it is asked; written into each file that has some. */
function laterSchema(build) {
  let built;
  const schema = () => (built ??= build());
  return new Proxy(
    {},
    {
      get: (_, name) => Reflect.get(schema(), name),
      set: (_, name, value) => Reflect.set(schema(), name, value),
      has: (_, name) => Reflect.has(schema(), name),
      getPrototypeOf: () => Reflect.getPrototypeOf(schema()),
      ownKeys: () => Reflect.ownKeys(schema()),
      getOwnPropertyDescriptor(_, name) {
        const found = Reflect.getOwnPropertyDescriptor(schema(), name);
        return found && { ...found, configurable: true };
      },
    },
  );
}

/**
 * The driver's own files stand in the bundle, where they are compiled already; what is native is read from where an
 * installation puts it. Where it isn't there the package is asked, which looks further or says what is missing.
 */
export const driverWithin = {
  name: 'driver-within',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /^better-sqlite3$/ }, async ({ importer, resolveDir, pluginData }) => {
      if (pluginData === 'driver') return undefined;
      if (!/[\\/]src[\\/].*\.ts$/.test(importer)) return { path: 'better-sqlite3', external: true };
      const { path } = await resolve('better-sqlite3', { resolveDir, kind: 'require-call', pluginData: 'driver' });
      return { path, namespace: 'driver' };
    });
    onLoad({ filter: /.*/, namespace: 'driver' }, ({ path }) => ({
      contents: `
        const found = (name) => { try { return require.resolve(name); } catch { return undefined; } };
        const native = found('better-sqlite3/build/Release/better_sqlite3.node');
        module.exports = native ? require(${JSON.stringify(path)}) : require('better-sqlite3');`,
      resolveDir: dirname(path),
    }));
    onLoad({ filter: /better-sqlite3[\\/]lib[\\/]database\.js$/ }, ({ path }) => ({
      contents: replaced(
        path,
        "require('bindings')('better_sqlite3.node')",
        "require('better-sqlite3/build/Release/better_sqlite3.node')",
      ),
    }));
  },
};

/** A file's text with one passage changed. Throws where it doesn't stand there once, as after an update. */
function replaced(path, passage, by) {
  const parts = readFileSync(path, 'utf8').split(passage);
  if (parts.length !== 2) throw new Error(`${path} holds \`${passage}\` ${parts.length - 1} times`);
  return parts.join(by);
}

const fileOf = (name) => `package-${name.replace(/\W+/g, '-')}`;

/** The files of these packages, and the plugin that has the bundle read them from there. */
export async function packagesApart(options) {
  const { outputFiles } = await bundle({
    ...options,
    banner: {},
    footer: {},
    define: {},
    plugins: [],
    entryPoints: Object.keys(apart).map((name) => ({ in: name, out: fileOf(name) })),
    entryNames: '[name]-[hash]',
    outdir: options.absWorkingDir,
    sourcemap: false,
  });
  const files = outputFiles.map(({ path, text }) => ({ name: basename(path), text }));
  const written = (name) => `./${files.find((file) => file.name.replace(/-[^-]*$/, '') === fileOf(name)).name}`;
  const plugin = {
    name: 'packages-apart',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\/package-[\w-]+\.js$/ }, ({ path }) => ({ path, external: true }));
      onResolve({ filter: new RegExp(`^(${Object.keys(apart).join('|')})$`) }, ({ path, importer }) => {
        if (!/[\\/]src[\\/].*\.ts$/.test(importer)) return undefined;
        const isStubbed = Object.keys(apart[path]).length > 0;
        return isStubbed ? { path, namespace: 'stub' } : { path: written(path), external: true };
      });
      // The SDK validates schemas of others' making; this server asks for none.
      onLoad({ filter: /[\\/]server[\\/]dist[\\/]shimsNode\.mjs$/ }, () => ({
        contents: `
          export class DefaultJsonSchemaValidator {
            getValidator(schema) {
              return new (require('${written('@modelcontextprotocol/server/validators/ajv')}').AjvJsonSchemaValidator)().getValidator(schema);
            }
          }
          export const process = globalThis.process;`,
      }));
      onLoad({ filter: /.*/, namespace: 'stub' }, ({ path }) => ({ contents: stub(written(path), apart[path]) }));
    },
  };
  return { files, plugin };
}

/**
 * The tools, each set up at its first call: what a list and a check of the role need of it is found out now, by running the
 * sources, and stands in the bundle as data.
 */
export async function lazyTools(root, options) {
  const folder = join(root, 'src', 'tools');
  const known = await described(join(folder, 'index.ts'), root, options);
  return {
    name: 'lazy-tools',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\/[\w-]+\.ts$/ }, ({ path, importer }) =>
        importer === join(folder, 'index.ts') ? { path: join(folder, path), namespace: 'lazy-tool' } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'lazy-tool' }, ({ path }) => ({
        contents: toolStub(path, known.get(basename(path, '.ts'))),
        resolveDir: folder,
      }));
    },
  };
}

function toolStub(path, known) {
  if (!known) throw new Error(`${path} is no tool of its name`);
  return `
    let made;
    const tool = () => (made ??= require(${JSON.stringify(path)}).default);
    export default Object.freeze({
      ...${JSON.stringify(known)},
      get input() { return tool().input; },
      get output() { return tool().output; },
      call: (args, session) => tool().call(args, session),
    });`;
}

/** The definition of each tool without its schemas, by the name of its file. */
async function described(registry, root, options) {
  const { outputFiles } = await bundle({
    ...options,
    plugins: options.plugins,
    external: [...options.external, 'better-sqlite3', ...Object.keys(apart)],
    entryPoints: [registry],
    footer: { js: ';return module.exports.tools})' },
    sourcemap: false,
  });
  const program = join(root, 'dist', 'ladder.js');
  const run = new Script(outputFiles[0].text, { filename: registry }).runInThisContext();
  const tools = run(createRequire(program), program, dirname(program));
  return new Map(tools.map(({ input, output, ...rest }) => [rest.name.replaceAll('_', '-'), rest]));
}
