import { fileURLToPath } from 'node:url';
import type { LoadedPolicy } from '../../src/policy/index.ts';
import { type Args, acme, type Data, ok } from './calls.ts';
import { standingPolicy } from './policy.ts';
import { type House, type HouseOptions, openHouse } from './server.ts';

/** A deployment's policy with a mailbox whose warm-up began in the week of the tests. */
export function mailboxPolicy(): LoadedPolicy {
  return standingPolicy(fileURLToPath(new URL('../fixtures/mailbox-policy.yaml', import.meta.url)));
}

export function openMailHouse(options: HouseOptions = {}): Promise<House> {
  return openHouse({ policy: mailboxPolicy(), ...options });
}

export const direct = { contact: 'ana@acme.com', subject: 'Your question', text: 'Hi Ana,\n\nyes, gladly.\n\nRick' };

/** Ana asked for the Briefing, so that the cro may write to her. */
export async function seedAsked(house: House): Promise<Data> {
  const signal = { type: 'E4', channel: 'email', quote: 'Could we have the Briefing?' };
  return ok(house, 'sales.ops', 'file_signal_note', { ...asked, account: acme.domain, signal });
}

const asked = {
  contact: { name: 'Ana Ruiz', email: direct.contact },
  observed_at: '2026-04-21T09:30:00-04:00',
  source: 'gmail',
};

/** A permit for direct mail to her. */
export async function permitted(house: House, more: Args = {}): Promise<Data> {
  return ok(house, 'cro', 'authorize_send', { direct: { ...direct, ...more } });
}
