import type { AccountRecord } from '../ledger/port/records.ts';
import { label } from '../rules/aggregates/account.ts';
import { isRefusal, type Refusal } from '../rules/vocabulary/refusal.ts';
import { explainView } from '../views/account.ts';
import { accountMeant } from '../views/account-named.ts';
import { pagedAccount } from '../views/account-pages.ts';
import { boundedText, most } from '../views/bounds.ts';
import { whoText } from '../views/decisions.ts';
import { tell } from '../views/event-sentences.ts';
import { quotedBody } from '../views/quoted.ts';
import { spokenTime } from '../views/spoken.ts';
import { accountPage } from './account-page.ts';
import { cell, goesOn, page, sentence, table } from './markdown.ts';
import { type Member, resource, type Scope } from './resource.ts';

export function recordOf(variable: string, { reader }: Scope): AccountRecord | Refusal {
  return accountMeant(variable, reader);
}

export function newest(scope: Scope, suffix: string): readonly Member[] {
  const listed = scope.reader.findAccounts({ limit: 50 });
  if (isRefusal(listed)) return [];
  return listed.items.map((state) => ({
    uri: `ladder://accounts/${state.domain}${suffix}`,
    name: `${state.domain}${suffix}`,
    title: `${label(state)}${suffix.replace('/', ': ')}`,
  }));
}

export function domains(typed: string, { reader }: Scope): readonly string[] {
  const listed = reader.findAccounts({ query: typed, limit: 101 });
  return isRefusal(listed) ? [] : listed.items.map((state) => state.domain);
}

export const account = resource({
  name: 'account',
  title: 'Account',
  description: 'Where an account stands and why: every criterion, what is missing, who can supply it, its history.',
  uri: 'ladder://accounts/{domain}',
  pages: true,
  members: (scope) => newest(scope, ''),
  complete: domains,
  read(variable, scope, { cursor } = {}) {
    const record = recordOf(variable, scope);
    if (isRefusal(record)) return record;
    const data = pagedAccount(explainView(record, scope.reader, 'full', scope.moment), cursor);
    if ('refused' in data) return data;
    const next = 'next_cursor' in data ? data.next_cursor : undefined;
    const more = goesOn(`ladder://accounts/${record.state.domain}`, next);
    const text = accountPage(data, { ...scope, record }, cursor === undefined);
    return { data, markdown: [boundedText(text), ...(more ? [more] : [])].join('\n\n') };
  },
});

/** As many of the newest events as a page has room for. */
function entriesOf({ state }: AccountRecord, cursor: string | undefined, { reader }: Scope) {
  let listed = reader.timeline(state.id, { limit: 100, cursor });
  for (let limit = 50; limit > 0 && JSON.stringify(listed).length > most - 3000; limit = Math.floor(limit / 2))
    listed = reader.timeline(state.id, { limit, cursor });
  return listed;
}

export const timeline = resource({
  name: 'account-timeline',
  title: 'Account: timeline',
  description: 'What happened to an account, newest first: who did it, when, under which policy.',
  uri: 'ladder://accounts/{domain}/timeline',
  pages: true,
  members: (scope) => newest(scope, '/timeline'),
  complete: domains,
  read(variable, scope, { cursor } = {}) {
    const record = recordOf(variable, scope);
    if (isRefusal(record)) return record;
    const listed = entriesOf(record, cursor, scope);
    if (isRefusal(listed)) return listed;
    const entries = listed.items.map(
      ({ seq, type, at, recorded_at, role, client, principal, policy_version, body, words }) => ({
        seq,
        type,
        at,
        recorded_at,
        by: role,
        client,
        ...(principal === undefined ? {} : { principal }),
        policy: policy_version,
        body: quotedBody(body, type),
        ...(words === null
          ? {}
          : {
              words:
                words === 'erased'
                  ? 'erased'
                  : Object.fromEntries(Object.entries(words).map(([name, text]) => [name, { quoted: text }])),
            }),
      }),
    );
    const { calendar } = scope.moment;
    const rows = listed.items.flatMap((each) => {
      const words = tell(each, calendar);
      const who = whoText(each.role, each.principal);
      return words === null
        ? []
        : [[spokenTime(each.at, calendar), who, { marked: sentence(words, calendar) }, each.policy_version]];
    });
    return {
      data: {
        account: record.state.domain,
        entries,
        ...(listed.next_cursor ? { next_cursor: listed.next_cursor } : {}),
      },
      markdown: page(
        `${cell(label(record.state))}: timeline`,
        table(['When', 'Who', 'What', 'Policy'], rows),
        goesOn(`ladder://accounts/${record.state.domain}/timeline`, listed.next_cursor),
      ),
    };
  },
});
