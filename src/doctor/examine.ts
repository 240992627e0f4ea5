import type { Clock } from '../ledger/port/ledger.ts';
import { isPolicyProblem, type LoadedPolicy, type PolicyProblem, policyProblemText } from '../policy/index.ts';
import { clientFindings, type Near } from './clients.ts';
import { findings, type InstallationFinding } from './finding.ts';
import { hookFindings } from './gate-hook.ts';
import { ledgerFindings } from './ledger.ts';
import { driveFindings, leftoverFindings, type Places, pathFindings, permissionFindings } from './places.ts';
import { driverFindings, nodeFindings } from './program.ts';

/** The environment as it is named; a text where it can't be used. */
export interface Surroundings extends Pick<Near, 'folder' | 'machine'> {
  readonly node: string;
  readonly places: Places | { readonly problem: string };
  readonly policy: LoadedPolicy | PolicyProblem | { readonly problem: string };
  readonly clock: Clock | { readonly problem: string };
}

/** Looks at everything; nothing is changed. */
export function examine({
  node,
  places,
  policy,
  clock,
  folder,
  machine,
}: Surroundings): readonly InstallationFinding[] {
  const driver = driverFindings();
  const program = [...nodeFindings(node), ...driver, ...settingFindings({ policy, clock })];
  if ('problem' in places)
    return [...program, findings('paths').fail(inHalves(places.problem, 'name the ledger by LADDER_DB'))];
  const looking = {
    ...places,
    policy: 'problem' in policy || isPolicyProblem(policy) ? null : policy,
    clock: 'problem' in clock ? null : clock,
  };
  return [
    ...program,
    ...pathFindings(places),
    ...permissionFindings(places),
    ...driveFindings(places),
    ...(driver.every(({ level }) => level === 'ok') ? ledgerFindings(looking) : []),
    ...clientFindings({ folder, machine, path: places.path }),
    ...hookFindings({ folder, machine }),
    ...leftoverFindings(places),
  ];
}

function settingFindings({ policy, clock }: Pick<Surroundings, 'policy' | 'clock'>): readonly InstallationFinding[] {
  const found: InstallationFinding[] = [];
  if ('problem' in policy) found.push(findings('policy').fail(inHalves(policy.problem, 'set LADDER_POLICY right')));
  else if (isPolicyProblem(policy)) {
    const because = policyProblemText(policy).replace(/\s*\n\s*/g, ' ');
    const next = 'mend the file, and run `ladder policy check`';
    found.push(findings('policy').fail({ path: policy.file, because, next }));
  }
  if ('problem' in clock)
    found.push(findings('clock').fail(inHalves(clock.problem, 'set LADDER_NOW right, or unset it')));
  return found;
}

/** A message may say itself what to do next. */
function inHalves(message: string, otherwise: string) {
  const [because = '', next = otherwise] = message.split('. Next: ', 2);
  return { because, next };
}
