import { z } from 'zod';
import type { JsonObject, Listing } from '../../library/stored-listings.ts';
import type { PolicyValues } from '../../rules/policy/policy.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { Tool } from './tool.ts';
import { listedUnder } from './under-policy.ts';

/** Schemas are turned into JSON Schema once a process, at the first list that needs them. */
const listings = new Map<string, Listing>();

interface Showing {
  /** Listings made before, by the same program. */
  readonly stored?: () => readonly Listing[];
  /** The policy in force, where it can be read. */
  readonly policy?: PolicyValues | null;
}

/** The tools that a role is shown, as a policy has them (P6). */
export function listingsFor(
  tools: readonly Tool[],
  role: Role,
  { stored = () => [], policy = null }: Showing = {},
): readonly Listing[] {
  if (listings.size === 0) for (const listing of stored()) listings.set(listing.name, listing);
  return tools
    .filter((tool) => tool.callers.includes(role))
    .map((tool) => {
      const words = policy === null ? undefined : tool.underPolicy?.(policy);
      return words ? listedUnder(listingOf(tool), words) : listingOf(tool);
    });
}

export function listingOf(tool: Tool): Listing {
  const known = listings.get(tool.name);
  if (known) return known;
  const { readOnly, destructive, idempotent, openWorld } = tool.effect;
  const listing: Listing = {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: jsonSchema(tool.input, 'input'),
    outputSchema: jsonSchema(tool.output, 'output'),
    annotations: {
      title: tool.title,
      readOnlyHint: readOnly,
      destructiveHint: destructive,
      idempotentHint: idempotent,
      openWorldHint: openWorld,
    },
    ...(tool.alwaysLoad ? { _meta: { 'anthropic/alwaysLoad': true } } : {}),
  };
  listings.set(tool.name, listing);
  return listing;
}

const scalarTypes = ['string', 'number', 'boolean'];

/** Flat JSON Schema: a value of several plain types is one `type` list, never a combinator. */
function jsonSchema(schema: z.ZodObject, io: 'input' | 'output'): JsonObject {
  const { $schema: _draft, ...json } = z.toJSONSchema(schema, {
    io,
    override({ zodSchema, jsonSchema: node }) {
      if (zodSchema instanceof z.ZodUnion) {
        delete node.anyOf;
        Object.assign(node, { type: scalarTypes });
      }
      // An empty schema says what leaving it out says, and strict readers of lists warn of it.
      if (typeof node.additionalProperties === 'object' && Object.keys(node.additionalProperties).length === 0)
        delete node.additionalProperties;
      if (node.maximum === Number.MAX_SAFE_INTEGER) delete node.maximum;
      if (node.minimum === 1) delete node.minimum;
      // Bounds of size cost context and tell a model nothing it would not do anyway; they are checked at the call.
      for (const bound of ['maxLength', 'minLength', 'maxItems', 'minItems', 'propertyNames'] as const)
        delete node[bound];
    },
  });
  return { ...json, type: 'object' };
}
