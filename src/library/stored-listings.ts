import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { listingsFile } from '../shipped-files.ts';
import type { Listing } from '../tools/listing.ts';

const Listings = z.array(z.custom<Listing>((listing) => typeof listing === 'object' && listing !== null));

/** Every tool as the build listed it; none where the program runs from its sources. */
export function storedListings(): readonly Listing[] {
  try {
    return Listings.parse(JSON.parse(readFileSync(listingsFile, 'utf8')));
  } catch {
    return [];
  }
}
