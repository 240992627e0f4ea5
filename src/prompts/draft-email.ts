import { label } from '../rules/aggregates/account.ts';
import { ageOf } from '../rules/criteria/engagement.ts';
import { currentFacts } from '../rules/criteria/gates.ts';
import { refuse } from '../rules/vocabulary/refusal.ts';
import { templateNamed } from '../views/templates.ts';
import type { Prompt } from './prompt.ts';

/** Facts and signals shown, the newest. */
const most = 60;

const draftEmail: Prompt = {
  name: 'draft-email',
  title: 'Fill the slots of a sequence mail',
  description: 'Fill the slots of a template for one contact from recorded facts, and check the rendered mail.',
  args: [
    { name: 'contact', description: 'id or e-mail', required: true },
    { name: 'sequence', description: 'nurture, activation, re_engagement or post_briefing', required: true },
  ],
  complete: (argument, typed, { library }) =>
    argument === 'sequence'
      ? [...new Set(library.templates.map((each) => each.sequence))].filter((each) => each.startsWith(typed))
      : [],
  text({ contact = '', sequence = '' }, scope) {
    const found = scope.reader.contact(contact.trim());
    const record = found ? scope.reader.account(found.account) : null;
    if (!found || !record)
      return refuse('NOT_FOUND', {
        found: 'no contact stands under that id or e-mail',
        next: 'take the id from explain_account',
      });
    const template = templateNamed(scope.reader, scope.library, `${sequence}_1`);
    if (!template) {
      const known = [...new Set(scope.library.templates.map((each) => each.sequence))].join(', ');
      return refuse('NOT_FOUND', { found: 'no template of that sequence exists', next: `name one of ${known}` });
    }
    const { state } = record;
    const facts = [...currentFacts(state.facts).values()].slice(-most);
    const signals = state.signals.filter((signal) => !signal.gone && signal.contact === found.contact).slice(-most);
    return {
      text: [
        `Fill the slots of template ${template.key} for contact ${found.contact} at ${label(state)} (${state.domain}, ${state.stage}).`,
        `Slots: ${template.slots.map((slot) => `${slot.name} (rests on ${slot.rests_on})`).join(', ') || 'none'}. One whole sentence each, plain text, on a recorded fact or signal whose id you name. Say nothing that the facts below don't carry: no number, no name.`,
        `Then call render_sequence_email with the template, the contact and the slots, and mend what its checks name. It is a draft: nothing is sent.`,
        `Facts:\n${facts.map((fact) => `- ${fact.id}: ${fact.fact} = ${JSON.stringify(fact.value)} (${fact.as_of})`).join('\n') || '- none on file'}`,
        `Signals:\n${signals.map((signal) => `- ${signal.id}: ${signal.type}, ${ageOf(signal, scope.moment)} days old, ${signal.because}`).join('\n') || '- none on file'}`,
        `The fixed text, for reading only:\n\n${template.body}`,
      ].join('\n\n'),
    };
  },
};

export default draftEmail;
