import { dayOf, named, type Topic } from './watch.ts';

/** §8: what was won is handed over to delivery. */
const won: Topic = ({ reader, context, limit }) =>
  reader.newestOf('WON', limit).map((state) => {
    const { account, name } = named(state);
    return {
      kind: 'won',
      clause: '8',
      summary: `${name}: won on ${dayOf(state.stage_since, context)}; its history goes with the hand-over`,
      account,
      tool: 'explain_account',
      call: { account, detail: 'full' },
    };
  });

export const success: readonly Topic[] = [won];
