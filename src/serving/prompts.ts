import { ProtocolError, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import { prompts } from '../prompts/index.ts';
import { isRefusal, refusalText } from '../rules/vocabulary/refusal.ts';
import { isWhole, masked, type Serving } from './defects.ts';

export function servePrompts(server: Server, { role, ledger, library, log }: Serving): void {
  server.setRequestHandler('prompts/list', (request) => {
    isWhole(request);
    return {
      prompts: prompts.map(({ name, title, description, args }) => ({
        name,
        title,
        description,
        arguments: args.map((each) => ({ ...each })),
      })),
    };
  });
  server.setRequestHandler('prompts/get', async ({ params }) => {
    const prompt = prompts.find((each) => each.name === params.name);
    if (!prompt)
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `there is no prompt \`${params.name.slice(0, 100)}\``);
    const lacking = prompt.args.find((each) => each.required && !params.arguments?.[each.name]);
    if (lacking)
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `the prompt needs \`${lacking.name}\`: ${lacking.description}`,
      );
    const text = await masked(prompt.name, log, () =>
      ledger.read((reader, moment) => prompt.text(params.arguments ?? {}, { reader, moment, library, role })),
    );
    if (isRefusal(text)) throw new ProtocolError(ProtocolErrorCode.InvalidParams, refusalText(text));
    return {
      description: prompt.description,
      messages: [{ role: 'user' as const, content: { type: 'text' as const, text: text.text } }],
    };
  });
}
