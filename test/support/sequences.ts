import { type Args, acme, type Data, ok, seedMql, twoHigh } from './calls.ts';
import { activationCopy, nurtureCopy } from './copy.ts';
import { planted } from './planted.ts';
import type { House } from './server.ts';

/** The last mail of an activation says that it is the last. */
const lastActivation = {
  ...activationCopy,
  body: activationCopy.body.replace('Would the free', 'This is my last note to you. Would the free'),
};

/** One touch, brought as far as asked; its version's id. */
export async function seedTouch(
  house: House,
  sequence: string,
  touch: number,
  upTo: 'review' | 'approved' | 'live' = 'live',
): Promise<string> {
  const copy = sequence === 'activation' ? (touch === 5 ? lastActivation : activationCopy) : nurtureCopy;
  const { request } = await ok(house, 'cro', 'request_template', {
    sequence,
    touch,
    purpose: 'a mail',
    estimate_hours: 0.25,
  });
  const draft = { request: request.id, ...copy, submit: true };
  const { template } = await ok(house, 'category.positioning', 'draft_template', draft);
  const approve = { template: template.id, decision: 'approve', hash: template.hash };
  if (upTo === 'review') return template.id;
  await ok(house, 'cmo', 'review_template', approve);
  if (sequence === 'activation') await ok(house, 'cro', 'review_template', approve);
  if (upTo === 'live') await ok(house, 'sales.ops', 'load_template', { template: template.id });
  return template.id;
}

/** Every touch of a sequence, live. */
export async function seedLive(house: House, sequence: string, touches = 5): Promise<void> {
  for (let touch = 1; touch <= touches; touch += 1) await seedTouch(house, sequence, touch);
}

export const bea = { name: 'Bea Lind', email: 'bea@acme.com' };
export const cid = { name: 'Cid Mora', email: 'cid@acme.com' };
export const dov = { name: 'Dov Raz', email: 'dov@acme.com' };

export async function seedPeople(house: House, contacts: readonly Args[] = [bea, cid, dov]): Promise<Data> {
  return ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts });
}

/** Acme's dossier fell short: MQL, review NONE, nurture to be proposed, with four contacts and live copy. */
export function seedNurture(house: House): Promise<Data> {
  return planted(house, 'nurture', async () => {
    await seedMql(house);
    await seedPeople(house);
    const scored = await ok(house, 'sales.ops', 'score_dossier', twoHigh);
    await seedLive(house, 'nurture');
    return scored;
  });
}

/** ... with Ana and Bea on a list. */
export function seedProposed(house: House): Promise<Data> {
  return planted(house, 'proposed', async () => {
    await seedNurture(house);
    return ok(house, 'sales.ops', 'propose_recipients', {
      template: 'nurture_1',
      contacts: ['ana@acme.com', bea.email],
    });
  });
}

/** ... that the cro approved. */
export function seedListApproved(house: House): Promise<Data> {
  return planted(house, 'approved', async () => {
    const { list } = await seedProposed(house);
    return ok(house, 'cro', 'review_recipients', { list: list.id, decision: 'approve' });
  });
}

/** ... and sales.ops started. */
export function seedStarted(house: House): Promise<Data> {
  return planted(house, 'started', async () => {
    const { list } = await seedListApproved(house);
    return ok(house, 'sales.ops', 'start_sequence', { list: list.id });
  });
}

/** The id of a contact of Acme's. */
export async function contactId(house: House, email: string): Promise<string> {
  const { contacts } = await ok(house, 'sales.ops', 'explain_account', { account: acme.domain, detail: 'full' });
  return contacts.find((each: Data) => each.email === email)?.id;
}

/** A permit for somebody's first nurture mail, rendered on the number of employees. */
export async function permittedMail(house: House, contact = 'ana@acme.com'): Promise<Data> {
  const { facts } = await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com', detail: 'full' });
  const { email } = await ok(house, 'sales.ops', 'render_sequence_email', {
    template: 'nurture_1',
    contact,
    slots: { insight: 'Your annual report counts 900 employees at Acme Corp.' },
    insight_fact: facts.find((each: Data) => each.fact === 'employees').id,
  });
  return (await ok(house, 'sales.ops', 'authorize_send', { email: email.id })).permit;
}

/** A warm reply of Ana's. */
export const reply = (more: Args = {}): Args => ({
  contact: 'ana@acme.com',
  type: 2,
  received_at: '2026-04-21T09:40:00-04:00',
  text: 'Interesting, send me more.',
  ...more,
});
