import type { AccountState } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { registrableDomain } from '../identity/domain-name.ts';
import { isKeptMailboxHost, isUnder, pageIn } from '../identity/shared-host.ts';
import { openTask } from '../tasks/tasks.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';

/** A1: a host of mailboxes that anyone may have names no company; relays are told by their whole host. */
export function isMailboxHost(domain: string, { policy }: Pick<Context, 'policy'>): boolean {
  const { free_mail_domains, mailbox_relays, not_mailbox_hosts } = policy.account;
  if (isUnder(domain, not_mailbox_hosts.value)) return false;
  const isListed = isUnder(domain, free_mail_domains.value) || isUnder(domain, mailbox_relays.value);
  return isListed || isKeptMailboxHost(domain);
}

/** A1: a page at a host on which many organisations have theirs, and a relay's host, name no company. */
export function barredPage(given: string, { policy }: Pick<Context, 'policy'>): Refusal | null {
  const { shared_hosts, mailbox_relays } = policy.account;
  const { host, isPage } = pageIn(given);
  const no = (found: string) =>
    refuse('RULE_REFUSED', {
      clause: '3.1',
      ruling: 'A1',
      found,
      next: "name the company's own domain as the account",
    });
  if (isUnder(host, mailbox_relays.value)) return no(`${host} forwards mail for anyone and names no company`);
  const own = registrableDomain(host);
  const isBelow = isPage || ('domain' in own && own.domain !== host);
  return isBelow && isUnder(host, shared_hosts.value)
    ? no(`${host} holds pages of many organisations and names none of them`)
    : null;
}

/** A1: the refusal of a domain that can never be an account. */
export function barredDomain(domain: string, { policy }: Pick<Context, 'policy'>): Refusal | null {
  const { own_domains, competitors } = policy.account;
  const no = (found: string, next: string, ruling = 'A1', clause = '3.1') =>
    refuse('RULE_REFUSED', { clause, ruling, found, next });
  if (isMailboxHost(domain, { policy }))
    return no(
      `${domain} gives mailboxes to anyone and names no company`,
      "name the company's own domain as the account",
    );
  if (own_domains.value.includes(domain)) return no(`${domain} is a domain of ours`, "name the prospect's domain");
  if (!competitors.value.includes(domain)) return null;
  return no(
    `${domain} is a listed competitor`,
    'leave it out; its customers are valid accounts of their own',
    'L11',
    '3.5',
  );
}

/** §3.1: the policy's minimum asks for a name, and there is none. A domain every account has. */
export function lacksName({ name }: Pick<AccountState, 'name'>, { policy }: Pick<Context, 'policy'>): boolean {
  return name === null && policy.account.minimum_fields.value.includes('name');
}

/** A3: a note on an unknown domain registers it as PROSPECT, for sales.ops to complete. */
export function registerUnknown(domain: string, world: World, context: Context): AccountDraft | Refusal {
  const barred = barredDomain(domain, context);
  if (barred) return barred;
  const draft = register(domain, null, world);
  if (lacksName(draft.state, context)) openTask(draft, { kind: 'complete_account' }, context);
  return draft;
}

export function register(domain: string, name: string | null, world: World): AccountDraft {
  const draft = world.found(domain);
  draft.emit({ type: 'account_registered', id: draft.stream.slice('account:'.length), domain, name });
  return draft;
}
