import type { Moment } from '../../rules/command/context.ts';
import { currentFacts } from '../../rules/criteria/gates.ts';
import { dateIn, numberIn, truthIn } from './cells.ts';
import { type LeftOut, originOf, type Reading } from './import-list.ts';

interface FactArgs {
  readonly fact: string;
  readonly value: string | number | boolean;
  readonly source: string;
  readonly evidence: string;
  readonly as_of: string;
}

const factFields = ['employees', 'arr_usd', 'annual_revenue', 'industry', 'has_ecosystem_motion', 'gate_g5'] as const;

/** What the row says of the company. What cannot be read is left out and told; what stands there already isn't said again. */
export function factsIn(
  reading: Reading,
  domain: string,
): { readonly facts: readonly FactArgs[]; readonly leftOut: readonly LeftOut[] } {
  const { list, row, text, moment, reader } = reading;
  const given = factFields.flatMap((field) => {
    const cell = text(field);
    return cell === undefined ? [] : [{ field, cell, value: valueIn(field, cell) }];
  });
  if (given.length === 0) return { facts: [], leftOut: [] };
  const stated = dateIn(text('as_of') ?? '') ?? list.written;
  const as_of = stated < moment.today ? stated : moment.today;
  const source = originOf(list);
  const current = currentFacts(reader.account(domain)?.state.facts ?? []);
  const facts = given.flatMap(({ field, value }) => {
    const fact = field === 'industry' ? industryFact(String(value), moment) : field;
    const known = current.get(fact);
    if (value === undefined || (known?.value === value && known.source === source)) return [];
    return [{ fact, value, source, evidence: `${list.file}, row ${row.row}`, as_of }];
  });
  const unread = given.filter(({ value }) => value === undefined);
  return {
    facts,
    leftOut: unread.map(({ field, cell }) => ({ field, given: cell.slice(0, 60), wanted: wantedFor(field) })),
  };
}

function valueIn(field: (typeof factFields)[number], cell: string): string | number | boolean | undefined {
  if (field === 'industry') return cell;
  if (field === 'has_ecosystem_motion' || field === 'gate_g5') return truthIn(cell);
  const value = numberIn(cell);
  return field === 'employees' && !Number.isInteger(value) ? undefined : value;
}

function wantedFor(field: string): string {
  return field === 'has_ecosystem_motion' || field === 'gate_g5' ? 'true or false' : 'a number, such as 850';
}

/** A vendor's word for an industry is a fact of its own where the gate wouldn't know it: it must not fail a gate by its spelling. */
function industryFact(value: string, { policy }: Moment): string {
  const listed = policy.gates.flatMap((gate) =>
    gate.fact === 'industry' && Array.isArray(gate.value) ? gate.value : [],
  );
  return listed.some((each) => each.toLowerCase() === value.toLowerCase()) ? 'industry' : 'vendor_industry';
}
