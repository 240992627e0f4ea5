/** The least that a tool over this SDK can cost: one text in, one text out. */
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

serveStdio(() => {
  const server = new McpServer({ name: 'noop', version: '1.0.0' });
  const schemas = { inputSchema: z.object({ account: z.string() }), outputSchema: z.object({ outcome: z.string() }) };
  server.registerTool('noop', { description: 'Does nothing.', ...schemas }, () => ({
    content: [{ type: 'text', text: 'done' }],
    structuredContent: { outcome: 'done' },
  }));
  return server;
});
