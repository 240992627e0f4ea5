import { at } from './answer-paths.ts';
import { answerHead, count, type Pen, refusalLines } from './answers.ts';
import type { Audience, StoryEnding } from './play.ts';
import type { Story } from './story.ts';
import { type Ink, paragraph } from './terminal-layout.ts';
import { CallAnswer, localTime, Proof } from './views.ts';

const margin = '  ';
const inner = '    ';

/** Tells a play in few lines: who did what, what the server said, and what follows. */
export function briefTeller(story: Story, write: (text: string) => void, ink: Ink): Audience {
  const pen = { ink, local: localTime(story.zone) };
  write(`\n${ink.strong(story.title.toUpperCase())}\n\n${story.opening.map((text) => paragraph('', text)).join('')}`);
  return {
    sitting({ role, says }, sweep) {
      write(`\n${ink.strong(`${pen.local.short(sweep.at)}  ${role}`)}  ${ink.faint(says)}\n`);
    },
    routine: () => undefined,
    step({ says }, played) {
      const said =
        'refusal' in played
          ? refusalLines(played.refusal, pen, inner)
          : answerHead(played.tool, CallAnswer.parse(played.answer), pen, inner);
      write(`${paragraph(margin, says)}${said}`);
    },
    ended: (ending) => write(`\n${proofLines(ending, story, pen)}`),
  };
}

function proofLines({ proof, tampered }: StoryEnding, story: Story, { ink }: Pen): string {
  const { events, streams, checkpoints } = Proof.parse(proof);
  const holds = `ladder verify: ${count(events, 'event')} on ${streams} streams, each chained to the one before, under ${count(checkpoints, 'signed checkpoint')}. All of it holds.`;
  if (!story.tampering || tampered === undefined) return paragraph('', holds, ink.good);
  const [kind, seq, because] = ['kind', 'seq', 'because'].map((part) => String(at(tampered, `fault/${part}`)));
  return [
    paragraph('', holds, ink.good),
    paragraph('', story.tampering.told),
    paragraph('', `ladder verify: damaged. Event ${seq} is ${kind}: ${because}.`, ink.bad),
    '\n',
  ].join('');
}
