import type { Reader } from '../ledger/port/ledger.ts';
import { plural } from '../rules/vocabulary/amount-text.ts';
import { isRefusal } from '../rules/vocabulary/refusal.ts';
import { fittingRows } from '../views/bounds.ts';
import { spokenTime } from '../views/spoken.ts';
import { suppressionView } from '../views/suppressed.ts';
import { goesOn, page, table } from './markdown.ts';
import { resource } from './resource.ts';

const uri = 'ladder://suppression';

/** Sizes of page that are tried, until one has room. */
const sizes = [100, 50, 25, 10, 5] as const;

function fittingView(reader: Reader, cursor: string | undefined): ReturnType<typeof suppressionView> {
  for (const limit of sizes) {
    const data = suppressionView(reader, { limit, cursor });
    if (isRefusal(data) || fittingRows(data.suppressed.map((each) => [each])) === data.suppressed.length) return data;
  }
  return suppressionView(reader, { limit: 1, cursor });
}

export const suppression = resource({
  name: 'suppression',
  title: 'Suppression',
  description:
    'Who may not be written to: since when, why, in which contexts; contacts by id, addresses never (§3.5, §5.6.8).',
  uri,
  pages: true,
  read(_, { reader, moment }, { cursor } = {}) {
    const data = fittingView(reader, cursor);
    if (isRefusal(data)) return data;
    const rows = data.suppressed.map(({ since, reason, contexts, contacts, account }) => [
      spokenTime(since, moment.calendar),
      reason,
      contexts.join(', '),
      account,
      contacts.join(', '),
    ]);
    return {
      data: { ...data },
      markdown: page(
        `Suppression: ${plural(data.count, 'address or profile', 'addresses and profiles')}`,
        table(['Since', 'Reason', 'For', 'Account', 'Contact'], rows),
        goesOn(uri, data.next_cursor),
      ),
    };
  },
});
