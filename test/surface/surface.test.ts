import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tools } from '../../src/tools/index.ts';
import { listingOf } from '../../src/tools/support/listing.ts';
import { openHouse } from '../support/server.ts';

/** The public face as it is committed. `UPDATE_SURFACE=1 npx vitest run test/surface` writes it anew. */
const updating = process.env.UPDATE_SURFACE === '1';

function compared(file: string, value: unknown): void {
  const path = `test/surface/${file}`;
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (updating) writeFileSync(path, text);
  if (!existsSync(path)) throw new Error(`${path} is not committed: run UPDATE_SURFACE=1 npx vitest run test/surface`);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

test.each(tools.map((tool) => tool.name))('surface %s is what is committed', (name) => {
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw new Error(`no tool ${name}`);
  const { title, description, inputSchema, outputSchema, annotations, _meta } = listingOf(tool);
  compared(`tools/${name}.json`, {
    name,
    title,
    description,
    inputSchema,
    outputSchema,
    annotations,
    ...(_meta ? { _meta } : {}),
  });
});

test('surface no snapshot outlives its tool', () => {
  const kept = readdirSync('test/surface/tools').map((file) => file.replace('.json', ''));
  expect(kept.sort()).toEqual(tools.map((tool) => tool.name).sort());
});

test('surface resources, templates and prompts are what is committed', async () => {
  const house = await openHouse();
  const client = await house.as('viewer');
  const { resources } = await client.listResources();
  const { resourceTemplates } = await client.listResourceTemplates();
  const { prompts } = await client.listPrompts();
  compared('resources.json', { resources, resourceTemplates });
  compared('prompts.json', { prompts });
});
