import type { Story } from '../../story.ts';
import { twinAxis } from '../twin-axis.ts';
import { after } from './after.ts';
import { climb } from './climb.ts';

export const twoMinutes: Story = {
  ...twinAxis,
  title: 'Ladder, in two minutes',
  opening: [
    'An agent that sells works by rules that somebody wrote down. Here the rules answer. Each role below is a process of its own with its own MCP client; what stands behind an arrow is what the server said.',
  ],
  sessions: [...climb, ...after],
  quiet: [],
  channels: [],
  tampering: {
    said: '"value":180',
    says: '"value":980',
    told: "Then somebody opens the file and makes 980 of Foxglove's 180 people: one byte.",
  },
};
