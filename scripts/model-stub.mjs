/** Loopback stubs of the APIs of three models. The model is scripted: its nth answer makes the nth call. */
import { createServer } from 'node:http';

const sse = (events) =>
  events.map(([event, data]) => `${event ? `event: ${event}\n` : ''}data: ${JSON.stringify(data)}\n\n`).join('');

const text = (content) =>
  typeof content === 'string' ? content : (content ?? []).map((each) => each.text ?? '').join('\n');

/** Per client: tools shown and answers given in a request, and the answer that makes a call or ends. */
const apis = {
  'claude-code': {
    unseen: 'mcp__ladder-sales-ops__',
    tools: ({ tools = [] }) => tools.map(({ name }) => name),
    results: ({ messages = [] }) =>
      messages
        .flatMap(({ content }) => (Array.isArray(content) ? content.filter(({ type }) => type === 'tool_result') : []))
        .map(({ content }) => text(content)),
    answer(call, n) {
      const block = call
        ? { type: 'tool_use', id: `toolu_${n}`, name: call[0], input: {} }
        : { type: 'text', text: '' };
      const delta = call
        ? { type: 'input_json_delta', partial_json: JSON.stringify(call[1]) }
        : { type: 'text_delta', text: 'Done.' };
      const message = {
        id: `msg_${n}`,
        type: 'message',
        role: 'assistant',
        model: 'stub',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 1, output_tokens: 1 },
      };
      return sse([
        ['message_start', { type: 'message_start', message }],
        ['content_block_start', { type: 'content_block_start', index: 0, content_block: block }],
        ['content_block_delta', { type: 'content_block_delta', index: 0, delta }],
        ['content_block_stop', { type: 'content_block_stop', index: 0 }],
        [
          'message_delta',
          {
            type: 'message_delta',
            delta: { stop_reason: call ? 'tool_use' : 'end_turn', stop_sequence: null },
            usage: { output_tokens: 1 },
          },
        ],
        ['message_stop', { type: 'message_stop' }],
      ]);
    },
  },
  codex: {
    // Codex asks its model before a server has started: what is called then it calls unsupported, and is called again.
    sign: 'list_mcp_resources',
    unseen: 'mcp__ladder_sales_ops ',
    tools: ({ tools = [] }) =>
      tools.flatMap((each) => (each.tools ? each.tools.map(({ name }) => `${each.name} ${name}`) : [each.name ?? ''])),
    results: ({ input = [] }) =>
      (Array.isArray(input) ? input : [])
        .filter(({ type }) => type === 'function_call_output')
        .map(({ output }) => text(output?.content ?? output))
        .filter((output) => !output.startsWith('unsupported call')),
    answer(call, n) {
      const [namespace, name] = call?.[0].includes(' ') ? call[0].split(' ') : [undefined, call?.[0]];
      const item = call
        ? {
            type: 'function_call',
            id: `fc_${n}`,
            call_id: `call_${n}`,
            name,
            ...(namespace ? { namespace } : {}),
            arguments: JSON.stringify(call[1]),
          }
        : { type: 'message', id: `m_${n}`, role: 'assistant', content: [{ type: 'output_text', text: 'Done.' }] };
      const usage = {
        input_tokens: 1,
        input_tokens_details: null,
        output_tokens: 1,
        output_tokens_details: null,
        total_tokens: 2,
      };
      return sse([
        ['response.created', { type: 'response.created', response: { id: `r_${n}` } }],
        ['response.output_item.done', { type: 'response.output_item.done', item }],
        ['response.completed', { type: 'response.completed', response: { id: `r_${n}`, usage } }],
      ]);
    },
  },
  gemini: {
    unseen: 'mcp_ladder-sales-ops_',
    tools: ({ tools = [] }) =>
      tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations.map(({ name }) => name)),
    results: ({ contents = [] }) =>
      contents
        .flatMap(({ parts = [] }) => parts)
        .filter((part) => part.functionResponse)
        .map(({ functionResponse: { response } }) => response.output ?? JSON.stringify(response)),
    answer(call) {
      const part = call ? { functionCall: { name: call[0], args: call[1] } } : { text: 'Done.' };
      const candidate = { content: { role: 'model', parts: [part] }, finishReason: 'STOP', index: 0 };
      return sse([
        [
          null,
          {
            candidates: [candidate],
            usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
          },
        ],
      ]);
    },
  },
};

const isOurs = (name) => /ladder/.test(name);

/** The stub, at a free port; `asked` gathers what the host sent its model. */
export async function stubOf(client, steps) {
  const api = apis[client];
  const asked = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const sent = parsed(body);
    const tools = api.tools(sent);
    // Side requests (titles, quotas, routing) show none of our tools.
    const isMain = tools.some((each) => isOurs(each) || each === api.sign);
    const step = isMain ? steps[api.results(sent).length] : undefined;
    if (isMain) asked.push(sent);
    const name = step && (tools.find((each) => isOurs(each) && each.endsWith(step[0])) ?? `${api.unseen}${step[0]}`);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(api.answer(step && [name, step[1]], asked.length));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const close = () =>
    new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${server.address().port}`, asked, close };
}

function parsed(body) {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}

/** The tools of ours and the answers that the last request of a host showed its model. */
export function readAsked(client, asked) {
  const last = asked.at(-1) ?? {};
  return { tools: apis[client].tools(last).filter(isOurs), results: apis[client].results(last) };
}
