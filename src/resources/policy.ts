import { policyShow } from '../policy/index.ts';
import { refuse } from '../rules/vocabulary/refusal.ts';
import { changesText, changesView } from '../views/simulation/policy-changes.ts';
import { shadowsOf } from '../views/simulation/shadow.ts';
import { spokenTime } from '../views/spoken.ts';
import { page, table } from './markdown.ts';
import { type Ahead, type Resource, resource, type Scope } from './resource.ts';

/** P2: a proposed change runs in the shadow. */
async function ahead(ledger: Parameters<NonNullable<Resource['ahead']>>[0]): Promise<Ahead> {
  return { shadows: await shadowsOf(ledger) };
}

/** Proposed and coming changes stand above the values, which fill several pages. */
function beforeSections(page: string, lines: readonly string[]): string {
  if (lines.length === 0) return page;
  const [head = '', ...sections] = page.split(/^(?=## )/m);
  return `${[head.trimEnd(), ...lines].join('\n')}\n\n${sections.join('')}`;
}

export const policy = resource({
  name: 'policy',
  title: 'Policy in force',
  description:
    'Every value the rules read, with its clause and basis, what is proposed and to come, and the versions recorded so far.',
  uri: 'ladder://policy',
  ahead,
  read(_, { moment, library, reader, ahead: looked }) {
    const { version, status, title } = moment.policy;
    const versions = reader
      .policies()
      .map((each) => ({ version: each.version, hash: each.hash, status: each.status, recorded_at: each.recorded_at }));
    const { hash, values } = reader.policyInForce();
    const standing = changesView(reader, moment, looked?.shadows);
    const data = { version, status, title, hash, versions, ...standing, policy: moment.policy };
    const shown = hash === library.policyHash ? library.policyText : policyShow({ values, hash });
    return { data, markdown: beforeSections(shown, changesText(standing, moment)) };
  },
});

function recorded(variable: string, { reader }: Scope) {
  return reader
    .policies()
    .filter((each) => each.version === variable || each.hash.startsWith(variable))
    .at(-1);
}

export const policyVersion = resource({
  name: 'policy-version',
  title: 'Policy, one version',
  description: 'A policy as it was recorded, by version or by the start of its hash.',
  uri: 'ladder://policy/{version}',
  ahead,
  members: ({ reader }) =>
    reader.policies().map(({ version, hash }) => ({
      uri: `ladder://policy/${hash.slice(0, 12)}`,
      name: `policy-${hash.slice(0, 12)}`,
      title: `${version} (${hash.slice(0, 12)})`,
    })),
  complete: (typed, { reader }) =>
    [...new Set(reader.policies().flatMap(({ version, hash }) => [version, hash.slice(0, 12)]))].filter((each) =>
      each.startsWith(typed),
    ),
  read(variable, scope) {
    const found = variable.length >= 4 ? recorded(variable, scope) : undefined;
    if (!found && variable === scope.moment.policy.version) return policy.read('', scope);
    if (!found)
      return refuse('NOT_FOUND', {
        found: 'no policy is recorded under that version or hash',
        next: 'read ladder://policy for the versions on record',
      });
    const { version, hash, status, recorded_at, canonical } = found;
    const values: unknown = JSON.parse(canonical);
    return {
      data: { version, hash, status, recorded_at, policy: values },
      markdown: page(
        `Policy ${version}`,
        table(['Hash', 'Status', 'Recorded'], [[hash, status, spokenTime(recorded_at, scope.moment.calendar)]]),
        `\`\`\`json\n${JSON.stringify(values, null, 2)}\n\`\`\``,
      ),
    };
  },
});
