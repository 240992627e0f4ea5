import { type Fact, label, type Scalar } from '../aggregates/account.ts';
import { mint } from '../aggregates/ids.ts';
import type { Context } from '../command/context.ts';
import type { InputReader } from '../command/input-reader.ts';
import type { AccountDraft } from '../command/world.ts';
import { invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';
import { factMeant, industryAs } from './fact-names.ts';

export interface FactInput {
  readonly fact: string;
  readonly value: Scalar;
  readonly source: string;
  readonly evidence: string;
  readonly as_of: string;
  /** The id of a fact that this one takes the place of, whatever their days. */
  readonly corrects?: string | undefined;
  /** The day is the list's guess, not the row's word (G-3). */
  readonly undated?: true;
}

export type FactRead = Omit<Fact, 'id' | 'recorded_at' | 'by'>;

/** G-3: a fact carries its source, evidence and date; one that a gate reads must be of the gate's kind. */
export function readFact(field: string, given: FactInput, context: Context, read: InputReader): FactRead {
  const fact = given.fact.trim();
  if (!/^[a-z][a-z0-9_]{0,59}$/.test(fact)) {
    read.fault(invalid(`${field}.fact`, given.fact, 'a name in lower case such as employees or arr_usd'));
  }
  const meant = factMeant(fact, context);
  if (meant) read.fault(invalid(`${field}.fact`, given.fact, `\`${meant}\`, the name of the fact that its gate reads`));
  const corrects = read.text(`${field}.corrects`, given.corrects, 'name');
  const of = { fact, context, read };
  return {
    fact,
    value: readValue(`${field}.value`, given.value, of),
    source: readGround(`${field}.source`, read.required(`${field}.source`, given.source, 'reference'), of),
    evidence: readGround(`${field}.evidence`, read.required(`${field}.evidence`, given.evidence, 'quote'), of),
    as_of: read.pastDate(`${field}.as_of`, given.as_of),
    ...(corrects ? { corrects } : {}),
    ...(given.undated ? { undated: true } : {}),
  };
}

interface FactReading {
  readonly fact: string;
  readonly context: Context;
  readonly read: InputReader;
}

/** G-3: an attested fact rests on words that can be looked up, not on a sign. */
function readGround(field: string, words: string, { fact, context: { policy }, read }: FactReading): string {
  const least = policy.facts[fact]?.letters_min ?? 0;
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  if (letters < least)
    read.fault(invalid(field, words, `what it rests on, with at least ${least} letters, for \`${fact}\``));
  return words;
}

function readValue(field: string, given: Scalar, { fact, context, read }: FactReading): Scalar {
  const kind = context.policy.facts[fact]?.kind;
  const value = scalarMeant(given, kind);
  const wrong = (wanted: string) => read.fault(invalid(field, value, `${wanted} for \`${fact}\``));
  const number = typeof value === 'number' ? value : Number.NaN;
  if (kind === 'count' && !(Number.isSafeInteger(number) && number >= 0)) wrong('a whole number from 0');
  if (kind === 'amount' && !(Number.isFinite(number) && number >= 0)) wrong('a number from 0, without currency sign');
  if (kind === 'truth' && typeof value !== 'boolean') wrong('true or false');
  if (kind === 'text' && typeof value !== 'string') wrong('a text');
  if (typeof value !== 'string') return value;
  const text = read.required(field, value, 'reference');
  return fact === 'industry' ? industryAs(text, context) : text;
}

/** A number or a truth that came as text. */
function scalarMeant(given: Scalar, kind: string | undefined): Scalar {
  if (typeof given !== 'string') return given;
  const word = given.trim().toLowerCase();
  if (kind === 'truth') return word === 'true' || (word === 'false' ? false : given);
  return (kind === 'count' || kind === 'amount') && /^\d+(?:\.\d+)?$/.test(word) ? Number(word) : given;
}

export interface TakenFact {
  readonly id: string;
  readonly fact: string;
}

/** Files facts, and tells in the order given how each stands; none is filed where one is refused. */
export function takeFacts(draft: AccountDraft, facts: readonly FactRead[]): readonly TakenFact[] | Refusal {
  const taken: TakenFact[] = [];
  for (const fact of facts) {
    const done = takeFact(draft, fact);
    if ('refused' in done) return done;
    taken.push({ id: done.id, fact: fact.fact });
  }
  return taken;
}

/** Records what is new; the same word on the same fact, of the same date and source, says nothing new unless another value came between (G-3). */
function takeFact(draft: AccountDraft, fact: FactRead): { readonly id: string } | Refusal {
  const wrong = fact.corrects === undefined ? undefined : correctable(draft, fact, fact.corrects);
  if (wrong) return wrong;
  const ofThatDate = draft.state.facts.filter((each) => each.fact === fact.fact && each.as_of === fact.as_of);
  const sinceItSaidElse = ofThatDate.slice(ofThatDate.findLastIndex((each) => each.value !== fact.value) + 1);
  const known = fact.corrects === undefined && sinceItSaidElse.find((each) => each.source === fact.source);
  if (known) return known;
  const id = mint(draft, 'fct');
  draft.emit({ type: 'fact_recorded', fact: { id, ...fact } });
  return { id };
}

/** G-3: the one that is corrected stands on the account, and says the same thing wrongly. */
function correctable({ state }: AccountDraft, { fact }: FactRead, id: string): Refusal | null {
  const no = (code: 'NOT_FOUND' | 'CONFLICT', found: string, next: string) =>
    refuse(code, { clause: '3.2', ruling: 'G-3', found, next });
  const corrected = state.facts.find((each) => each.id === id);
  if (corrected?.fact !== fact)
    return no('NOT_FOUND', `\`${id}\` is no fact \`${fact}\` of ${label(state)}`, 'take its id from explain_account');
  const by = state.facts.find((each) => each.corrects === id);
  return by
    ? no('CONFLICT', `\`${id}\` is corrected already, by ${by.id}`, `correct ${by.id}, if that is wrong too`)
    : null;
}
