import type { Context } from '../command/context.ts';
import type { SignalInput } from './signal-input.ts';

export interface Quality {
  readonly qualifies: boolean;
  /** False for what somebody else did, or what only might happen: a bare introduction, a registration (A5). */
  readonly is_act: boolean;
  readonly because: string;
}

const yes = (because: string): Quality => ({ qualifies: true, is_act: true, because });

const short = (because: string): Quality => ({ qualifies: false, is_act: true, because });

const noAct = (because: string): Quality => ({ qualifies: false, is_act: false, because });

/** §3.2.1, A4: what each type takes to qualify. Likes are counted elsewhere, E9 is checked against its piece. */
export function quality(signal: SignalInput, { policy }: Pick<Context, 'policy'>): Quality {
  switch (signal.type) {
    case 'E1':
      return signal.interaction === 'like'
        ? short('a like counts only among enough of them')
        : yes(`a ${signal.interaction} on a post`);
    case 'E2':
      return yes('subscribed to the Substack');
    case 'E3':
      return policy.engagement.topics.value.some((topic) => topic === signal.topic)
        ? yes(`asked about ${signal.topic}`)
        : short(`the topic is \`${signal.topic}\`, wanted one of ${policy.engagement.topics.value.join(', ')}`);
    case 'E4':
      return yes('asked for the Briefing');
    case 'E5':
      return signal.gated ? yes('downloaded gated content') : short('the download was not gated');
    case 'E6':
      return event(signal);
    case 'E7':
      return signal.response === 'none'
        ? noAct('the introduction was not acknowledged')
        : yes(`the introduction was acknowledged: ${signal.response}`);
    case 'E9':
      return { qualifies: true, is_act: false, because: 'engaged after a piece about them' };
    case 'E10':
      return yes(`took the introduction up: ${signal.response}`);
    default:
      return signal.type satisfies never;
  }
}

function event({ kind, attended, engagement }: SignalInput): Quality {
  if (!attended) return noAct(`registered for the ${kind} but did not attend`);
  return engagement === 'none'
    ? short(`attended the ${kind} without engaging`)
    : yes(`attended the ${kind}: ${engagement}`);
}
