import { describe, expect, test } from 'vitest';
import { ask, block, fault, pass } from '../../src/gate/verdict.ts';

describe('what the hook answers (§5.5)', () => {
  test('M1 a call that passes is told nothing: the rules of the client go on', () => {
    expect(pass).toEqual({ exit: 0, stdout: '', stderr: '' });
  });

  test('M1 a block is one line: code, clause, what was found, what to do next', () => {
    const refusal = {
      refused: true,
      code: 'CONFLICT',
      clause: '5.5',
      ruling: 'M1',
      found: 'a\n\nb',
      next: 'wait',
    } as const;
    expect(block(refusal)).toEqual({ exit: 2, stdout: '', stderr: 'CONFLICT (§5.5, M1): a b. Next: wait.' });
  });

  test.each([
    [429, 500, false],
    [430, 500, false],
    [900, 500, true],
  ])('M1 what was found is cut at 500 characters, what to do next stays (%d)', (length, most, isCut) => {
    const { stderr } = block({
      refused: true,
      code: 'CONFLICT',
      found: 'x'.repeat(length),
      next: 'call authorize_send',
    });
    expect(stderr.length).toBeLessThanOrEqual(most);
    expect([stderr.includes('…'), stderr.endsWith(' Next: call authorize_send.')]).toEqual([isCut, true]);
  });

  test('M1 a fault blocks', () => {
    expect(fault('the ledger is locked', 'wait')).toEqual({
      exit: 2,
      stdout: '',
      stderr: 'UNAVAILABLE (§5.5, M1): the ledger is locked. Next: wait.',
    });
  });

  test.each(['default', 'plan', 'acceptEdits'])('M1 in mode %s a person is asked', (mode) => {
    const { exit, stdout, stderr } = ask('mcp__x__post', 'its name says `post`', mode);
    expect([exit, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({
      hookSpecificOutput: {
        hookEventName: 'PreToolUse',
        permissionDecision: 'ask',
        permissionDecisionReason:
          '`mcp__x__post` looks like sending mail: its name says `post`. No permit covers it. Let it through only if no mail goes out.',
      },
    });
  });

  test.each([undefined, 'bypassPermissions', 'dontAsk', 'auto'])(
    'M1 in mode %s nobody is asked: it is blocked',
    (mode) => {
      const { exit, stdout, stderr } = ask('mcp__x__post', 'its name says `post`', mode);
      expect([exit, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(
        /^NOT_PERMITTED \(§5\.5, M1\): .*and nobody is asked in this mode\. Next: call authorize_send /,
      );
    },
  );
});
