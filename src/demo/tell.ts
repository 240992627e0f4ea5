import type { Audience } from './play.ts';
import type { Story } from './story.ts';
export function storyteller(_story: Story, write: (text: string) => void): Audience {
  return { sitting: (s) => write(`${s.at} ${s.role}\n`), step: (s, p) => write(`  ${s.tool} ${JSON.stringify(p).slice(0,300)}\n`), ended: (e) => write(JSON.stringify(e.proof)) };
}
