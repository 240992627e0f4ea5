import type { GateRule, PolicyValues } from '../rules/policy/policy.ts';
import { type BuyingSignalRule, buyingRulesIn } from '../rules/policy/signals.ts';
import { type Faults, fault, positive, quoted } from './tree.ts';

type Section<K extends keyof PolicyValues> = PolicyValues[K];

type FactKind = Section<'facts'>[string]['kind'];

const operatorsOf: Readonly<Record<FactKind, readonly GateRule['operator'][]>> = {
  count: ['gte', 'lte', 'gt', 'lt', 'eq', 'present'],
  amount: ['gte', 'lte', 'gt', 'lt', 'eq', 'present'],
  truth: ['eq', 'present'],
  text: ['eq', 'in', 'present'],
};

const typeOf = { count: 'number', amount: 'number', truth: 'boolean', text: 'string' } as const;
const typeName = { number: 'a number', boolean: 'true or false', string: 'a text' } as const;

export function gateFaults(gates: readonly GateRule[], facts: Section<'facts'> | undefined): Faults {
  return gates.flatMap((gate, index): Faults => {
    if (gates.findIndex(({ id }) => id === gate.id) < index)
      return [fault(`gates.${gate.id}`, 'stands twice', 'keep one gate of an id')];
    return facts ? testFaults(`gates.${gate.id}`, gate, facts) : [];
  });
}

function testFaults(path: string, { fact, operator, value }: GateRule, facts: Section<'facts'>): Faults {
  const declared = Object.hasOwn(facts, fact) ? facts[fact] : undefined;
  if (!declared)
    return [
      fault(`${path}.fact`, `is ${quoted(fact)}, which \`facts\` does not declare`, 'declare it there with its kind'),
    ];
  const allowed = operatorsOf[declared.kind];
  if (!allowed.includes(operator)) {
    return [
      fault(
        `${path}.operator`,
        `is \`${operator}\`, and \`${fact}\` is of the kind \`${declared.kind}\``,
        `wanted one of ${allowed.join(', ')}`,
      ),
    ];
  }
  const at = `${path}.value`;
  if (operator === 'present')
    return value === undefined ? [] : [fault(at, `is ${quoted(value)}`, 'the operator `present` takes no value')];
  if (operator === 'in')
    return Array.isArray(value) && value.length > 0 ? [] : [fault(at, `is ${quoted(value)}`, 'wanted a list of texts')];
  const type = typeOf[declared.kind];
  return typeof value === type
    ? []
    : [
        fault(
          at,
          `is ${quoted(value)}`,
          `wanted ${typeName[type]}, as \`${fact}\` is of the kind \`${declared.kind}\``,
        ),
      ];
}

const topics: readonly string[] = ['ecosystem_revenue', 'partner_monetization', 'assessment'];

export function engagementFaults(engagement: Section<'engagement'>): Faults {
  const { window_days, full_credit_days, fresh_days, full_credit, half_credit } = engagement;
  const counts = [
    'window_days',
    'fresh_days',
    'likes_needed',
    'likes_within_days',
    'subscription_days',
    'repeat_acts',
    'repeat_within_days',
  ] as const;
  const faults = counts.flatMap((name) => positive(`engagement.${name}`, engagement[name].value));
  for (const [name, { value }] of Object.entries({ full_credit_days, fresh_days })) {
    if (value > window_days.value) {
      faults.push(
        fault(
          `engagement.${name}`,
          `is \`${value}\`, beyond the window of ${window_days.value} days`,
          `wanted at most ${window_days.value}`,
        ),
      );
    }
  }
  for (const [name, { value }] of Object.entries({ full_credit, half_credit })) {
    if (value < 0 || value > 1)
      faults.push(fault(`engagement.${name}`, `is \`${value}\``, 'wanted a share from 0 to 1'));
  }
  if (half_credit.value > full_credit.value) {
    faults.push(
      fault(
        'engagement.half_credit',
        `is \`${half_credit.value}\``,
        `wanted at most the full credit, ${full_credit.value}`,
      ),
    );
  }
  engagement.topics.value.forEach((topic, index) => {
    if (!topics.includes(topic))
      faults.push(fault(`engagement.topics[${index}]`, `is ${quoted(topic)}`, `wanted one of ${topics.join(', ')}`));
  });
  return faults;
}

export function buyingFaults(buying: Section<'buying'>): Faults {
  const { needed, accessibility_max, ...rest } = buying;
  const rules = buyingRulesIn(rest);
  const n = rules.length;
  const range =
    needed.value >= 1 && needed.value <= n
      ? []
      : [fault('buying.needed', `is \`${needed.value}\``, `wanted 1 to ${n} of the ${n} signals`)];
  const routes = rules.flatMap(([name, rule]) => routeFaults(`buying.${name}`, rule));
  return [...range, ...positive('buying.accessibility_max', accessibility_max.value), ...routes];
}

function routeFaults(path: string, { routes, needs, needs_group }: BuyingSignalRule): Faults {
  const twice = routes.filter(({ route }, index) => routes.findIndex((each) => each.route === route) < index);
  const half = routes.filter(({ operator, value }) => (operator === undefined) !== (value === undefined));
  const many =
    needs > routes.length
      ? [
          fault(
            `${path}.needs`,
            `is \`${needs}\`, and there are ${routes.length} routes`,
            `wanted at most ${routes.length}`,
          ),
        ]
      : [];
  const group = needs_group === undefined || routes.some((each) => each.group === needs_group);
  return [
    ...twice.map(({ route }) => fault(`${path}.routes.${route}`, 'stands twice', 'keep one route of a name')),
    ...half.map(({ route }) =>
      fault(
        `${path}.routes.${route}`,
        'has an operator without value, or a value without operator',
        'give both or neither',
      ),
    ),
    ...many,
    ...(group
      ? []
      : [
          fault(
            `${path}.needs_group`,
            `is ${quoted(needs_group)}, a group of no route`,
            'name the group of some route',
          ),
        ]),
  ];
}
