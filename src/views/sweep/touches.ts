import { heldBack } from '../../rules/sending/held-back.ts';
import { activeTouches } from '../../rules/sequences/standing.ts';
import { named, personAt, type Topic } from './watch.ts';

/** C1, C2: touches whose day has come and that nothing of their own holds, the longest due first; while the mailbox lets none out, that they wait (M4, M7). */
export const touchesDue: Topic = ({ reader, context, limit }) => {
  const held = heldBack(reader.mailbox(), false);
  return reader
    .touchesDue(context.today, limit)
    .flatMap((state) => {
      const record = reader.account(state.id);
      if (!record) return [];
      const { account, name } = named(state);
      return activeTouches(record.state)
        .filter(({ due_on }) => due_on <= context.today)
        .map(({ enrolment: { contact, sequence, touch, versions }, due_on }) => {
          const what = `${personAt(record, contact) ?? contact} at ${name}: touch ${touch} of ${sequence} is due since ${due_on}`;
          const row = { kind: 'touch_due', clause: '5.2', account, contact };
          if (held) return { ...row, summary: `${what}; it waits (§5.5, ${held.ruling}): ${held.next}` };
          return {
            ...row,
            summary: `${what}; render it, then authorize_send`,
            tool: 'render_sequence_email',
            call: { template: versions[touch] ?? `${sequence}_${touch}`, contact },
          };
        });
    })
    .slice(0, limit);
};
