/** The demo: its story, and the processes that play it, one a role. */

import { briefTeller } from './brief.ts';
import { type OpensOffice, officeOf } from './office.ts';
import { type Audience, play } from './play.ts';
import { fortnight, twoMinutes } from './story/index.ts';
import type { Story } from './story.ts';
import { storyteller } from './tell.ts';
import { inkFor } from './terminal-layout.ts';

export { runAgent } from './agent.ts';

interface Telling {
  readonly json: boolean;
  /** The fortnight and what came of it, instead of two minutes. */
  readonly full: boolean;
  readonly story?: Story;
}

/** Exit 0 where every answer was the one that the story expects. */
export function runDemo(program: string, telling: Telling): Promise<number> {
  return tellDemo(officeOf(program), telling);
}

/** The demo in an office of whatever kind. */
export async function tellDemo(
  open: OpensOffice,
  { json, full, story = full ? fortnight : twoMinutes }: Telling,
): Promise<number> {
  // Nobody reads any more: the play stops. The stream itself forgets its error within a tick.
  let unread: Error | null = null;
  const write = (text: string) => {
    if (unread) throw unread;
    process.stdout.write(text, (error) => {
      unread ??= error ?? null;
    });
  };
  const isColoured = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const performance = await play(
    story,
    open,
    json ? silent : (full ? storyteller : briefTeller)(story, write, inkFor(isColoured)),
  );
  if ('differs' in performance) {
    process.stderr.write(`\nladder demo: the play left the script. ${performance.differs}\n`);
    return 1;
  }
  if (json) write(`${JSON.stringify(performance, null, 2)}\n`);
  return 0;
}

const silent: Audience = {
  sitting: () => undefined,
  routine: () => undefined,
  step: () => undefined,
  ended: () => undefined,
};
