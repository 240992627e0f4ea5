import { industryAs } from '../../rules/accounts/fact-names.ts';
import type { Moment } from '../../rules/command/context.ts';
import { currentFacts } from '../../rules/criteria/gates.ts';
import { dateIn } from '../../rules/time/written-date.ts';
import { numberIn, truthIn } from './cells.ts';
import { type LeftOutCell, originOf, type RowReading } from './import-list.ts';

interface FactArgs {
  readonly fact: string;
  readonly value: string | number | boolean;
  readonly source: string;
  readonly evidence: string;
  readonly as_of: string;
}

const factFields = ['employees', 'arr_usd', 'annual_revenue', 'industry', 'has_ecosystem_motion', 'gate_g5'] as const;

/** The row's facts of the company. Unreadable cells are left out and told; facts on file with the same value aren't repeated. */
export function factsIn(
  reading: RowReading,
  domain: string,
): { readonly facts: readonly FactArgs[]; readonly leftOut: readonly LeftOutCell[]; readonly undated: boolean } {
  const { list, row, text, moment, reader } = reading;
  const given = factFields.flatMap((field) => {
    const cell = text(field);
    return cell === undefined ? [] : [{ field, cell, value: valueIn(field, cell, moment) }];
  });
  if (given.length === 0) return { facts: [], leftOut: [], undated: false };
  const stated = text('as_of');
  const dated = stated === undefined ? list.as_of : dateIn(stated);
  // A date that is given and not understood proves no recency, and neither does the day the file was written.
  const day = dated ?? list.written;
  const as_of = day < moment.today ? day : moment.today;
  const source = originOf(list);
  const current = currentFacts(reader.account(domain)?.state.facts ?? []);
  const facts: FactArgs[] = [];
  const leftOut: LeftOutCell[] = [];
  for (const { field, cell, value } of given) {
    const fact = field === 'industry' ? industryFact(String(value), moment) : field;
    const known = current.get(fact);
    const without = (wanted: string) => void leftOut.push({ field, given: cell.slice(0, 60), wanted });
    if (value === undefined) without(wantedFor(field));
    else if (known?.value === value && (dated === undefined || known.source === source)) continue;
    else if (known && dated === undefined)
      without(`the list's day (as_of): ${JSON.stringify(known.value)} is on file, as of ${known.as_of}`);
    else facts.push({ fact, value, source, evidence: `${list.file}, row ${row.row}`, as_of });
  }
  return { facts, leftOut, undated: dated === undefined };
}

function valueIn(
  field: (typeof factFields)[number],
  cell: string,
  moment: Moment,
): string | number | boolean | undefined {
  if (field === 'industry') return industryAs(cell, moment);
  if (field === 'has_ecosystem_motion' || field === 'gate_g5') return truthIn(cell);
  const value = numberIn(cell);
  return field === 'employees' && !Number.isInteger(value) ? undefined : value;
}

function wantedFor(field: string): string {
  return field === 'has_ecosystem_motion' || field === 'gate_g5' ? 'true or false' : 'a number, such as 850';
}

/** A vendor's word for an industry is a fact of its own where the gate wouldn't know it: it must not fail a gate by its spelling. */
function industryFact(value: string, { policy }: Moment): string {
  const isListed = policy.gates.some(
    (gate) => gate.fact === 'industry' && Array.isArray(gate.value) && gate.value.includes(value),
  );
  return isListed ? 'industry' : 'vendor_industry';
}
