import { z } from 'zod';
import { Ref } from './schemas.ts';

export const ListRef = Ref('its id');

/** Contacts left out, as the call named them. */
export const LeftOutRows = z.array(z.looseObject({ contact: z.string(), because: z.string() }));

/** A recipient list as its tools name it; without its id in a dry run that would propose it. */
export const ListOut = z.looseObject({
  id: z.string().optional(),
  sequence: z.string(),
  contacts: z.array(z.string()),
  versions: z.array(z.string()),
  refused: LeftOutRows,
});

/** Q4: the recipients of a list, by name. */
export const RecipientRows = z.array(z.looseObject({ contact: z.string(), name: z.string(), account: z.string() }));
