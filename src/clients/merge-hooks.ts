import { applyEdits, type JSONPath, modify, type ParseError, parse } from 'jsonc-parser';
import { hasFields } from '../fields.ts';
import type { Launch } from './entry.ts';
import { hookEvents } from './hook-events.ts';
import type { Merged } from './merged.ts';

/** The tools through which mail can go out. */
const hookMatcher = 'Bash|PowerShell|WebFetch|mcp__.*';

export interface Hook {
  readonly type: 'command';
  readonly command: string;
  readonly timeout: number;
  readonly onFailure: 'block';
}

/** Hooks get the client's environment, not a server's: the command names ledger, policy and keys itself. */
export function hookOf({ node, program, env }: Launch): Hook {
  const named = [
    ['--db', env.LADDER_DB],
    ['--policy', env.LADDER_POLICY],
    ['--keys', env.LADDER_KEYS],
  ].flatMap(([option, path]) => (path ? [`${option} "${path}"`] : []));
  const command = [`"${node}" "${program}" gate`, ...named].join(' ');
  return { type: 'command', command, timeout: 20, onFailure: 'block' };
}

/** A hook of ours, whichever ledger it names. */
export function isGate(hook: unknown): boolean {
  return hasFields(hook) && typeof hook.command === 'string' && /ladder(?:\.js)?"? gate(?:\s|$)/.test(hook.command);
}

/** Puts Ladder's hook into the client's settings: all else in them stays, and there is one hook for each event. */
export function mergeHooks(given: string, hook: Hook): Merged {
  const mark = given.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = given.slice(mark.length);
  let text = body.trim() === '' ? '{}\n' : body;
  const faults: ParseError[] = [];
  const tree: unknown = parse(text, faults, { disallowComments: false, allowTrailingComma: true });
  if (faults.length > 0 || !hasFields(tree)) return { problem: 'it holds no JSON object' };
  const hooks = tree.hooks ?? {};
  if (!hasFields(hooks)) return { problem: '`hooks` is no object' };
  for (const event of hookEvents) {
    const groups = hooks[event] ?? [];
    if (!Array.isArray(groups)) return { problem: `\`hooks.${event}\` is no list` };
    for (const { path, value, isNew } of placed(event, groups, hook))
      text = applyEdits(text, modify(text, path, value, { ...form(text), isArrayInsertion: isNew }));
  }
  return { text: mark + text };
}

interface Placed {
  readonly path: JSONPath;
  readonly value: unknown;
  readonly isNew: boolean;
}

/** Changes to the hooks of one event; none where the gate stands there already. */
function placed(event: string, groups: readonly unknown[], hook: Hook): readonly Placed[] {
  const ours = groups.flatMap((group, at) => {
    const held: unknown = hasFields(group) ? group.hooks : undefined;
    const place = Array.isArray(held) ? held.findIndex(isGate) : -1;
    return Array.isArray(held) && place >= 0 ? [{ group, at, place, held: held[place] }] : [];
  });
  const [first] = ours;
  if (!first) {
    const group = { matcher: hookMatcher, hooks: [hook] };
    return groups.length === 0
      ? [{ path: ['hooks', event], value: [group], isNew: false }]
      : [{ path: ['hooks', event, groups.length], value: group, isNew: true }];
  }
  const { at, place, held, group } = first;
  const isSame = JSON.stringify(held) === JSON.stringify(hook);
  const isMatching = hasFields(group) && group.matcher === hookMatcher;
  return [
    ...(isSame ? [] : [{ path: ['hooks', event, at, 'hooks', place], value: hook, isNew: false }]),
    ...(isMatching ? [] : [{ path: ['hooks', event, at, 'matcher'], value: hookMatcher, isNew: false }]),
  ];
}

function form(text: string) {
  const step = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const indent = step.startsWith('\t')
    ? { insertSpaces: false, tabSize: 1 }
    : { insertSpaces: true, tabSize: step.length };
  return { formattingOptions: { ...indent, eol: text.includes('\r\n') ? '\r\n' : '\n' } };
}
