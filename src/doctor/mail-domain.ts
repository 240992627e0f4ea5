import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { PolicyValues } from '../rules/policy/policy.ts';
import { findings, type InstallationFinding } from './finding.ts';
import { isSpfRecord, lookupsOf, type TextsOf } from './spf-lookups.ts';

interface Asked {
  /** `ADDRESS` or `ADDRESS:PORT` of a name server; the machine's own otherwise. */
  readonly resolver?: string | undefined;
  /** The DKIM selector, where it is known. */
  readonly selector?: string | undefined;
}

/** How long a name server may take for one question, and how often it is asked. */
const patience = { timeout: 3000, tries: 2 };

export function noMailbox(): InstallationFinding {
  return findings('spf').fail({
    because: 'no mailbox is configured, so there is no domain to look up',
    next: 'name it in the policy (mailbox)',
  });
}

/** SPF, DKIM and DMARC of the domain that mails go out from, as the name servers tell (5.5, M4). */
export async function domainFindings(
  address: string,
  limits: PolicyValues['mail_domain'],
  { resolver, selector }: Asked,
): Promise<readonly InstallationFinding[]> {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const asking = new Resolver(patience);
  if (resolver !== undefined) {
    if (!isServer(resolver))
      return [
        findings('spf').fail({
          because: `\`${resolver}\` is no address of a name server`,
          next: 'give --resolver an IP address, with :PORT where it is not 53',
        }),
      ];
    asking.setServers([resolver]);
  }
  const texts = textsOver(asking);
  const looks = [spf(domain, limits, texts), dkim(domain, limits, { texts, selector }), dmarc(domain, texts)];
  return Promise.all(looks);
}

function isServer(named: string): boolean {
  const [, six, four] = /^(?:\[([^\]]+)\](?::\d{1,5})?|([^:]+)(?::\d{1,5})?)$/.exec(named) ?? [];
  return isIP(named) !== 0 || isIP(six ?? '') === 6 || isIP(four ?? '') === 4;
}

/** The text records of a name: none where the name or its records aren't there; null where nobody answered. */
function textsOver(asking: Resolver): TextsOf {
  return async (name) => {
    try {
      return (await asking.resolveTxt(name)).map((parts) => parts.join(''));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : null;
    }
  };
}

function unanswered(check: 'spf' | 'dkim' | 'dmarc', name: string): InstallationFinding {
  return findings(check).warn({
    path: name,
    because: 'no name server answered',
    next: 'try again, or name another server with --resolver',
  });
}

async function spf(
  domain: string,
  { spf_lookups }: PolicyValues['mail_domain'],
  texts: TextsOf,
): Promise<InstallationFinding> {
  const { fail, warn, orOk } = findings('spf');
  const found = await texts(domain);
  if (found === null) return unanswered('spf', domain);
  const [record, second] = found.filter(isSpfRecord);
  const told = (because: string, next: string) => ({ path: domain, because, next });
  if (record === undefined)
    return fail(told('it publishes no SPF record', 'publish one that names the host of the mailbox'));
  if (second !== undefined)
    return fail(told('it publishes more than one SPF record, which counts as none', 'put them together in one'));
  if (/(?:^| )\+?all$/i.test(record.trim()))
    return fail(told('its SPF record lets anybody send in its name', 'end it in ~all or -all'));
  const { count, broken } = await lookupsOf(domain, { texts, most: spf_lookups.value });
  if (broken !== undefined)
    return fail(
      told(
        `its SPF record goes on at ${broken}, which publishes none or several, and that counts as an error`,
        'take that name out of it, or correct it',
      ),
    );
  if (count > spf_lookups.value)
    return fail(
      told(`its SPF record has more than ${spf_lookups.value} names looked up, which counts as an error`, 'shorten it'),
    );
  if (!/(?:^| )(?:[~-]all|redirect=\S+)$/i.test(record.trim()))
    return warn(told('its SPF record says nothing of who else sends', 'end it in ~all or -all'));
  return sound(orOk([], `its SPF record has ${count} names looked up`, domain));
}

async function dkim(
  domain: string,
  { dkim_selectors }: PolicyValues['mail_domain'],
  { texts, selector }: { readonly texts: TextsOf; readonly selector: string | undefined },
): Promise<InstallationFinding> {
  const { fail, warn, orOk } = findings('dkim');
  const names = selector === undefined ? dkim_selectors.value : [selector];
  const asked = await Promise.all(
    names.map(async (name) => ({ name, found: await texts(`${name}._domainkey.${domain}`) })),
  );
  const keys = asked.flatMap(({ name, found }) =>
    (found ?? []).flatMap((text) => {
      const key = /(?:^|;)\s*p\s*=\s*([^;]*)/i.exec(text)?.[1];
      return key === undefined ? [] : [{ name, isEmpty: key.trim() === '' }];
    }),
  );
  const live = keys.filter(({ isEmpty }) => !isEmpty);
  if (live.length > 0)
    return sound(orOk([], `a DKIM key stands under ${live.map(({ name }) => name).join(', ')}`, domain));
  if (asked.every(({ found }) => found === null)) return unanswered('dkim', domain);
  if (keys.length > 0)
    return fail({
      path: domain,
      because: `its DKIM key under ${keys.map(({ name }) => name).join(', ')} is revoked`,
      next: 'have the host of the mailbox publish a key',
    });
  if (selector !== undefined)
    return fail({
      path: domain,
      because: `no DKIM key stands under the selector ${selector}`,
      next: 'have the host of the mailbox publish it',
    });
  return warn({
    path: domain,
    because: `no DKIM key was found under ${names.length} usual selectors`,
    next: 'name the selector with --selector, or have the host of the mailbox sign',
  });
}

async function dmarc(domain: string, texts: TextsOf): Promise<InstallationFinding> {
  const { fail, warn, orOk } = findings('dmarc');
  const labels = domain.split('.');
  // RFC 7489: without one of its own the domain above it speaks for it.
  const names = labels.slice(0, -1).map((_, n) => labels.slice(n).join('.'));
  for (const name of names) {
    const found = await texts(`_dmarc.${name}`);
    if (found === null) return unanswered('dmarc', name);
    const [record, second] = found.filter((text) => /^v=DMARC1\s*(?:;|$)/i.test(text));
    if (record === undefined) continue;
    if (second !== undefined)
      return fail({
        path: name,
        because: 'it publishes more than one DMARC record, which counts as none',
        next: 'keep one at _dmarc',
      });
    const policy = /(?:^|;)\s*p\s*=\s*(\w+)/i.exec(record)?.[1]?.toLowerCase();
    const next = 'set p=quarantine or p=reject once reports show that all own mail passes';
    if (policy === 'none')
      return warn({ path: name, because: 'its DMARC record asks receivers for nothing (p=none)', next });
    if (policy !== 'quarantine' && policy !== 'reject')
      return fail({ path: name, because: 'its DMARC record names no policy', next });
    return sound(orOk([], `its DMARC record asks receivers to ${policy}`, name));
  }
  return fail({
    path: domain,
    because: 'it publishes no DMARC record',
    next: 'publish one at _dmarc, beginning with p=none',
  });
}

function sound([found]: readonly InstallationFinding[]): InstallationFinding {
  if (!found) throw new Error('a check that holds tells so');
  return found;
}
