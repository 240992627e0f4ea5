import { type Refusal, refusalText, refuse } from '../rules/vocabulary/refusal.ts';

/** The hook's answer to the client. Any other exit code would let the call through. */
export interface GateVerdict {
  readonly exit: 0 | 2;
  readonly stdout: string;
  readonly stderr: string;
}

const longest = 500;

/** The client's own permission rules go on. */
export const pass: GateVerdict = { exit: 0, stdout: '', stderr: '' };

export function block(refusal: Refusal): GateVerdict {
  return { exit: 2, stdout: '', stderr: bounded(refusalText(refusal).replace(/\s+/g, ' ')) };
}

/** The end says what to do next: it stays, and what was found gives way. */
function bounded(text: string): string {
  if (text.length <= longest) return text;
  const next = text.slice(text.lastIndexOf(' Next: ')).slice(0, 250);
  return `${text.slice(0, longest - next.length - 1)}…${next}`;
}

/** A fault of the gate, or of what it needs: nothing is let through. */
export function fault(found: string, next: string): GateVerdict {
  return block(refuse('UNAVAILABLE', { clause: '5.5', ruling: 'M1', found, next }));
}

/** Modes in which nobody would be asked. */
const unasked: ReadonlySet<string> = new Set(['bypassPermissions', 'dontAsk', 'auto']);

/** A person decides, where one is asked. */
export function ask(tool: string, why: string, mode: string | undefined): GateVerdict {
  const found = `\`${tool}\` looks like sending mail: ${why}`;
  const isAsked = mode !== undefined && !unasked.has(mode);
  if (!isAsked)
    return block(
      refuse('NOT_PERMITTED', {
        clause: '5.5',
        ruling: 'M1',
        found: `${found}, and nobody is asked in this mode`,
        next: 'call authorize_send and send its payload with a mail tool that the policy knows, or list the tool in mail_tools',
      }),
    );
  const reason = `${found}. No permit covers it. Let it through only if no mail goes out.`;
  const hookSpecificOutput = {
    hookEventName: 'PreToolUse',
    permissionDecision: 'ask',
    permissionDecisionReason: reason.slice(0, longest),
  };
  return { exit: 0, stdout: JSON.stringify({ hookSpecificOutput }), stderr: '' };
}
