import { type Fields, hasFields } from '../../fields.ts';
import type { JsonObject, Listing } from '../../library/stored-listings.ts';

/** P6: the words of a tool's listing that differ under a policy. */
export interface PolicyWords {
  readonly description?: string;
  readonly input?: readonly FieldWords[];
}

interface FieldWords {
  /** Names of fields from the outermost; lists are passed through. */
  readonly path: readonly string[];
  readonly enum?: readonly string[];
  readonly description?: string;
  /** Words behind those that the field has. */
  readonly further?: string;
}

export function listedUnder(listing: Listing, { description = listing.description, input = [] }: PolicyWords): Listing {
  const inputSchema = input.reduce<Fields>(
    (schema, words) => withWords(schema, words.path, words),
    listing.inputSchema,
  );
  return { ...listing, description, inputSchema: schemaOf(inputSchema) };
}

const schemaOf = (node: Fields): JsonObject => ({ ...node, type: 'object' });

function withWords(node: Fields, [step, ...rest]: readonly string[], words: FieldWords): Fields {
  if (step === undefined) return { ...node, ...fieldOf(node, words) };
  const { items, properties } = node;
  if (hasFields(items)) return { ...node, items: withWords(items, [step, ...rest], words) };
  const below = hasFields(properties) ? properties[step] : undefined;
  if (!hasFields(properties) || !hasFields(below)) throw new Error(`no field ${step} is listed`);
  return { ...node, properties: { ...properties, [step]: withWords(below, rest, words) } };
}

function fieldOf(node: Fields, { enum: values, description, further = '' }: FieldWords): Fields {
  const own = description ?? (typeof node.description === 'string' ? node.description : '');
  const said = `${own} ${further}`.trim();
  return { ...(values ? { enum: values } : {}), ...(said === '' ? {} : { description: said }) };
}
