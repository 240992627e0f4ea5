import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call, hello, messages, program, request, run, tempFolder, tuesday } from './program.ts';

/** Writes down which packages of dist/ the program reads. */
const witness = `
  const Module = require('node:module');
  const { writeFileSync } = require('node:fs');
  const load = Module._load;
  const read = [];
  Module._load = function (name, ...rest) {
    if (name.startsWith('./package-')) read.push(name.replace(/^\\.\\/package-(.*)-[^-]*$/, '$1'));
    return load.call(this, name, ...rest);
  };
  process.on('exit', () => writeFileSync(process.env.READ, JSON.stringify([...new Set(read)].sort())));`;

async function packagesReadBy(input: string): Promise<{ readonly read: unknown; readonly answers: number }> {
  const folder = tempFolder();
  const [hook, read] = [join(folder, 'witness.cjs'), join(folder, 'read.json')];
  writeFileSync(hook, witness);
  const env = { LADDER_DB: join(folder, 'l.db'), LADDER_NOW: tuesday, READ: read };
  const ended = await run({ program: '--require', args: [hook, program, 'serve', '--as', 'sales.ops'], env }, input);
  return { read: JSON.parse(readFileSync(read, 'utf8')), answers: messages(ended).length };
}

test('house a start that lists the tools reads no package that stands apart', async () => {
  expect(await packagesReadBy(hello + request(2, 'tools/list'))).toEqual({ read: [], answers: 2 });
});

test('house a sweep reads none either', async () => {
  expect(await packagesReadBy(hello + call(2, 'session_sweep'))).toEqual({ read: [], answers: 2 });
});

test('house the list of public suffixes is read with the first domain, and the templates with the first that is asked for', async () => {
  expect(await packagesReadBy(hello + call(2, 'save_account', { domain: 'acme.com' }))).toEqual({
    read: ['tldts'],
    answers: 2,
  });
  expect(await packagesReadBy(hello + call(2, 'read_ladder', { uri: 'ladder://templates/nurture_1' }))).toEqual({
    read: ['yaml'],
    answers: 2,
  });
});
