import { spokenTime } from '../views/spoken.ts';
import type { Prompt } from './prompt.ts';

const sessionStartSweep: Prompt = {
  name: 'session-start-sweep',
  title: 'Session-start sweep',
  description: 'Open a working session: apply what is due, then work through what is yours.',
  args: [],
  text: (_, { role, reader, moment }) => {
    const { open, overdue } = reader.taskCount(role, moment.now);
    return {
      text: [
        `This connection acts as ${role}; it is ${spokenTime(moment.now, moment.calendar)}. ${open} of its tasks are open, ${overdue} of them overdue.`,
        '1. Call session_sweep.',
        '2. Take the tasks from the top. For each, read explain_account of its account, then call the tool that the task names. Where evidence is missing, fetch it first; never make it up.',
        '3. If a call is refused, do what the refusal says, or leave the task and note who has to act.',
        '4. Close with a short report: what you did, what you left and why, and what others owe you.',
      ].join('\n'),
    };
  },
};

export default sessionStartSweep;
