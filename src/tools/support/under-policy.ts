import { type Fields, hasFields } from '../../fields.ts';
import type { JsonObject, Listing } from '../../library/stored-listings.ts';
import type { PolicyValues } from '../../rules/policy/policy.ts';
import { buyingNamed, buyingRulesIn, notedTypesIn, type RouteRule, signalTypesIn } from '../../rules/policy/signals.ts';
import { kindOf } from '../../rules/signals/signal-kind.ts';
import { furtherThatNeed } from '../../rules/signals/type-words.ts';
import { actFields } from '../../rules/vocabulary/note-fields.ts';
import { isFurther } from '../../rules/vocabulary/signal-types.ts';

type Adjust = (listing: Listing, policy: PolicyValues) => Listing;

/** P6: a listing as the policy in force has it: what the shipped policy lacks or has beside is in its enums and descriptions. */
export function listedUnder(listing: Listing, policy: PolicyValues): Listing {
  return adjusted.get(listing.name)?.(listing, policy) ?? listing;
}

const adjusted: ReadonlyMap<string, Adjust> = new Map<string, Adjust>([
  ['file_signal_note', noteListing],
  ['find_accounts', (listing, policy) => withTypes(listing, ['signal_type'], policy)],
  ['pipeline_report', (listing, policy) => withTypes(listing, ['filter', 'signal_type'], policy)],
  ['score_dossier', dossierListing],
  [
    'dispute_mql',
    (listing, policy) => {
      const gates = policy.gates.map(({ id }) => id);
      return withInput(listing, ['criterion'], () => ({
        enum: [...gates, 'engagement_signal'],
        description: gatesOf(policy),
      }));
    },
  ],
  ['override_gate', (listing, policy) => withInput(listing, ['gate'], () => ({ description: gatesOf(policy) }))],
  ['save_account', (listing, policy) => ({ ...listing, description: withGates(listing.description, policy) })],
]);

const gatesOf = ({ gates }: PolicyValues): string => gates.map(({ id, fact }) => `${id} ${fact}`).join(', ');

const withGates = (text: string, policy: PolicyValues): string =>
  text.replace(/G1 employees.*(?=\.$)/, gatesOf(policy));

function withTypes(listing: Listing, path: readonly string[], policy: PolicyValues): Listing {
  return withInput(listing, path, () => ({ enum: signalTypesIn(policy) }));
}

/** The types that may be filed, what each is, and which of the policy's own need a field. */
function noteListing(listing: Listing, policy: PolicyValues): Listing {
  const types = notedTypesIn(policy);
  const gloss = types.map((type) => `${type} ${kindOf(type, policy).gloss}`).join(', ');
  const typed = withInput(listing, ['signal', 'type'], () => ({ enum: types, description: gloss }));
  if (!types.some(isFurther)) return typed;
  return actFields.reduce((made, field) => {
    const needing = furtherThatNeed(field, policy);
    if (needing.length === 0) return made;
    return withInput(made, ['signal', field], ({ description }) => ({
      description: [description, ...needing].filter((each) => each !== '').join(' '),
    }));
  }, typed);
}

/** Signals and routes; the tool's own words stand where they name the same. */
function dossierListing(listing: Listing, policy: PolicyValues): Listing {
  const rules = buyingRulesIn(policy.buying);
  const names = rules.map(([name, { routes }]) => `${name} ${routes.map(({ route }) => route).join(', ')}`).join('; ');
  const told = listing.description.replace(/ \([^)]*\)/g, '');
  const needed = policy.buying.needed.value;
  if (told.endsWith(`Routes: ${names}.`) && needed === 3) return listing;
  const routes = rules.map(([name, rule]) => `${name} ${rule.routes.map(routeTold).join(', ')}`).join('; ');
  const description = `Score ${buyingNamed(policy.buying)} on dated findings, once due. CONFIRMED and LIKELY need one that meets its route; ${needed} go to the CRO, fewer stay MQL. Routes: ${routes}.`;
  const signal = withInput({ ...listing, description }, ['scores', 'signal'], () => ({
    enum: rules.map(([name]) => name),
  }));
  const all = withInput(signal, ['scores'], () => ({ description: `all ${rules.length}` }));
  return withInput(all, ['accessibility'], () => ({
    description: `ease of access, 0-${policy.buying.accessibility_max.value}`,
  }));
}

function routeTold({ route, operator, unit }: RouteRule): string {
  return operator === undefined || unit === undefined || unit === '%' ? route : `${route} (value = ${unit})`;
}

/** The schema with what stands at a path of fields replaced; lists are passed through. */
function withInput(listing: Listing, path: readonly string[], change: (node: Fields) => Fields): Listing {
  const inputSchema = { ...listing.inputSchema, ...at(listing.inputSchema, path, change) };
  return { ...listing, inputSchema: schemaOf(inputSchema) };
}

const schemaOf = (node: Fields): JsonObject => ({ ...node, type: 'object' });

function at(node: Fields, [step, ...rest]: readonly string[], change: (node: Fields) => Fields): Fields {
  if (step === undefined) return { ...node, ...change(node) };
  const { items, properties } = node;
  if (hasFields(items)) return { ...node, items: at(items, [step, ...rest], change) };
  const below = hasFields(properties) ? properties[step] : undefined;
  if (!hasFields(properties) || !hasFields(below)) throw new Error(`no field ${step} is listed`);
  return { ...node, properties: { ...properties, [step]: at(below, rest, change) } };
}
