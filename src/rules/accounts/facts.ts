import type { Scalar } from '../aggregates/account.ts';
import { mint } from '../aggregates/ids.ts';
import type { Context } from '../command/context.ts';
import type { Reading } from '../command/input-reader.ts';
import type { AccountDraft } from '../command/world.ts';
import type { CalendarDate } from '../time/time.ts';
import { invalid } from '../vocabulary/refusal.ts';

export interface FactInput {
  readonly fact: string;
  readonly value: Scalar;
  readonly source: string;
  readonly evidence: string;
  readonly as_of: string;
}

export interface FactRead {
  readonly fact: string;
  readonly value: Scalar;
  readonly source: string;
  readonly evidence: string;
  readonly as_of: CalendarDate;
}

/** G-3: a fact carries its source, evidence and date; one that a gate reads must be of the gate's kind. */
export function readFact(field: string, given: FactInput, context: Context, read: Reading): FactRead {
  const fact = given.fact.trim();
  if (!/^[a-z][a-z0-9_]{0,59}$/.test(fact)) {
    read.fault(invalid(`${field}.fact`, given.fact, 'a name in lower case such as employees or arr_usd'));
  }
  return {
    fact,
    value: readValue(`${field}.value`, fact, given.value, context, read),
    source: read.required(`${field}.source`, given.source, 'reference'),
    evidence: read.required(`${field}.evidence`, given.evidence, 'quote'),
    as_of: read.pastDate(`${field}.as_of`, given.as_of),
  };
}

function readValue(field: string, fact: string, value: Scalar, { policy }: Context, read: Reading): Scalar {
  const kind = policy.facts[fact]?.kind;
  const wrong = (wanted: string) => read.fault(invalid(field, value, `${wanted} for \`${fact}\``));
  if (kind === 'count' && !(typeof value === 'number' && Number.isSafeInteger(value) && value >= 0))
    wrong('a whole number from 0');
  if (kind === 'amount' && !(typeof value === 'number' && Number.isFinite(value) && value >= 0))
    wrong('a number from 0, without currency sign');
  if (kind === 'truth' && typeof value !== 'boolean') wrong('true or false');
  if (kind === 'text' && typeof value !== 'string') wrong('a text');
  return typeof value === 'string' ? read.required(field, value, 'reference') : value;
}

/** Records what is new; the same word on the same fact, of the same date and source, says nothing new unless another value came between (G-3). */
export function takeFact(draft: AccountDraft, fact: FactRead): boolean {
  const ofThatDate = draft.state.facts.filter((each) => each.fact === fact.fact && each.as_of === fact.as_of);
  const sinceItSaidElse = ofThatDate.slice(ofThatDate.findLastIndex((each) => each.value !== fact.value) + 1);
  const known = sinceItSaidElse.some((each) => each.source === fact.source);
  if (!known) draft.emit({ type: 'fact_recorded', fact: { id: mint(draft, 'fct'), ...fact } });
  return !known;
}
