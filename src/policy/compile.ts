import { canonical as canonicalText, sha256 } from '../ledger/events/canonical-json.ts';
import type { PolicyInForce } from '../ledger/port/ledger.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';
import { type BusinessTime, createCalendar } from '../rules/time/time.ts';
import { oncePerText } from '../rules/vocabulary/remembering.ts';
import type { PolicyProblem } from './extends.ts';
import { shaped } from './schema-faults.ts';
import type { Compiled } from './sealed-cache.ts';
import { sectionFaults, semanticFaults } from './semantic-faults.ts';
import { type Faults, fault, type Mapping } from './tree.ts';

export interface LoadedPolicy extends PolicyInForce {
  readonly file: string;
}

/** A policy of these words, or all that is wrong with them. */
export function compile(file: string, tree: Mapping, lay: PolicyInForce['lay']): LoadedPolicy | PolicyProblem {
  const result = shaped(tree);
  if ('faults' in result) return { file, problems: standalone(tree, [...result.faults, ...semanticFaults(tree)]) };
  const problems = sectionFaults(result.values);
  if (problems.length > 0) return { file, problems };
  return ready({ values: result.values, hash: sha256(canonicalText(result.values)) }, file, lay);
}

/** Policies mostly differ in other things than their business time, and its days take a while to lay out. */
const calendarOf = oncePerText((time) => createCalendar(JSON.parse(time)), { room: 4, longest: 20_000 });

/** Its text is a megabyte that a server needs once, where the policy goes on record: it is made anew there, and not held. */
export function ready({ values, hash }: Compiled, file: string, lay: PolicyInForce['lay']): LoadedPolicy {
  const time = JSON.stringify(businessTime(values));
  return {
    values,
    hash,
    file,
    lay,
    get canonical() {
      return canonicalText(values);
    },
    get calendar() {
      return calendarOf(time);
    },
  };
}

function businessTime({ business_time: { zone, workdays, open, close, holidays } }: PolicyValues): BusinessTime {
  return {
    zone: zone.value,
    workdays: workdays.value,
    open: open.value,
    close: close.value,
    holidays: holidays.value,
  };
}

/** Whole sections missing most likely means that `extends` was forgotten: one hint instead of many complaints. */
function standalone(tree: Mapping, faults: Faults): Faults {
  const missing = faults.filter(({ path, found }) => found === 'is missing' && !path.includes('.') && !(path in tree));
  if (missing.length < 2) return faults;
  const names = missing.map(({ path }) => path).join(', ');
  const found = `is missing, and so are ${missing.length} sections (${names})`;
  const hint = fault('extends', found, 'add `extends: handoff-0.2` to set only what differs');
  return [hint, ...faults.filter((each) => !missing.includes(each))];
}
