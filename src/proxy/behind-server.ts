import { classify } from '../gate/classify.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';
import type { Calendar } from '../rules/time/time.ts';
import { refuse } from '../rules/vocabulary/refusal.ts';
import { messageOf } from './mail-server.ts';
import { type ListedTool, named, rulesFor, whyHidden } from './mail-server-tools.ts';
import type { Behind } from './proxy-server.ts';
import { describedBy, quotedAnswer } from './quoting.ts';
import { sendThrough, type Through, unconfirmed, unreached } from './sending.ts';

interface Given {
  readonly version: string;
  readonly through: Through;
  /** As the file has it now. */
  policy(): PolicyValues;
  calendar(): Calendar;
  readonly log: (line: string) => void;
}

/** A mail server behind the proxy: what it lists is held against the policy and the pins at each call. */
export function behindServer({ version, through, policy, calendar, log }: Given): Behind {
  const { server, profile, pins, withhold } = through;
  const standing = async () => {
    const tools = await server.tools();
    return { tools, changed: pins.compare(tools) };
  };
  return {
    version,
    says: `by the mail server ${profile}`,
    log,
    calendar,
    send: (permit) => sendThrough(permit, through),
    // Without the server's own tools `send` is shown still, and says what is wrong.
    tools: () =>
      shownTools().catch((error: unknown) => {
        log(messageOf(error));
        return [];
      }),
    async call(name, args) {
      const trouble = await server.trouble();
      if (trouble !== null) return unreached(trouble);
      const { tools, changed } = await standing();
      const rules = policy();
      const tool = tools.find((each) => each.name === name);
      if (!tool) return null;
      const hidden = whyHidden(tool, profile, rules);
      if (hidden !== null) return held(name, hidden);
      if (changed.has(name)) return unconfirmed(name, profile);
      const found = classify(named(name, profile), args, rulesFor(name, profile, rules), []);
      if (found.is !== 'free') return held(name, 'why' in found ? found.why : 'it sends');
      return quotedAnswer(await server.call(name, args), profile, withhold);
    },
  };

  async function shownTools() {
    const trouble = await server.trouble();
    if (trouble !== null) throw new Error(trouble);
    const { tools, changed } = await standing();
    for (const name of changed) log(`\`${name}\` is not what was shown before, and is not shown until it is confirmed`);
    const rules = policy();
    return tools.filter((tool) => !changed.has(tool.name) && whyHidden(tool, profile, rules) === null).map(shown);
  }

  function shown({ name, description = '', inputSchema }: ListedTool) {
    return { name, description: describedBy(profile, description), inputSchema };
  }
}

function held(tool: string, why: string) {
  return refuse('RULE_REFUSED', {
    clause: '5.5',
    ruling: 'M1',
    found: `\`${tool}\` is held: ${why}`,
    next: 'call authorize_send, and `send` with the id of its permit',
  });
}
