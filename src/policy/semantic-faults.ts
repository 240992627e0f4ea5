import { IANAZone } from 'luxon';
import type { z } from 'zod';
import { registrableDomain } from '../rules/identity/domain-name.ts';
import { Policy, type PolicyValues } from '../rules/policy/policy.ts';
import { isCalendarDate } from '../rules/time/time.ts';
import { stages } from '../rules/vocabulary/stages.ts';
import { buyingFaults, engagementFaults, gateFaults } from './qualification-faults.ts';
import { type Faults, fault, type Mapping, type PolicyFault, positive, quoted, type Tree } from './tree.ts';

type Section<K extends keyof PolicyValues> = PolicyValues[K];

/** The same of a file that the schema refuses: sections that are whole are still judged. */
export function semanticFaults(tree: Mapping): Faults {
  const { shape } = Policy;
  return sectionFaults({
    business_time: read(shape.business_time, tree.business_time),
    account: read(shape.account, tree.account),
    facts: read(shape.facts, tree.facts),
    gates: read(shape.gates, tree.gates),
    engagement: read(shape.engagement, tree.engagement),
    buying: read(shape.buying, tree.buying),
    override: read(shape.override, tree.override),
    recurring: read(shape.recurring, tree.recurring),
    limits: read(shape.limits, tree.limits),
    copy: read(shape.copy, tree.copy),
  });
}

type Sections = { readonly [K in keyof PolicyValues]?: PolicyValues[K] | undefined };

/** Faults that no schema can find: values that don't make sense together. */
export function sectionFaults(parts: Sections): Faults {
  return [
    ...seen(parts.business_time, businessTimeFaults),
    ...seen(parts.account, accountFaults),
    ...seen(parts.gates, (gates) => gateFaults(gates, parts.facts)),
    ...seen(parts.engagement, engagementFaults),
    ...seen(parts.buying, buyingFaults),
    ...seen(parts.gates, (gates) => overrideFaults(gates, parts.override?.not_after_no_ecosystem.value ?? [])),
    ...seen(parts.recurring, recurringFaults),
    ...seen(parts.limits, limitFaults),
    ...seen(parts.copy, copyFaults),
  ];
}

function read<T>(schema: z.ZodType<T>, tree: Tree | undefined): T | undefined {
  const result = schema.safeParse(tree);
  return result.success ? result.data : undefined;
}

function seen<T>(section: T | undefined, check: (section: T) => Faults): Faults {
  return section === undefined ? [] : check(section);
}

function businessTimeFaults({ zone, workdays, open, close, holidays }: Section<'business_time'>): Faults {
  const path = 'business_time';
  const faults: PolicyFault[] = [];
  // Newer Nodes take an offset such as +05:00 for a zone.
  if (!/^[A-Za-z]/.test(zone.value) || !IANAZone.isValidZone(zone.value)) {
    faults.push(fault(`${path}.zone`, `is ${quoted(zone.value)}`, 'wanted an IANA time zone such as America/New_York'));
  }
  if (workdays.value.some((day, index) => index > 0 && day <= (workdays.value[index - 1] ?? 0))) {
    faults.push(
      fault(
        `${path}.workdays`,
        'is out of order or names a day twice',
        'wanted days from 1 (Monday) to 7 (Sunday), rising',
      ),
    );
  }
  if (open.value >= close.value) {
    faults.push(
      fault(
        `${path}.close`,
        `is \`${close.value}\`, and open is \`${open.value}\``,
        'wanted a close after the opening of the same day',
      ),
    );
  }
  const years = Object.entries(holidays.value);
  if (years.length === 0) {
    faults.push(
      fault(
        `${path}.holidays`,
        'lists no year',
        'wanted the holidays of at least one year, an empty list if it has none',
      ),
    );
  }
  return [...faults, ...years.flatMap(([year, dates]) => yearFaults(`${path}.holidays.${year}`, year, dates))];
}

function yearFaults(path: string, year: string, dates: readonly string[]): Faults {
  return dates.flatMap((date, index): Faults => {
    const at = `${path}[${index}]`;
    const before = dates[index - 1] ?? '';
    if (!isCalendarDate(date)) return [fault(at, `is ${quoted(date)}`, 'wanted a real date')];
    if (!date.startsWith(`${year}-`)) return [fault(at, `is \`${date}\``, `wanted a date in ${year}`)];
    if (date === before) return [fault(at, `names \`${date}\` twice`, 'keep one')];
    return date < before ? [fault(at, `is \`${date}\` after \`${before}\``, 'wanted rising dates')] : [];
  });
}

const accountFields: readonly string[] = ['domain', 'name'];

function accountFaults({ minimum_fields, free_mail_domains, own_domains, competitors }: Section<'account'>): Faults {
  const unknown = minimum_fields.value.flatMap(
    (field, index): Faults =>
      accountFields.includes(field)
        ? []
        : [fault(`account.minimum_fields[${index}]`, `is ${quoted(field)}`, 'wanted `domain` or `name`')],
  );
  const lists = { free_mail_domains, own_domains, competitors };
  return [...unknown, ...Object.entries(lists).flatMap(([name, { value }]) => domainFaults(`account.${name}`, value))];
}

function domainFaults(path: string, domains: readonly string[]): Faults {
  return domains.flatMap((domain, index): Faults => {
    const at = `${path}[${index}]`;
    const known = registrableDomain(domain);
    if (domains.indexOf(domain) < index) return [fault(at, `names ${quoted(domain)} twice`, 'keep one')];
    if ('problem' in known)
      return [fault(at, known.problem, 'wanted a registrable domain in lower case such as acme.com')];
    return known.domain === domain
      ? []
      : [fault(at, `is ${quoted(domain)}`, `wanted the registrable domain \`${known.domain}\``)];
  });
}

function recurringFaults(duties: Section<'recurring'>): Faults {
  return duties.flatMap(({ kind, every, weekday }, index): Faults => {
    const path = `recurring.${kind}`;
    const isTwice = duties.findIndex((each) => each.kind === kind) < index;
    const isFit = (every === 'week') === (weekday !== undefined);
    return [
      ...(isTwice ? [fault(path, 'stands twice', 'keep one duty of a kind')] : []),
      ...(isFit
        ? []
        : [fault(`${path}.weekday`, `is ${quoted(weekday)}`, 'wanted for a weekly duty, and for no other')]),
    ];
  });
}

function overrideFaults(gates: Section<'gates'>, excluded: readonly string[]): Faults {
  return excluded.flatMap(
    (id, index): Faults =>
      gates.some((gate) => gate.id === id)
        ? []
        : [fault(`override.not_after_no_ecosystem[${index}]`, `is ${quoted(id)}`, 'wanted the id of a gate')],
  );
}

function limitFaults(limits: Section<'limits'>): Faults {
  return Object.entries(limits).flatMap(([name, { value }]) => positive(`limits.${name}`, value));
}

const stageNames: readonly string[] = stages;

function copyFaults({ sentences, price }: Section<'copy'>): Faults {
  const span =
    sentences.min.value <= sentences.max.value
      ? []
      : [
          fault(
            'copy.sentences.min',
            `is \`${sentences.min.value}\``,
            `wanted at most the maximum, ${sentences.max.value}`,
          ),
        ];
  const unknown = price.stages.value.flatMap(
    (stage, index): Faults =>
      stageNames.includes(stage)
        ? []
        : [fault(`copy.price.stages[${index}]`, `is ${quoted(stage)}`, `wanted one of ${stageNames.join(', ')}`)],
  );
  return [...span, ...unknown];
}
