import type { Story } from '../story.ts';
import { august17 } from './august-17.ts';
import { august24 } from './august-24.ts';
import { august25 } from './august-25.ts';
import { august26 } from './august-26.ts';
import { august28 } from './august-28.ts';
import { july9 } from './july-09.ts';
import { june8 } from './june-08.ts';
import { recurring } from './make.ts';
import { may4 } from './may-04.ts';
import { may5 } from './may-05.ts';
import { may6 } from './may-06.ts';
import { may7 } from './may-07.ts';
import { may8 } from './may-08.ts';
import { may11 } from './may-11.ts';
import { may12 } from './may-12.ts';
import { may13 } from './may-13.ts';
import { may18 } from './may-18.ts';
import { may20 } from './may-20.ts';
import { may21 } from './may-21.ts';
import { twinAxis } from './twin-axis.ts';

export { twoMinutes } from './short/index.ts';

/** Further days are further arrays of sessions, in order of time. */
export const fortnight: Story = {
  ...twinAxis,
  title: 'Ladder: a working fortnight, and what came of it',
  opening: [
    'Twin Axis, a small firm, sells an assessment of partner revenue to software companies. Its agents share one ladder, from PROSPECT to SQL, and nobody climbs it on charm.',
    "Each agent below is a process of its own with an MCP client of its own. Lines that begin with a dash are the narrator's; everything indented below them is what the server answered.",
  ],
  sessions: [
    ...may4,
    ...may5,
    ...may6,
    ...may7,
    ...may8,
    ...may11,
    ...may12,
    ...may13,
    ...may18,
    ...may20,
    ...may21,
    ...june8,
    ...july9,
    ...august17,
    ...august24,
    ...august25,
    ...august26,
    ...august28,
  ],
  quiet: [...recurring, 'week_closed'],
  channels: ['cro-updates', 'agent-handoffs'],
};
