import { dayOf, named, type Topic } from './watch.ts';

/** §8: won accounts are handed over to delivery. */
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

/** §6.3, P3: accounts whose post-mortem the calibration waits for. */
const owed: Topic = ({ reader, limit }) =>
  reader
    .newestOf('WON', limit)
    .filter(({ post_mortem }) => post_mortem === undefined)
    .map((state) => {
      const { account, name } = named(state);
      return {
        kind: 'post_mortem_owed',
        clause: '6.3',
        summary: `${name}: no post-mortem is on file; the calibration of the quarter waits for it`,
        account,
        tool: 'file_post_mortem',
        call: { account },
      };
    });

export const success: readonly Topic[] = [won, owed];
