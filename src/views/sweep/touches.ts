import { activeTouches } from '../../rules/sequences/standing.ts';
import { named, personAt, type Topic } from './watch.ts';

/** C1, C2: touches whose day has come and that nothing holds, the longest due first. */
export const touchesDue: Topic = ({ reader, context, limit }) =>
  reader
    .touchesDue(context.today, limit)
    .flatMap((state) => {
      const record = reader.account(state.id);
      if (!record) return [];
      const { account, name } = named(state);
      return activeTouches(record.state)
        .filter(({ due_on }) => due_on <= context.today)
        .map(({ enrolment: { contact, sequence, touch, versions }, due_on }) => ({
          kind: 'touch_due',
          clause: '5.2',
          summary: `${personAt(record, contact) ?? contact} at ${name}: touch ${touch} of ${sequence} is due since ${due_on}; render it, then authorize_send`,
          account,
          contact,
          tool: 'render_sequence_email',
          call: { template: versions[touch] ?? `${sequence}_${touch}`, contact },
        }));
    })
    .slice(0, limit);
