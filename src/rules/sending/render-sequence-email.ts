import type { Email } from '../aggregates/permit.ts';
import type { Command } from '../command/command.ts';
import { refuse } from '../vocabulary/refusal.ts';

export interface RenderedArgs {
  readonly email: Email;
  /** To, subject, text, and headers as JSON. */
  readonly words: Readonly<Record<string, string>>;
}

/** §5.3: a rendered mail is kept under the hash of its bytes, so that exactly these can be permitted; the same bytes once. */
export const renderSequenceEmail: Command<RenderedArgs, RenderedArgs, object> = {
  name: 'render_sequence_email',
  clause: '5.3',
  prepare(args) {
    return { keys: { people: [{ id: args.email.contact }], emails: [args.email.id] }, input: args };
  },
  decide({ email, words }, world) {
    const [person] = world.people;
    if (!person)
      return refuse('NOT_FOUND', {
        clause: '3.1',
        found: 'no contact stands under that id or e-mail',
        next: 'take the id from explain_account',
      });
    const known = world.emails[0]?.email;
    const isSame = known && known.failing.join() === email.failing.join() && known.template === email.template;
    if (!isSame) person.home.emit({ type: 'email_rendered', email, sealed: { person: email.contact, fields: words } });
    return { outcome: 'done', summary: 'The mail is rendered.', checks: [], extra: {} };
  },
};
