import { tools } from '../../tools/index.ts';
import { listingOf } from '../../tools/support/listing.ts';
import type { Options } from '../shared/options.ts';

/** Every tool there is, with who may call it; as data, each as a client lists it. The build keeps the latter beside the program. */
export function toolsCommand({ json }: Options): number {
  if (json) console.log(JSON.stringify(tools.map(listingOf)));
  else
    console.log(
      tools.map(({ name, title, callers }) => `${name.padEnd(24)} ${title}: ${callers.join(', ')}`).join('\n'),
    );
  return 0;
}
