import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Listing } from './tools/listing.ts';

/** Left by the build beside the program; making JSON Schema of every tool takes longer than the rest of a first list. */
const file = fileURLToPath(new URL('./tools.json', import.meta.url));

const Listings = z.array(z.custom<Listing>((listing) => typeof listing === 'object' && listing !== null));

/** Every tool as the build listed it; none where the program runs from its sources. */
export function storedListings(): readonly Listing[] {
  try {
    return Listings.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}
