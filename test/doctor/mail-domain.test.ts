import { describe, expect, test } from 'vitest';
import { domainFindings, noMailbox } from '../../src/doctor/mail-domain.ts';
import { nameServer } from '../support/name-server.ts';
import { testPolicy } from '../support/policy.ts';

const { mail_domain } = testPolicy().values;

const good = {
  'twin-axis.com': ['google-site-verification=x', 'v=spf1 include:_spf.host.com ~all'],
  '_spf.host.com': ['v=spf1 ip4:192.0.2.0/24 include:a.host.com include:b.host.com ~all'],
  'a.host.com': ['v=spf1 a mx ~all'],
  'b.host.com': ['v=spf1 ip4:192.0.2.1 ~all'],
  'two.host.com': ['v=spf1 ip4:192.0.2.1 ~all', 'v=spf1 -all'],
  'google._domainkey.twin-axis.com': [`v=DKIM1; k=rsa; p=${'A'.repeat(300)}`],
  '_dmarc.twin-axis.com': ['v=DMARC1; p=quarantine; rua=mailto:d@twin-axis.com'],
};

async function look(
  texts: Readonly<Record<string, readonly string[]>>,
  selector?: string,
  address = 'rick@twin-axis.com',
) {
  const server = await nameServer(texts);
  try {
    const found = await domainFindings(address, mail_domain, { resolver: server.address, selector });
    return found.map(({ check, level, because }) => `${check} ${level}: ${because}`);
  } finally {
    await server.close();
  }
}

const [spf, dkim, dmarc] = [0, 1, 2] as const;

describe('ladder doctor --mail', () => {
  test('5.5e a domain with SPF, DKIM and DMARC: each holds, with what was found', async () => {
    expect(await look(good)).toEqual([
      'spf ok: its SPF record has 5 names looked up',
      'dkim ok: a DKIM key stands under google',
      'dmarc ok: its DMARC record asks receivers to quarantine',
    ]);
  });

  test('5.5e a domain that publishes nothing fails SPF and DMARC; an unknown selector is a warning', async () => {
    expect(await look({})).toEqual([
      'spf fail: it publishes no SPF record',
      'dkim warn: no DKIM key was found under 20 usual selectors',
      'dmarc fail: it publishes no DMARC record',
    ]);
  });

  test.each([
    [['v=spf1 ~all', 'v=spf1 -all'], 'fail: it publishes more than one SPF record, which counts as none'],
    [['v=spf1 +all'], 'fail: its SPF record lets anybody send in its name'],
    [['v=spf1 all'], 'fail: its SPF record lets anybody send in its name'],
    [['v=spf1 ip4:192.0.2.1'], 'warn: its SPF record says nothing of who else sends'],
    [['v=spf1 ip4:192.0.2.1 ?all'], 'warn: its SPF record says nothing of who else sends'],
    [['v=spf1 redirect=b.host.com'], 'ok: its SPF record has 1 names looked up'],
    [
      ['v=spf1 redirect=nowhere.com'],
      'fail: its SPF record goes on at nowhere.com, which publishes none or several, and that counts as an error',
    ],
    [
      ['v=spf1 include:two.host.com -all'],
      'fail: its SPF record goes on at two.host.com, which publishes none or several, and that counts as an error',
    ],
    [['v=spf1 include:%{i}._spf.host.com -all'], 'ok: its SPF record has 1 names looked up'],
    [[`v=spf1 ${'a:x.com '.repeat(10)}-all`], 'ok: its SPF record has 10 names looked up'],
    [
      [`v=spf1 ${'a:x.com '.repeat(11)}-all`],
      'fail: its SPF record has more than 10 names looked up, which counts as an error',
    ],
    [['v=spf10 -all'], 'fail: it publishes no SPF record'],
  ])('5.5e the SPF record %j', async (records, told) => {
    expect((await look({ ...good, 'twin-axis.com': records }))[spf]).toBe(`spf ${told}`);
  });

  test('5.5e an SPF record that includes itself is an error, and looked up to its limit alone', async () => {
    const found = await look({ ...good, 'twin-axis.com': ['v=spf1 include:twin-axis.com -all'] });
    expect(found[spf]).toBe('spf fail: its SPF record has more than 10 names looked up, which counts as an error');
  });

  test('5.5e a selector that is named is the only one asked', async () => {
    expect((await look(good, 'own'))[dkim]).toBe('dkim fail: no DKIM key stands under the selector own');
    expect((await look({ ...good, 'own._domainkey.twin-axis.com': ['p=AB'] }, 'own'))[dkim]).toBe(
      'dkim ok: a DKIM key stands under own',
    );
  });

  test('5.5e a DKIM key without bytes is revoked', async () => {
    expect((await look({ ...good, 'google._domainkey.twin-axis.com': ['v=DKIM1; p='] }))[dkim]).toBe(
      'dkim fail: its DKIM key under google is revoked',
    );
  });

  test.each([
    [['v=DMARC1; p=none'], 'warn: its DMARC record asks receivers for nothing (p=none)'],
    [['v=DMARC1; sp=reject'], 'fail: its DMARC record names no policy'],
    [['v=DMARC1;p=reject'], 'ok: its DMARC record asks receivers to reject'],
    [['v=DMARC12; p=reject'], 'fail: it publishes no DMARC record'],
    [['v=DMARC1; p=none', 'v=DMARC1; p=reject'], 'fail: it publishes more than one DMARC record, which counts as none'],
  ])('5.5e the DMARC record %j', async (records, told) => {
    expect((await look({ ...good, '_dmarc.twin-axis.com': records }))[dmarc]).toBe(`dmarc ${told}`);
  });

  test('5.5e the domain above speaks for one without a DMARC record', async () => {
    expect((await look(good, undefined, 'rick@mail.twin-axis.com'))[dmarc]).toBe(
      'dmarc ok: its DMARC record asks receivers to quarantine',
    );
  });

  test('5.5e a name server that does not answer is told, and nothing is concluded', async () => {
    const server = await nameServer({});
    await server.close();
    const found = await domainFindings('rick@twin-axis.com', mail_domain, { resolver: server.address });
    expect(found.map(({ check, level, because }) => [check, level, because])).toEqual([
      ['spf', 'warn', 'no name server answered'],
      ['dkim', 'warn', 'no name server answered'],
      ['dmarc', 'warn', 'no name server answered'],
    ]);
  });

  test.each(['dns.example.com', 'localhost:53', '1.2.3', '::1:53x'])(
    '5.5e `%s` is no address of a name server',
    async (resolver) => {
      expect(await domainFindings('rick@twin-axis.com', mail_domain, { resolver })).toEqual([
        {
          check: 'spf',
          level: 'fail',
          because: `\`${resolver}\` is no address of a name server`,
          next: 'give --resolver an IP address, with :PORT where it is not 53',
        },
      ]);
    },
  );

  test('5.5e without a mailbox there is no domain to look up', () => {
    expect(noMailbox()).toMatchObject({ check: 'spf', level: 'fail' });
  });
});
