import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { listingsFile } from '../shipped-files.ts';

const Listings = z.array(z.custom<Listing>((listing) => typeof listing === 'object' && listing !== null));

/** Every tool as the build listed it; none where the program runs from its sources. */
export function storedListings(): readonly Listing[] {
  try {
    return Listings.parse(JSON.parse(readFileSync(listingsFile, 'utf8')));
  } catch {
    return [];
  }
}

/** A tool as a client lists it. */
export interface Listing {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: JsonObject;
  readonly outputSchema: JsonObject;
  readonly annotations: Readonly<Record<string, boolean | string>>;
  readonly _meta?: Readonly<Record<string, unknown>>;
}

export type JsonObject = { readonly type: 'object'; readonly [key: string]: unknown };
