import fc from 'fast-check';
import { expect, test } from 'vitest';
import { saveAccount } from '../../src/rules/accounts/save-account.ts';
import { suppressionKey } from '../../src/rules/identity/email-address.ts';
import { queueUnmatched } from '../../src/rules/people/queue-unmatched.ts';
import { fileSignalNote } from '../../src/rules/signals/file-signal-note.ts';
import { suppressContact } from '../../src/rules/suppression/suppress-contact.ts';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import { type Bench, comment, openBench } from '../ledger/support.ts';

const domains = ['acme.com', 'beta.com'];
const mails = ['ann@acme.com', 'a.nn+x@acme.com', 'bo@acme.com', 'cy@beta.com', 'di@beta.com'];
const profiles = ['ann', 'bo', 'cy'].map((name) => `https://www.linkedin.com/in/${name}`);

interface Given {
  readonly email?: string;
  readonly linkedin_url?: string;
}

const given: fc.Arbitrary<Given> = fc
  .tuple(
    fc.option(fc.constantFrom(...mails), { nil: undefined }),
    fc.option(fc.constantFrom(...profiles), { nil: undefined }),
  )
  .filter(([email, profile]) => (email ?? profile) !== undefined)
  .map(([email, profile]) => ({ ...(email ? { email } : {}), ...(profile ? { linkedin_url: profile } : {}) }));

type Step =
  | { readonly does: 'note' | 'save' | 'wait'; readonly domain: string; readonly who: Given }
  /** Corrects a contact, or moves it. */
  | { readonly does: 'join'; readonly domain: string; readonly stays: number; readonly part: number }
  /** Takes the other domain's account in. */
  | { readonly does: 'absorb'; readonly domain: string }
  | { readonly does: 'name'; readonly domain: string; readonly nth: number; readonly who: Given }
  | { readonly does: 'suppress'; readonly who: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constantFrom('note', 'save', 'wait'), domain: fc.constantFrom(...domains), who: given }),
  fc.record({ does: fc.constant('name' as const), domain: fc.constantFrom(...domains), nth: fc.nat(5), who: given }),
  fc.record({
    does: fc.constant('join' as const),
    domain: fc.constantFrom(...domains),
    stays: fc.nat(5),
    part: fc.nat(5),
  }),
  fc.record({ does: fc.constant('absorb' as const), domain: fc.constantFrom(...domains) }),
  fc.record({ does: fc.constant('suppress' as const), who: fc.constantFrom(...mails, ...profiles) }),
);

const keyOf = (word: string) => (word.includes('@') ? suppressionKey(word) : word);
const wordsOf = ({ email, linkedin_url }: Given) =>
  [email, linkedin_url].flatMap((each) => (each ? [keyOf(each)] : []));

/** Every contact who stands somewhere, with what it bears. */
function standing({ ledger }: Bench) {
  return ledger.read((reader) =>
    domains.flatMap((domain) => {
      const record = reader.account(domain);
      return (record?.state.contacts ?? [])
        .filter(({ left }) => !left)
        .map(({ id }) => ({
          id,
          words: wordsOf(record?.people.get(id) ?? {}),
          suppressed: record?.suppressed.has(id),
        }));
    }),
  );
}

/** Addresses and profiles said to belong to one person, and who is never written to. */
class Tied {
  readonly #groups: Set<string>[] = [];
  readonly #stopped = new Set<string>();
  readonly #taken = new Set<string>();

  /** A call that was taken ties all of it; one that was refused only what nobody has to a suppressed person. */
  told(done: object, words: readonly string[]): void {
    // A note that waits ties what a refused call would, also one that waited already.
    const extra = 'extra' in done && typeof done.extra === 'object' ? done.extra : null;
    const waits = extra !== null && 'waiting' in extra;
    if (!isRefusal(done) && !waits) {
      for (const word of words) this.#taken.add(word);
      this.#tie(words);
      return;
    }
    const never = this.never();
    const isFree = (word: string) => never.has(word) || !this.#taken.has(word);
    if (words.some((word) => never.has(word)) && words.every(isFree)) this.#tie(words);
  }

  stop(word: string): void {
    this.#stopped.add(word);
  }

  never(): ReadonlySet<string> {
    return new Set([...this.#stopped].flatMap((word) => [...this.#with(word)]));
  }

  #tie(words: readonly string[]): void {
    const met = this.#groups.filter((group) => words.some((word) => group.has(word)));
    const joined = new Set([...words, ...met.flatMap((group) => [...group])]);
    this.#groups.splice(0, this.#groups.length, ...this.#groups.filter((group) => !met.includes(group)), joined);
  }

  #with(word: string): ReadonlySet<string> {
    return this.#groups.find((group) => group.has(word)) ?? new Set([word]);
  }
}

async function take(bench: Bench, step: Step, tied: Tied): Promise<void> {
  switch (step.does) {
    case 'suppress': {
      const done = await bench.run('sales.ops', suppressContact, { contact: step.who, reason: 'opt_out' });
      if (!isRefusal(done)) tied.stop(keyOf(step.who));
      return;
    }
    case 'note': {
      const note = comment(step.domain, { contact: step.who });
      tied.told(await bench.run('mining.mind', fileSignalNote, note), wordsOf(step.who));
      return;
    }
    case 'save': {
      const args = { domain: step.domain, name: step.domain, contacts: [step.who] };
      tied.told(await bench.run('sales.ops', saveAccount, args), wordsOf(step.who));
      return;
    }
    case 'wait': {
      const args = { person: step.who, origin: 'list.csv', because: 'no company' };
      tied.told(await bench.run('sales.ops', queueUnmatched, args), wordsOf(step.who));
      return;
    }
    case 'join': {
      const [stays, part] = [(await standing(bench))[step.stays], (await standing(bench))[step.part]];
      if (!stays || !part) return;
      const contacts = [{ contact: stays.id, same_as: part.id }];
      const done = await bench.run('sales.ops', saveAccount, { domain: step.domain, name: step.domain, contacts });
      if (!isRefusal(done)) tied.told(done, [...stays.words, ...part.words]);
      return;
    }
    case 'absorb': {
      const aliases = domains.filter((each) => each !== step.domain);
      await bench.run('sales.ops', saveAccount, { domain: step.domain, name: step.domain, aliases });
      return;
    }
    case 'name': {
      const contact = (await standing(bench))[step.nth];
      if (!contact) return;
      const args = { domain: step.domain, name: step.domain, contacts: [{ contact: contact.id, ...step.who }] };
      tied.told(await bench.run('sales.ops', saveAccount, args), [...contact.words, ...wordsOf(step.who)]);
      return;
    }
    default:
      step satisfies never;
  }
}

test('L13 nobody who may be written to bears an address or profile that was tied to a suppressed person', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const bench = await openBench();
      const tied = new Tied();
      for (const each of steps) {
        await take(bench, each, tied);
        const never = tied.never();
        const open = (await standing(bench)).filter(
          ({ words, suppressed }) => !suppressed && words.some((word) => never.has(word)),
        );
        expect(open).toEqual([]);
      }
      expect(await bench.ledger.verify()).toMatchObject({ ok: true });
      await bench.ledger.close();
    }),
    { numRuns: 40 },
  );
});
