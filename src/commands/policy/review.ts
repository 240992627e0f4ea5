/** `policy review`: the assumptions of the policy that wait for its owners (P5). */

import { existsSync, readFileSync } from 'node:fs';
import type { LoadedPolicy } from '../../policy/index.ts';
import { loadOtherReadings } from '../../policy/other-readings.ts';
import { type AccountsDiffering, type ClauseSaid, policyReview } from '../../policy/review.ts';
import { reviewText } from '../../policy/review-text.ts';
import { loadRulings } from '../../policy/rulings.ts';
import { reviewPage } from '../../report-page/review-page.ts';
import type { PolicyChanges, RatifiedChange } from '../../rules/aggregates/policy-change.ts';
import type { PolicyValues } from '../../rules/policy/policy.ts';
import type { Calendar } from '../../rules/time/time.ts';
import { clausesFile } from '../../shipped-files.ts';
import { accountsDiffering } from '../../views/simulation/run.ts';
import { ledgerFiles, openFromEnvironment, policyFrom, policyNamed } from '../shared/environment.ts';
import type { Options } from '../shared/options.ts';
import { writePage } from '../shared/write-page.ts';
import { tellProgress } from './tell-progress.ts';

interface OnRecord {
  readonly policy: { readonly values: PolicyValues; readonly hash: string };
  readonly calendar: Calendar;
  readonly ratified: readonly RatifiedChange[];
  readonly accountsUnder: (changes: PolicyChanges) => AccountsDiffering | null;
}

/** Prints what waits: of the policy in force where a ledger stands, else of FILE or the policy that the environment names. */
export async function reviewCommand({ positionals: [, file], html, json }: Options): Promise<number> {
  const readings = loadOtherReadings();
  const tries = readings.flatMap(({ instead }) => (instead === undefined ? [] : [instead]));
  const isOnRecord = file === undefined && existsSync(ledgerFiles().path);
  const { policy, calendar, ...found } = isOnRecord
    ? await inForce(tries)
    : ofFile(policyFrom(file ?? policyNamed(process.env.LADDER_POLICY)));
  const clauses: readonly ClauseSaid[] = JSON.parse(readFileSync(clausesFile, 'utf8'));
  const review = policyReview(policy, { clauses, rulings: loadRulings(), readings, ...found });
  if (html !== undefined) writePage(html, reviewPage(review, calendar));
  if (json) console.log(JSON.stringify(review, null, 2));
  else
    console.log(html === undefined ? reviewText(review, calendar) : `${html}: what waits of policy ${review.version}.`);
  return 0;
}

function ofFile({ values, hash, calendar }: LoadedPolicy): OnRecord {
  return { policy: { values, hash }, calendar, ratified: [], accountsUnder: () => null };
}

async function inForce(tries: readonly PolicyChanges[]): Promise<OnRecord> {
  const { ledger } = await openFromEnvironment();
  try {
    const standing = await ledger.read((reader, { calendar }) => {
      const { values, hash } = reader.policyInForce();
      return { policy: { values, hash }, calendar, ratified: reader.policyChanges().ratified };
    });
    const { of, differ } = await accountsDiffering(tries, ledger, tellProgress());
    const accountsUnder = (changes: PolicyChanges) => ({ differ: differ[tries.indexOf(changes)] ?? 0, of });
    return { ...standing, accountsUnder };
  } finally {
    await ledger.close();
  }
}
