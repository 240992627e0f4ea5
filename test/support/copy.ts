import { type Data, ok } from './calls.ts';
import { nurtureCopy } from './nurture-copy.ts';
import { type House, openHouse } from './server.ts';

export { nurtureCopy };

/** Copy for activation that no check fails. */
export const activationCopy = {
  subject: '{{company}}: who answers for partner revenue?',
  body: '{{insight}} {{trigger}} {{hook}}\nI see two axes here: RevOps governs the first, and Ecosystem Revenue Intelligence governs the second beside it. My Assessment puts that second axis of {{company}} on paper for $2,500, once. Would the free 45-minute Ecosystem Revenue Architecture Briefing be a good place to test the idea first?',
  slots: [
    { name: 'insight', rests_on: 'insight_fact' as const },
    { name: 'trigger', rests_on: 'trigger_signal' as const },
    { name: 'hook', rests_on: 'hook' as const },
  ],
};

export const wanted = { sequence: 'nurture', touch: 1, purpose: 'a first mail for new MQLs', estimate_hours: 2 };

const copyOf = (sequence: string) => (sequence === 'activation' ? activationCopy : nurtureCopy);

/** The first request of the house. */
export async function seedRequest(house: House, sequence = 'nurture'): Promise<Data> {
  return ok(house, 'cro', 'request_template', { ...wanted, sequence });
}

/** ... drafted and submitted: before the cmo. */
export async function seedSubmitted(house: House, sequence = 'nurture'): Promise<Data> {
  await seedRequest(house, sequence);
  const args = { request: 'req_copy_1', ...copyOf(sequence), submit: true };
  return ok(house, 'category.positioning', 'draft_template', args);
}

/** ... approved by the cmo. */
export async function seedApproved(house: House, sequence = 'nurture'): Promise<Data> {
  const { template } = await seedSubmitted(house, sequence);
  return ok(house, 'cmo', 'review_template', { template: template.id, decision: 'approve', hash: template.hash });
}

/** A house whose first nurture mail is approved and loaded. */
export async function seedLive(): Promise<House> {
  const house = await openHouse();
  await seedApproved(house);
  await ok(house, 'sales.ops', 'load_template', { template: 'nurture_1' });
  return house;
}

/** The state of a touch's newest version. */
export const templateState = async (house: House): Promise<string> => (await newestVersion(house)).state;

/** A touch's newest version, as its page tells it. */
export async function newestVersion(house: House, key = 'nurture_1'): Promise<Data> {
  const { contents } = await (await house.as('viewer')).readResource({ uri: `ladder://templates/${key}?format=json` });
  const [page] = contents;
  if (!page || !('text' in page)) throw new Error('no text');
  return JSON.parse(page.text).versions[0];
}
