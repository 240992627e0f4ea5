import type { RowReading } from './import-list.ts';

interface CompanyRow {
  readonly company: string | undefined;
  /** The domain of its site, as the row gives it. */
  readonly named: string | undefined;
  /** The domain of the site, else the one that the company or the mail leads to. */
  readonly domain: string | undefined;
}

/** A2: the domain of a person's company, or why it can't be told. */
export function placed(
  { list, reader }: RowReading,
  { company, named, domain }: CompanyRow,
): { readonly domain: string } | { readonly because: string } {
  if (domain === undefined)
    return {
      because: company ? 'no domain is known for the company named' : 'a private mailbox or none, and no company',
    };
  // A host of mail names no company; an act there (A3) or a stage (A12) registers one.
  const isOfList = list.kind === 'contacts' && !list.board;
  const isNamed = company !== undefined || named !== undefined || reader.account(domain) !== null;
  return isOfList && !isNamed ? { because: `no company is named, and ${domain} is no account yet` } : { domain };
}
