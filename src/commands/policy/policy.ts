/** Policies checked, shown, compared and tried on the past (P2, P4). */

import { existsSync, readFileSync } from 'node:fs';
import { policyDiff, policyDiffText } from '../../policy/diff.ts';
import type { LoadedPolicy } from '../../policy/index.ts';
import { policyShow, sealedPolicy } from '../../policy/index.ts';
import { type ListedClause, policyCheck } from '../../policy/policy-check.ts';
import { policyReportText } from '../../policy/policy-check-text.ts';
import { arrows } from '../../rules/ladder/arrows.ts';
import { effectText, smallestChanged } from '../../rules/policy-changes/effect.ts';
import { clausesFile } from '../../shipped-files.ts';
import { tools } from '../../tools/index.ts';
import { inWords } from '../../views/spoken.ts';
import { clockFromEnvironment, policyFrom, policyNamed } from '../shared/environment.ts';
import { type Options, Usage } from '../shared/options.ts';
import { overFile } from './over-file.ts';

/** Checks, prints or compares policies; FILE stands in the place of LADDER_POLICY. */
export async function policyCommand(options: Options): Promise<number> {
  const {
    positionals: [action, file, other],
    json,
  } = options;
  const named = file ?? policyNamed(process.env.LADDER_POLICY);
  switch (action) {
    case 'check':
      return check(named, json);
    case 'show': {
      const loaded = policyFrom(named);
      console.log(json ? loaded.canonical : `${policyShow(loaded)}\n${await overFile(file)}`);
      return 0;
    }
    case 'diff': {
      diff(policyFrom(other === undefined ? undefined : file), policyFrom(other ?? named), json);
      if (!json) console.log(await overFile(file));
      return 0;
    }
    case 'review':
      return (await import('./review.ts')).reviewCommand(options);
    case 'seal':
      process.stdout.write(sealedPolicy());
      return 0;
    default:
      throw new Usage('policy needs check, show, diff or review');
  }
}

/** P2: the changed values, and under each the smallest account whose outcome changes. */
function diff(before: LoadedPolicy, after: LoadedPolicy, json: boolean): void {
  const now = clockFromEnvironment().now();
  const { values: policy, calendar } = before;
  const moment = {
    policy,
    calendar,
    now,
    today: calendar.dateOf(now),
    fingerprint: unasked,
    addressFingerprint: unasked,
  };
  const changes = policyDiff(before, after).map((each) => {
    const { path, to = null } = each;
    const alone = before.lay(before, { [path]: to }, { version: after.values.version, note: '' });
    const { values } = 'policy' in alone ? alone.policy : after;
    return { ...each, effect: smallestChanged(policy, values, moment, path) };
  });
  const told = changes.flatMap((each) => [
    policyDiffText([each]).trimEnd(),
    ...(each.effect.account === null
      ? []
      : [`  ${inWords(effectText([{ path: each.path, ...each.effect }]), moment.calendar)}`]),
  ]);
  console.log(
    json ? JSON.stringify(changes, null, 2) : changes.length === 0 ? policyDiffText([]) : `${told.join('\n')}\n`,
  );
}

/** No specimen of an account has words. */
const unasked = (): string => {
  throw new Error('an account that nobody has is known by no words');
};

function check(file: string | undefined, json: boolean): number {
  const cited = [...tools.flatMap((tool) => tool.clauses), ...arrows.map((arrow) => arrow.clause)];
  const clauses: readonly ListedClause[] | undefined = existsSync(clausesFile)
    ? JSON.parse(readFileSync(clausesFile, 'utf8'))
    : undefined;
  const policy = policyFrom(file);
  const today = policy.calendar.dateOf(clockFromEnvironment().now());
  const report = policyCheck(policy, { today, cited, ...(clauses ? { clauses } : {}) });
  console.log(json ? JSON.stringify(report, null, 2) : policyReportText(report));
  return 0;
}
