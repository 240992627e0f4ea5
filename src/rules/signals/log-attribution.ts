import type { PieceState } from '../aggregates/published-piece.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import type { PersonKey } from '../command/world.ts';
import { registrableDomain } from '../identity/domain-name.ts';
import { namedPerson } from '../people/match-contact.ts';
import { type Instant, isCalendarDate } from '../time/time.ts';
import { faulty, invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';

export interface AttributionArgs {
  readonly piece: string;
  readonly title: string;
  readonly url: string;
  readonly published_at: string;
  /** Domains, or contacts by id or e-mail. */
  readonly references: readonly string[];
}

interface Logged extends Pick<PieceState, 'title' | 'url' | 'published_at' | 'domains'> {
  readonly piece: string;
  readonly people: readonly PersonKey[];
}

/** §3.2.1 E9, §4.1: companies and people whom a published piece references (A6). */
export const logAttribution: Command<AttributionArgs, Logged, { piece: string }> = {
  name: 'log_attribution',
  clause: '4.1',
  prepare(args, context) {
    const input = readPiece(args, context);
    return 'refused' in input ? input : { keys: { piece: input.piece, people: input.people }, input };
  },
  decide(input, world, context) {
    const unknown = world.people.indexOf(null);
    if (unknown >= 0) {
      return refuse('NOT_FOUND', {
        clause: '4.1',
        ruling: 'A6',
        found: 'one of the contacts in `references` is not on file',
        next: "name the company's domain instead, or let sales.ops add the contact with save_account",
      });
    }
    const known = world.piece;
    if (known && known.published_at !== input.published_at) {
      return refuse('CONFLICT', {
        clause: '4.1',
        ruling: 'A6',
        found: `\`${input.piece}\` is logged already, as published at ${known.published_at}`,
        next: 'give that time, or another key for another piece',
      });
    }
    const contacts = world.people.flatMap((found) => (found ? [found.contact] : []));
    const isNew = (names: readonly string[], list: readonly string[] = []) =>
      names.some((name) => !list.includes(name));
    const { piece: id, title, url, published_at, domains } = input;
    if (!known || isNew(domains, known.domains) || isNew(contacts, known.contacts)) {
      world.logged(id).emit({
        type: 'piece_logged',
        piece: { id, title: known?.title ?? title, url: known?.url ?? url, published_at, domains, contacts },
      });
    }
    const named = [...domains, ...contacts].join(', ');
    const kept = known && (known.title !== title || known.url !== url) ? ' It keeps its first title and address.' : '';
    return {
      outcome: 'recorded',
      summary: `The piece \`${id}\` of ${context.calendar.dateOf(published_at)} is in the attribution log; it references ${named}.${kept}`,
      checks: [],
      extra: { piece: id },
    };
  },
};

function readPiece(args: AttributionArgs, context: Context): Logged | Refusal {
  const read = inputReader(context);
  const piece = args.piece.trim().toLowerCase();
  if (!/^[a-z0-9][a-z0-9._-]{0,99}$/.test(piece))
    read.fault(invalid('piece', args.piece, 'a short key such as partner-ledger-essay'));
  const title = read.required('title', args.title, 'name');
  const url = read.required('url', args.url, 'reference');
  if (!/^https?:\/\/[^\s]+$/i.test(url) || !URL.canParse(url))
    read.fault(invalid('url', args.url, 'an http or https address'));
  const published_at = readPublished(args.published_at, context, read);
  if (args.references.length === 0)
    read.fault(invalid('references', args.references, 'at least one domain or contact'));
  const domains: string[] = [];
  const people: PersonKey[] = [];
  for (const [n, reference] of args.references.entries()) {
    if (reference.includes('@') || /^con_/.test(reference.trim())) {
      people.push(namedPerson(reference));
      continue;
    }
    const found = registrableDomain(reference);
    if ('problem' in found) read.fault(faulty(`references[${n}]`, found.problem));
    else domains.push(found.domain);
  }
  return read.refusal ?? { piece, title, url, published_at, domains, people };
}

/** A bare date stands for the start of that business-zone day. */
function readPublished(given: string, { now }: Context, read: ReturnType<typeof inputReader>): Instant {
  const day = given.trim();
  if (isCalendarDate(day) || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return read.pastOrDay('published_at', day);
  read.fault(faulty('published_at', `there is no date ${day}`));
  return now;
}
