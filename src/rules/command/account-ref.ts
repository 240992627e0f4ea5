import { registrableDomain } from '../identity/domain-name.ts';
import { faulty, type Refusal, refuse } from '../vocabulary/refusal.ts';

/** An account by its id (`acc_...`) or a domain of it. */
export type AccountRef = string;

const accountId = /^acc_[a-z2-7]{10}$/;

export function isAccountId(text: string): boolean {
  return accountId.test(text);
}

export function accountKey(ref: AccountRef, field = 'account'): { readonly key: string } | Refusal {
  const text = ref.trim();
  if (isAccountId(text)) return { key: text };
  const read = registrableDomain(text);
  return 'problem' in read
    ? faulty(field, `${read.problem}; an account id (acc_...) or a company's domain is wanted`)
    : { key: read.domain };
}

const unknownAccount = 'no account stands under that id or domain';

export function isNoSuchAccount({ code, found }: Refusal): boolean {
  return code === 'NOT_FOUND' && found === unknownAccount;
}

export function noSuchAccount(): Refusal {
  return refuse('NOT_FOUND', {
    found: unknownAccount,
    next: 'look it up with find_accounts, or let sales.ops register it with save_account',
  });
}
