/** The least that a tool over this SDK can cost: one text in, one text out; or an answer that it was given. */
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

const given = process.env.BENCH_ANSWER;
const least = JSON.stringify({ content: [{ type: 'text', text: 'done' }], structuredContent: { outcome: 'done' } });

serveStdio(() => {
  const server = new McpServer({ name: 'noop', version: '1.0.0' });
  const outputSchema = given ? z.looseObject({}) : z.object({ outcome: z.string() });
  const schemas = { inputSchema: z.object({ account: z.string() }), outputSchema };
  server.registerTool('noop', { description: 'Does nothing.', ...schemas }, () => JSON.parse(given ?? least));
  return server;
});
