/** Events of Claude Code on which the gate's hook runs. */
export const hookEvents = ['PreToolUse', 'PostToolUse', 'PostToolUseFailure'] as const;
