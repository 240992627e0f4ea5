import type { Command } from '../command/command.ts';

export interface ReportedArgs {
  readonly kind: 'daily_check_in' | 'weekly_close';
}

/** S-1: the report is the act that closes its duty; where none is open, nothing changes. */
export const pipelineReport: Command<ReportedArgs, ReportedArgs, object> = {
  name: 'pipeline_report',
  clause: '6.1',
  prepare: (input) => ({ keys: {}, input }),
  decide({ kind }, { desk }) {
    const open = desk.state.tasks.filter((task) => task.kind === kind && task.closed_at === undefined);
    for (const { id } of open) desk.emit({ type: 'task_closed', task: id });
    return { outcome: 'done', summary: 'The duty is closed by its report.', checks: [], extra: {} };
  },
};
