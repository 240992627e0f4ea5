// Over 200 lines: one table of literal examples, right and wrong, for each of eight functions.
import { domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKey } from '../../../src/rules/identity/company-name.ts';
import { registrableDomain } from '../../../src/rules/identity/domain-name.ts';
import { emailAddress, suppressionKey } from '../../../src/rules/identity/email-address.ts';
import { cleanText, firstNameOf } from '../../../src/rules/identity/free-text.ts';
import { linkedinProfile } from '../../../src/rules/identity/linkedin-profile.ts';
import { character } from '../../support/characters.ts';

const anyText = fc.string({ unit: character, maxLength: 60 });

describe('registrable domain', () => {
  it.each([
    ['acme.com', 'acme.com'],
    ['www.eu.acme.co.uk', 'acme.co.uk'],
    ['  ACME.Com. ', 'acme.com'],
    ['https://www.acme.com/about?x=1#top', 'acme.com'],
    ['https://Acme.COM:8080/team/@jane', 'acme.com'],
    ['HTTP://acme.com?next=a@b', 'acme.com'],
    ['//acme.com', 'acme.com'],
    ['linkedin.com', 'linkedin.com'],
    ['acme.com/linkedin.com/in/jane', 'acme.com'],
    ['acme.com:443', 'acme.com'],
    ['git+ssh://acme.com', 'acme.com'],
    ['xn--mnchen-3ya.de', 'xn--mnchen-3ya.de'],
    ['acme.github.io', 'acme.github.io'],
    ['docs.acme.github.io', 'acme.github.io'],
    ['acme.example', 'acme.example'],
    ['www.acme.example', 'acme.example'],
    ['acme.example.com', 'example.com'],
    ['mail.acme.test', 'acme.test'],
    ['3com.com', '3com.com'],
    ['bücher.de', 'xn--bcher-kva.de'],
    ['BÜCHER.de', 'xn--bcher-kva.de'],
    ['xn--bcher-kva.de', 'xn--bcher-kva.de'],
    ['россия.рф', 'xn--h1alffa9f.xn--p1ai'],
    ['日本カナ.jp', 'xn--lck2c295sncb.jp'],
    ['firma.ак.срб', 'firma.xn--80au.xn--90a3ac'],
    ['ａｃｍｅ。com', 'acme.com'],
    [`${'a'.repeat(63)}.com`, `${'a'.repeat(63)}.com`],
  ])('A1 %j is %s', (input, domain) => expect(registrableDomain(input)).toEqual({ domain }));

  const mixed = 'Such a name only looks like another; type it anew';
  it.each([
    ['', 'is empty; give a domain, such as `acme.com`'],
    ['https://', 'is empty; give a domain, such as `acme.com`'],
    ['acme', '`acme` is a single word; give the whole domain, such as `acme.com`'],
    ['localhost', '`localhost` is a single word; give the whole domain, such as `acme.com`'],
    ['acme.nope', '`acme.nope` ends in `.nope`, which is no known top-level domain'],
    ['acme.local', '`acme.local` ends in `.local`, which is no known top-level domain'],
    [
      'github.io',
      "`github.io` is a suffix many organisations share; give the organisation's own domain below it, such as `acme.github.io`",
    ],
    [
      'co.uk',
      "`co.uk` is a suffix many organisations share; give the organisation's own domain below it, such as `acme.co.uk`",
    ],
    [
      'https://www.linkedin.com/company/acme/',
      "`https://www.linkedin.com/company/acme/` is a page at LinkedIn; give the company's own domain, such as `acme.com`",
    ],
    [
      'linkedin.com/in/jane',
      "`linkedin.com/in/jane` is a page at LinkedIn; give the company's own domain, such as `acme.com`",
    ],
    ['192.168.0.1', '`192.168.0.1` is an IP address; give the domain name'],
    ['http://10.0.0.1:80/x', '`10.0.0.1` is an IP address; give the domain name'],
    ['0x7f.1', '`0x7f.1` is an IP address; give the domain name'],
    ['http://[::1]:80/', '`[::1]` is an IP address; give the domain name'],
    ['2001:db8::1', '`2001:db8::1` is an IP address; give the domain name'],
    ['jane@acme.com', '`jane@acme.com` holds an @; give the domain alone, such as `acme.com`'],
    [
      'https://acme.com@evil.com/',
      '`https://acme.com@evil.com/` holds an @; give the domain alone, such as `acme.com`',
    ],
    [
      'acme.com, beta.com',
      '`acme.com, beta.com` holds `,` (U+002C), which no domain name has; give one domain, such as `acme.com`',
    ],
    ['acme com', '`acme com` holds ` ` (U+0020), which no domain name has; give one domain, such as `acme.com`'],
    ['acme_x.com', '`acme_x.com` holds `_` (U+005F), which no domain name has; give one domain, such as `acme.com`'],
    ['acme\\.com', '`acme\\.com` holds `\\` (U+005C), which no domain name has; give one domain, such as `acme.com`'],
    ['acme..com', '`acme..com` has an empty part; dots stand one at a time between letters or digits'],
    ['.acme.com', '`.acme.com` has an empty part; dots stand one at a time between letters or digits'],
    ['-acme.com', '`-acme.com`: no part of a domain name begins or ends with a hyphen'],
    ['acme-.com', '`acme-.com`: no part of a domain name begins or ends with a hyphen'],
    ['ac\u0000me.com', '`acU+0000me.com` holds a character that cannot be seen; remove it'],
    ['ac\u200bme.com', '`acU+200Bme.com` holds a character that cannot be seen; remove it'],
    ['ac\nme.com', '`acU+000Ame.com` holds a character that cannot be seen; remove it'],
    ['xn--acme-.com', '`xn--acme-.com` holds an `xn--` part that spells no name'],
    ['xn--.com', '`xn--.com` holds an `xn--` part that spells no name'],
    ['xn--cme-6c.com', '`xn--cme-6c.com` holds an `xn--` part that spells no name'],
    ['xn--BCHER-kva-.com', '`xn--BCHER-kva-.com` holds an `xn--` part that spells no name'],
    ['xn--!.com', '`xn--!.com` holds an `xn--` part that spells no name'],
    ['xn--99999999.com', '`xn--99999999.com` holds an `xn--` part that spells no name'],
    [
      `${'a'.repeat(64)}.com`,
      `\`${'a'.repeat(64)}.com\` is too long for a domain name: at most 253 characters, 63 between dots`,
    ],
    ['аcme.com', `\`аcme\` mixes Cyrillic and Latin letters: а (U+0430, Cyrillic script). ${mixed}`],
    ['АCME.com', `\`аcme\` mixes Cyrillic and Latin letters: а (U+0430, Cyrillic script). ${mixed}`],
    ['www.аcme.com', `\`аcme\` mixes Cyrillic and Latin letters: а (U+0430, Cyrillic script). ${mixed}`],
    ['xn--cme-6cd.com', `\`cаme\` mixes Latin and Cyrillic letters: а (U+0430, Cyrillic script). ${mixed}`],
    [
      'аbв.com',
      `\`аbв\` mixes Cyrillic and Latin letters: а (U+0430, Cyrillic script), в (U+0432, Cyrillic script). ${mixed}`,
    ],
    [
      '1:2:acme.com',
      '`1:2:acme.com` holds `:` (U+003A), which no domain name has; give one domain, such as `acme.com`',
    ],
    ['acmε.com', `\`acmε\` mixes Latin and Greek letters: ε (U+03B5, Greek script). ${mixed}`],
    ['асе.com', '`асе` reads as plain Latin letters but holds а (U+0430), с (U+0441), е (U+0435); type it anew'],
    [
      'xn--80ak6aa92e.com',
      '`аррӏе` reads as plain Latin letters but holds а (U+0430), р (U+0440), р (U+0440), ӏ (U+04CF), е (U+0435); type it anew',
    ],
    ['ɡoogle.com', '`ɡoogle` reads as plain Latin letters but holds ɡ (U+0261); type it anew'],
    ['асе-24.com', '`асе-24` reads as plain Latin letters but holds а (U+0430), с (U+0441), е (U+0435); type it anew'],
  ])('A1 %j is a problem', (input, problem) => expect(registrableDomain(input)).toEqual({ problem }));

  it('A1 253 characters are not too long, 254 are', () => {
    const host = `${'a.'.repeat(122)}${'b'.repeat(5)}.com`;
    expect(host).toHaveLength(253);
    expect(registrableDomain(host)).toEqual({ domain: 'bbbbb.com' });
    expect(registrableDomain(`a${host}`)).toEqual({
      problem: `\`a${host.slice(0, 79)}…\` is too long for a domain name: at most 253 characters, 63 between dots`,
    });
  });
  it('A1 a domain is its own domain, and any host below it leads to it', () => {
    fc.assert(
      fc.property(fc.domain(), (host) => {
        const found = registrableDomain(host);
        fc.pre('domain' in found);
        expect(registrableDomain(found.domain)).toEqual(found);
        expect(registrableDomain(`https://www.${found.domain.toUpperCase()}./x`)).toEqual(found);
      }),
    );
  });
  it('A1 an xn-- spelling is judged as the letters it stands for', () => {
    const letters = fc.array(fc.constantFrom(...'abzйжяюßéüñλψ日本か漢서'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(letters, (signs) => {
        const host = `${signs.join('')}.com`;
        fc.pre(URL.canParse(`http://${host}`));
        const ascii = new URL(`http://${host}`).hostname;
        const [plain, spelled] = [registrableDomain(host), registrableDomain(ascii)];
        if ('domain' in plain) expect(spelled).toEqual({ domain: ascii });
        else if (domainToUnicode(ascii) === host) expect('problem' in spelled).toBe(true);
      }),
    );
  });
  it('A1 any text is answered, and a domain is lower-case ASCII', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          anyText.map((text) => `${text}.com`),
          anyText.map((text) => `xn--${text}.com`),
          fc.webUrl(),
        ),
        (text) => {
          const found = registrableDomain(text);
          if ('domain' in found) expect(found.domain).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
          else expect(found.problem).not.toBe('');
        },
      ),
    );
  });
});

describe('e-mail address', () => {
  it.each([
    ['jane@acme.com', 'jane@acme.com', 'acme.com', 'acme.com'],
    [' Jane.Roe+News@Mail.Acme.CO.UK\n', 'jane.roe+news@mail.acme.co.uk', 'mail.acme.co.uk', 'acme.co.uk'],
    ["o'neil_{x}@acme.com", "o'neil_{x}@acme.com", 'acme.com', 'acme.com'],
    ['a@bücher.de', 'a@xn--bcher-kva.de', 'xn--bcher-kva.de', 'xn--bcher-kva.de'],
    ['jane@acme.example.com', 'jane@acme.example.com', 'acme.example.com', 'example.com'],
    [`${'a'.repeat(64)}@acme.com`, `${'a'.repeat(64)}@acme.com`, 'acme.com', 'acme.com'],
  ])('A2 %j is %s', (input, email, domain, registrable) =>
    expect(emailAddress(input)).toEqual({ email, domain, registrable }),
  );

  const one = 'give one bare address, such as `jane@acme.com`';
  it.each([
    ['', `is empty; ${one}`],
    ['a@x.com;b@x.com', `\`a@x.com;b@x.com\` is more than one address, or has a space in it; ${one}`],
    ['a@x.com, b@x.com', `\`a@x.com, b@x.com\` is more than one address, or has a space in it; ${one}`],
    ['a@x.com b@x.com', `\`a@x.com b@x.com\` is more than one address, or has a space in it; ${one}`],
    ['a@b@x.com', `\`a@b@x.com\` is more than one address, or has a space in it; ${one}`],
    ['A <a@x.com>', `\`A <a@x.com>\` holds a display name, quotes or angle brackets; ${one}`],
    ['"a b"@x.com', `\`"a b"@x.com\` holds a display name, quotes or angle brackets; ${one}`],
    ['jane', `\`jane\` has no @; ${one}`],
    ['@x.com', '`@x.com` has 0 characters before the @; 1 to 64 may stand there'],
    [`${'a'.repeat(65)}@x.com`, `\`${'a'.repeat(65)}@x.com\` has 65 characters before the @; 1 to 64 may stand there`],
    ['a..b@x.com', '`a..b@x.com` has a dot at the edge of its first part, or two in a row'],
    ['.a@x.com', '`.a@x.com` has a dot at the edge of its first part, or two in a row'],
    ['a.@x.com', '`a.@x.com` has a dot at the edge of its first part, or two in a row'],
    ['mailto:a@x.com', '`mailto:a@x.com` holds a character before the @ that an address cannot have'],
    ['a(b)@x.com', '`a(b)@x.com` holds a character before the @ that an address cannot have'],
    [
      'jаne@acme.com',
      '`jаne@acme.com` holds а (U+0430) before the @, where only plain Latin letters are taken; type it anew',
    ],
    [
      'ban\u212a@x.com',
      '`ban\u212a@x.com` holds \u212a (U+212A) before the @, where only plain Latin letters are taken; type it anew',
    ],
    [
      'jane@аcme.com',
      '`аcme` mixes Cyrillic and Latin letters: а (U+0430, Cyrillic script). Such a name only looks like another; type it anew',
    ],
    ['jane@acme..com', '`acme..com` has an empty part; dots stand one at a time between letters or digits'],
    ['jane@', '`` has an empty part; dots stand one at a time between letters or digits'],
    ['jane@acme.com.', `\`jane@acme.com.\` ends in a dot; ${one}`],
    ['jane@localhost', '`localhost` is a single word; give the whole domain, such as `acme.com`'],
    ['jane@[10.0.0.1]', '`[10.0.0.1]` is an IP address; give the domain name'],
    [
      'jane@acme.com/x',
      '`acme.com/x` holds `/` (U+002F), which no domain name has; give one domain, such as `acme.com`',
    ],
    ['jane@acme.nope', '`acme.nope` ends in `.nope`, which is no known top-level domain'],
    ['ja\u0007ne@acme.com', '`jaU+0007ne@acme.com` holds a character that cannot be seen; remove it'],
    ['jane@ac\u202eme.com', '`jane@acU+202Eme.com` holds a character that cannot be seen; remove it'],
    [
      'jane@acme.com\r\nbcc: x@y.com',
      '`jane@acme.comU+000DU+000Abcc: x@y.com` holds a character that cannot be seen; remove it',
    ],
  ])('A2 %j is a problem', (input, problem) => expect(emailAddress(input)).toEqual({ problem }));
  it('A2 254 characters are not too long, 255 are', () => {
    const host = `${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(57)}.com`;
    expect(`${'a'.repeat(64)}@${host}`).toHaveLength(254);
    expect(emailAddress(`${'a'.repeat(64)}@${host}`)).toMatchObject({ registrable: `${'e'.repeat(57)}.com` });
    expect(emailAddress(`${'a'.repeat(64)}@c${host}`)).toEqual({
      problem: 'is 255 characters long, an address has at most 254',
    });
    expect(emailAddress(`${'a'.repeat(64)}@${`${'ü'.repeat(33)}.`.repeat(5)}com`)).toMatchObject({
      problem: expect.stringMatching(/ is 26\d characters long in its ASCII spelling, an address has at most 254$/),
    });
  });
  it('A2 an accepted address reads back as itself, in any case', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        const read = emailAddress(text);
        fc.pre('email' in read);
        expect(read.email).toBe(text.toLowerCase());
        expect(emailAddress(read.email.toUpperCase())).toEqual(read);
        expect(registrableDomain(read.domain)).toEqual({ domain: read.registrable });
      }),
    );
  });
  it('A2 any text is answered, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          anyText.map((text) => `${text}@acme.com`),
          anyText.map((text) => `a@${text}.com`),
        ),
        (text) => {
          const read = emailAddress(text);
          expect('email' in read ? read.email.split('@') : [read.problem, '']).toHaveLength(2);
        },
      ),
    );
  });
});

describe('suppression key', () => {
  it.each([
    ['jane.roe@acme.com', 'janeroe@acme.com'],
    ['Jane.Roe+News@ACME.com', 'janeroe@acme.com'],
    ['j.a.n.e.r.o.e@acme.com', 'janeroe@acme.com'],
    ['janeroe+a+b@acme.com', 'janeroe@acme.com'],
    ['jane@mail.acme.com', 'jane@mail.acme.com'],
    ['Jane.Roe@googlemail.com', 'janeroe@gmail.com'],
    ['janeroe@gmail.com', 'janeroe@gmail.com'],
    ['a@bücher.de', 'a@xn--bcher-kva.de'],
    ['+news@acme.com', '+news@acme.com'],
    [' JANE@localhost ', 'jane@localhost'],
    ['No Address', 'no address'],
  ])('L13 %j is suppressed as %s', (email, key) => expect(suppressionKey(email)).toBe(key));
  it('L13 every variant of case, dots and tag has the key of the plain address', () => {
    const local = fc.stringMatching(/^[a-z]{1,12}$/);
    fc.assert(
      fc.property(
        local,
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        fc.stringMatching(/^(\+[a-z.+]{0,8}[a-z])?$/),
        fc.boolean(),
        (name, dots, tag, isUpper) => {
          const dotted = Array.from(name, (letter, n) => (n > 0 && dots[n] ? `.${letter}` : letter)).join('');
          const variant = `${dotted}${tag}@acme.com`;
          expect(suppressionKey(isUpper ? variant.toUpperCase() : variant)).toBe(`${name}@acme.com`);
        },
      ),
    );
  });
  it('L13 an address that needs no reading has the key that reading it gives', () => {
    const plain = fc.stringMatching(/^[!-~]{1,12}@[a-zA-Z\d.@:-]{1,12}$/);
    const known = [
      'Jane.Roe+x@Acme.CO.uk',
      'a@b@acme.com',
      'j@ACME',
      'j@acme.com.',
      'j@1.2.3.4',
      'J@xn--mnchen-3ya.de',
    ];
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), plain, fc.constantFrom(...known)), (email) => {
        // Blanks around it have it read.
        expect(suppressionKey(email)).toBe(suppressionKey(` ${email}`));
      }),
    );
  });
  it('L13 a key is its own key, and any text has one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), anyText), (text) => {
        expect(suppressionKey(suppressionKey(text))).toBe(suppressionKey(text));
      }),
    );
  });
});

describe('LinkedIn profile', () => {
  it.each([
    ['https://www.linkedin.com/in/jane-roe', 'https://www.linkedin.com/in/jane-roe'],
    ['linkedin.com/in/Jane-Roe', 'https://www.linkedin.com/in/jane-roe'],
    ['//linkedin.com/in/jane-roe', 'https://www.linkedin.com/in/jane-roe'],
    ['http://uk.linkedin.com/in/jane-roe/', 'https://www.linkedin.com/in/jane-roe'],
    ['HTTPS://WWW.LINKEDIN.COM/IN/JANE-ROE', 'https://www.linkedin.com/in/jane-roe'],
    ['https://m.linkedin.com/in/jane-roe?trk=people#about', 'https://www.linkedin.com/in/jane-roe'],
    ['https://www.linkedin.com/in/jane-roe/details/experience/', 'https://www.linkedin.com/in/jane-roe'],
    ['https://www.linkedin.com/comm/in/jane-roe?midToken=x', 'https://www.linkedin.com/in/jane-roe'],
    ['linkedin.com/mwlite/in/jane-roe', 'https://www.linkedin.com/in/jane-roe'],
    [' www.linkedin.com/in/jane-roe/en ', 'https://www.linkedin.com/in/jane-roe'],
    ['https://www.linkedin.com/in/jos%C3%A9', 'https://www.linkedin.com/in/jos%c3%a9'],
    ['https://www.linkedin.com/in/JOSÉ/', 'https://www.linkedin.com/in/jos%c3%a9'],
    ['https://www.linkedin.com/in/jose\u0301/', 'https://www.linkedin.com/in/jos%c3%a9'],
    ['linkedin.com/in/x_1', 'https://www.linkedin.com/in/x_1'],
  ])('A2 %j is %s', (input, url) => expect(linkedinProfile(input)).toEqual({ url }));

  const wanted = 'give a personal profile, such as `https://www.linkedin.com/in/jane-roe`';
  it.each([
    ['', `is empty; ${wanted}`],
    ['jane-roe', `\`jane-roe\` is not an address at linkedin.com; ${wanted}`],
    ['linkedin.com/company/acme', `\`linkedin.com/company/acme\` is the page of an organisation; ${wanted}`],
    ['linkedin.com/school/mit', `\`linkedin.com/school/mit\` is the page of an organisation; ${wanted}`],
    ['linkedin.com/showcase/acme', `\`linkedin.com/showcase/acme\` is the page of an organisation; ${wanted}`],
    ['linkedin.com', `\`linkedin.com\` is not a personal profile; ${wanted}`],
    ['linkedin.com/in/', `\`linkedin.com/in/\` is not a personal profile; ${wanted}`],
    ['linkedin.com/in', `\`linkedin.com/in\` is not a personal profile; ${wanted}`],
    ['linkedin.com/pub/jane-roe/1/2/3', `\`linkedin.com/pub/jane-roe/1/2/3\` is not a personal profile; ${wanted}`],
    ['linkedin.com/sales/lead/x', `\`linkedin.com/sales/lead/x\` is not a personal profile; ${wanted}`],
    ['linkedin.com.evil.com/in/x', `\`linkedin.com.evil.com/in/x\` is not an address at linkedin.com; ${wanted}`],
    ['notlinkedin.com/in/x', `\`notlinkedin.com/in/x\` is not an address at linkedin.com; ${wanted}`],
    ['business.linkedin.com/in/x', `\`business.linkedin.com/in/x\` is not an address at linkedin.com; ${wanted}`],
    [
      'https://linkedin.com@evil.com/in/x',
      `\`https://linkedin.com@evil.com/in/x\` is not an address at linkedin.com; ${wanted}`,
    ],
    [
      'https://jane@linkedin.com/in/x',
      `\`https://jane@linkedin.com/in/x\` is not an address at linkedin.com; ${wanted}`,
    ],
    [
      'https://evil.com/linkedin.com/in/x',
      `\`https://evil.com/linkedin.com/in/x\` is not an address at linkedin.com; ${wanted}`,
    ],
    [
      'https://linkedin.com:8080/in/x',
      `\`https://linkedin.com:8080/in/x\` is not an address at linkedin.com; ${wanted}`,
    ],
    ['ftp://linkedin.com/in/x', `\`ftp://linkedin.com/in/x\` is not an address at linkedin.com; ${wanted}`],
    ['lіnkedin.com/in/x', `\`lіnkedin.com/in/x\` is not an address at linkedin.com; ${wanted}`],
    ['linkedin.com/in/a%2Fb', `\`linkedin.com/in/a%2Fb\` has a profile name LinkedIn would not give; ${wanted}`],
    ['linkedin.com/in/a%00b', `\`linkedin.com/in/a%00b\` has a profile name LinkedIn would not give; ${wanted}`],
    [
      'linkedin.com/in/jane/,linkedin.com/in/bo',
      `\`linkedin.com/in/jane/,linkedin.com/in/bo\` is more than one address; ${wanted}`,
    ],
    [
      'linkedin.com/in/jane?x=1 linkedin.com/in/bo',
      `\`linkedin.com/in/jane?x=1 linkedin.com/in/bo\` is more than one address; ${wanted}`,
    ],
    ['linkedin.com/in/jane;bo', `\`linkedin.com/in/jane;bo\` is more than one address; ${wanted}`],
    ['linkedin.com/in/%zz', `\`linkedin.com/in/%zz\` has a profile name LinkedIn would not give; ${wanted}`],
    ['linkedin.com/in/jane roe', `\`linkedin.com/in/jane roe\` has a profile name LinkedIn would not give; ${wanted}`],
    [
      `linkedin.com/in/${'a'.repeat(101)}`,
      `\`linkedin.com/in/${'a'.repeat(64)}…\` has a profile name LinkedIn would not give; ${wanted}`,
    ],
    ['linkedin.com/in/ja\u200bne', `\`linkedin.com/in/jaU+200Bne\` holds a character that cannot be seen; remove it`],
  ])('A2 %j is a problem', (input, problem) => expect(linkedinProfile(input)).toEqual({ problem }));
  it('A2 an accepted profile reads back as itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (slug) => {
        const read = linkedinProfile(`linkedin.com/in/${slug}`);
        fc.pre('url' in read);
        expect(linkedinProfile(read.url)).toEqual(read);
        expect(linkedinProfile(`http://de.${read.url.slice(12).toUpperCase()}/?x`)).toEqual(read);
        expect(read.url).toBe(read.url.toLowerCase());
      }),
    );
  });
  it('A2 any text is answered, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          anyText.map((text) => `linkedin.com/in/${text}`),
        ),
        (text) => {
          expect(Object.keys(linkedinProfile(text))).toHaveLength(1);
        },
      ),
    );
  });
});

describe('free text', () => {
  it.each([
    ['  two\n\tlines \n', 20, 'two\n\tlines'],
    ['two\r\nlines', 20, 'two\nlines'],
    ['Cafe\u0301', 4, 'Café'],
    ['😀😀', 2, '😀😀'],
    ['', 5, ''],
    ['   ', 0, ''],
    ['\u200b\u2060 \u00ad', 9, ''],
    ['\u3164\u2800\ufe0f', 9, ''],
    ['a\u200b', 9, 'a\u200b'],
    ['naïve – “quoted” 日本', 40, 'naïve – “quoted” 日本'],
  ])('A1 %j within %i is kept as %j', (input, max, text) => expect(cleanText(input, max)).toEqual({ text }));
  it.each([
    ['abcdef', 5, 'is 6 characters long, the limit is 5'],
    ['😀😀😀', 2, 'is 3 characters long, the limit is 2'],
    ['a\u0000b', 9, 'holds `U+0000` as character 2; remove it'],
    ['a\rb', 9, 'holds `U+000D` as character 2; remove it'],
    ['a\u001bb', 9, 'holds `U+001B` as character 2; remove it'],
    ['a\u007f', 9, 'holds `U+007F` as character 2; remove it'],
    ['a\u0085b', 9, 'holds `U+0085` as character 2; remove it'],
    ['ab\ud83d', 9, 'holds `U+D83D` as character 3; remove it'],
    ['\udc00ab', 9, 'holds `U+DC00` as character 1; remove it'],
    ['ab\u202ecd', 9, 'holds `U+202E` as character 3; remove it'],
    ['ab\u202acd', 9, 'holds `U+202A` as character 3; remove it'],
    ['ab\u2066cd', 9, 'holds `U+2066` as character 3; remove it'],
    ['ab\u2069cd', 9, 'holds `U+2069` as character 3; remove it'],
  ])('A1 %j within %i is a problem', (input, max, problem) => expect(cleanText(input, max)).toEqual({ problem }));
  it('A1 marks beside the forbidden ones are kept', () =>
    expect(cleanText('a\u2029b\u202fc\u2065d\u206ae', 9)).toEqual({ text: 'a\u2029b\u202fc\u2065d\u206ae' }));
  it('A1 clean text is its own clean text and within the limit', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 60 }), (input, max) => {
        const cleaned = cleanText(input, max);
        fc.pre('text' in cleaned);
        expect(cleanText(cleaned.text, max)).toEqual(cleaned);
        expect(Array.from(cleaned.text).length).toBeLessThanOrEqual(max);
      }),
    );
  });
});

describe('names', () => {
  it.each([
    ['Jane Roe', 'Jane'],
    ['  Anne-Marie  de Roe', 'Anne-Marie'],
    ['Jane\u00a0Roe', 'Jane'],
    ['Cher', 'Cher'],
    ['', ''],
  ])('A2 the first name of %j is %j', (name, first) => expect(firstNameOf(name)).toBe(first));
  it.each([
    ['Acme', 'acme'],
    ['ACME, Inc.', 'acme'],
    ['Acme LLC', 'acme'],
    ['Acme Ltd', 'acme'],
    ['Acme GmbH', 'acme'],
    ['Acme Corp.', 'acme'],
    ['Acme & Co.', 'acme'],
    ['Acme S.A.', 'acme'],
    ['Acme AG', 'acme'],
    ['Acme plc', 'acme'],
    ['Acme B.V.', 'acme'],
    ['Acme Co., Ltd.', 'acme'],
    ['Acmé', 'acme'],
    ['Ａｃｍｅ', 'acme'],
    ['Acme Corporation', 'acme'],
    ['Acme-Widgets', 'acme widgets'],
    ['Acme  Widgets!', 'acme widgets'],
    ['Acme Co Widgets', 'acme co widgets'],
    ["O'Neil & Sons", 'oneil and sons'],
    ['O’Neil and Sons', 'oneil and sons'],
    ['Straße Æther Łódź Øre', 'strasse aether lodz ore'],
    ['İstanbul', 'istanbul'],
    ['Co', 'co'],
    ['AG', 'ag'],
    ['Inc. Ltd.', 'inc'],
    ['日本', '日本'],
    ['삼성', '삼성'],
    ['!!!', '!!!'],
    ['', ''],
  ])('A1 %j has the key %j', (name, key) => expect(nameKey(name)).toBe(key));
  it('A1 a key is its own key and never empty for a name', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name));
        expect(nameKey(name) === '').toBe(name.trim() === '');
      }),
    );
  });
  it('A1 case, a comma and a legal form make no difference', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{4,9}( [a-z]{4,9})?$/),
        fc.constantFrom('Inc', 'L.L.C.', 'Ltd.', 'GmbH', 'plc'),
        (name, form) => {
          fc.pre(!/(limited|company|corporation|incorporated|corp|gmbh)$/.test(name));
          expect(nameKey(`${name.toUpperCase()}, ${form}`)).toBe(nameKey(name));
        },
      ),
    );
  });
});
