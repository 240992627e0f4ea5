import type { GateRule, PolicyValues } from '../rules/policy/policy.ts';
import type { PolicyFinding } from './policy-finding.ts';

/** Two gates on one fact that no value of it can meet. */
export function gateOverlaps(gates: readonly GateRule[]): readonly PolicyFinding[] {
  return gates.flatMap((gate, index) =>
    gates
      .slice(index + 1)
      .filter((other) => other.fact === gate.fact && excludes(gate, other))
      .map((other) => ({
        kind: 'gates_exclude_each_other',
        clause: gate.clause,
        because: `no value of \`${gate.fact}\` meets both ${gate.id} (${testText(gate)}) and ${other.id} (${testText(other)})`,
      })),
  );
}

const testText = ({ operator, value }: GateRule): string =>
  [operator, value === undefined ? '' : String(value)].join(' ').trim();

interface Span {
  readonly low: number;
  readonly isLowIn: boolean;
  readonly high: number;
  readonly isHighIn: boolean;
}

function excludes(a: GateRule, b: GateRule): boolean {
  const [one, other] = [choices(a), choices(b)];
  if (one && other) return !one.some((choice) => other.includes(choice));
  const [span, second] = [spanOf(a), spanOf(b)];
  return span !== undefined && second !== undefined && isEmpty(span, second);
}

/** The values a gate names one by one; texts compare without case. */
function choices({ operator, value }: GateRule): readonly unknown[] | undefined {
  const folded = (each: unknown) => (typeof each === 'string' ? each.trim().toLowerCase() : each);
  if (operator === 'in' && Array.isArray(value)) return value.map(folded);
  return operator === 'eq' && typeof value !== 'number' ? [folded(value)] : undefined;
}

function spanOf({ operator, value }: GateRule): Span | undefined {
  if (typeof value !== 'number') return undefined;
  const all: Span = { low: -Infinity, isLowIn: true, high: Infinity, isHighIn: true };
  switch (operator) {
    case 'gte':
      return { ...all, low: value };
    case 'gt':
      return { ...all, low: value, isLowIn: false };
    case 'lte':
      return { ...all, high: value };
    case 'lt':
      return { ...all, high: value, isHighIn: false };
    case 'eq':
      return { low: value, isLowIn: true, high: value, isHighIn: true };
    case 'in':
    case 'present':
      return undefined;
    default:
      return operator satisfies never;
  }
}

function isEmpty(a: Span, b: Span): boolean {
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  const isLowIn = [a, b].every((span) => span.low < low || span.isLowIn);
  const isHighIn = [a, b].every((span) => span.high > high || span.isHighIn);
  return low > high || (low === high && !(isLowIn && isHighIn));
}

/** A domain in two of the lists of accounts that are refused: which of them it is decides the words of the refusal. */
export function domainOverlaps(account: PolicyValues['account']): readonly PolicyFinding[] {
  const lists = [
    ['free_mail_domains', account.free_mail_domains],
    ['own_domains', account.own_domains],
    ['competitors', account.competitors],
  ] as const;
  return lists.flatMap(([name, list], index) =>
    lists.slice(index + 1).flatMap(([other, second]) =>
      list.value
        .filter((domain) => second.value.includes(domain))
        .map((domain) => ({
          kind: 'domain_in_two_lists',
          clause: second.clause,
          because: `\`${domain}\` stands in account.${name} and in account.${other}`,
        })),
    ),
  );
}
