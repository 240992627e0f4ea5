import type { Context } from '../command/context.ts';
import type { PersonKey } from '../command/world.ts';
import { emailAddress } from '../identity/email-address.ts';
import { linkedinProfile } from '../identity/linkedin-profile.ts';
import { readOptOutToken } from '../identity/opt-out-token.ts';
import { faulty, type Refusal, refuse } from '../vocabulary/refusal.ts';

/** How a person can be named: a contact's id, an e-mail address, a profile, or the token of an opt-out link (K5). */
export function personKey(ref: string, context: Pick<Context, 'fingerprint'>): { readonly key: PersonKey } | Refusal {
  const text = ref.trim();
  const token = readOptOutToken(text, context);
  if (token) return token === 'forged' ? notOurToken() : { key: { mark: token.mark } };
  if (/^con_[a-z0-9]+_\d+$/.test(text)) return { key: { id: text } };
  if (text.includes('@')) {
    const read = emailAddress(text);
    return 'problem' in read ? faulty('contact', read.problem) : { key: { email: read.email } };
  }
  const profile = linkedinProfile(text);
  return 'problem' in profile
    ? faulty('contact', 'a contact id (con_...), an e-mail address or a LinkedIn profile is wanted')
    : { key: { profile: profile.url } };
}

function notOurToken(): Refusal {
  return refuse('NOT_FOUND', {
    clause: '3.5',
    ruling: 'K5',
    found: 'the opt-out token is none that this ledger gave out',
    next: 'give the whole token of the link as it was opened, or the e-mail address',
  });
}

export function noSuchPerson(): Refusal {
  return refuse('NOT_FOUND', {
    clause: '3.5',
    ruling: 'L13',
    found: 'no contact stands under that id or address',
    next: 'take the id from explain_account, or give the e-mail address',
  });
}
