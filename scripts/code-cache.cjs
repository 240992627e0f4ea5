/** Runs a bundle as its launcher would, and writes what V8 compiled on the way. Arguments: bundle, launcher, cache file. */
const { readFileSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

const [, , app, main, cache] = process.argv;
process.argv = [process.argv[0], main, 'serve'];
const script = new Script(readFileSync(app, 'utf8'), { filename: app });
process.on('exit', (code) => {
  if (code === 0) writeFileSync(cache, script.createCachedData());
});
script.runInThisContext()(createRequire(main), main, dirname(main));
