import { z } from 'zod';
import { fileSignalNote } from '../rules/signals/file-signal-note.ts';
import { signalView, spentPart } from '../views/signals.ts';
import { noteCallers, noteWords, SignalNoteInput } from './support/note-input.ts';
import { AccountOut, SignalOut, SpentOut, Written } from './support/schemas.ts';
import { tool, write } from './support/tool.ts';

export default tool({
  name: 'file_signal_note',
  title: 'File a signal note',
  description:
    'Record an engagement signal once it is seen. E8 is found by itself, unknown domains are registered, notes that name no company wait. Not for replies to our mails.',
  underPolicy: noteWords,
  clauses: ['3.2.1', '4.1'],
  callers: noteCallers,
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: SignalNoteInput,
  // Neither stands in a kept answer whose words were erased.
  output: Written.extend({
    account: AccountOut.pick({ domain: true, stage: true, review: true }).optional(),
    signal: SignalOut.optional(),
    derived: z.array(SignalOut).optional(),
    spent: SpentOut.optional(),
    // A dry run lets nothing wait that would have an id.
    waiting: z.looseObject({ id: z.string().optional(), because: z.string() }).optional(),
    registered: z.looseObject({ domain: z.string(), near: z.array(z.looseObject({})) }).optional(),
    remark: z.string().optional(),
  }),
  handle: (args, session) =>
    write(
      fileSignalNote,
      args,
      session,
      ({ extra, account }, _, viewing) =>
        extra.waiting
          ? { account: undefined, next: undefined, waiting: extra.waiting, derived: [] }
          : {
              signal: signalView(account, extra.signal),
              derived: extra.derived.map((id) => signalView(account, id)),
              ...(extra.registered ? { registered: extra.registered } : {}),
              ...(extra.remark ? { remark: extra.remark } : {}),
              ...spentPart(account, viewing),
            },
      { account: 'place' },
    ),
});
