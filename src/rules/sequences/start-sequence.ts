import type { RecipientList } from '../aggregates/recipient-list.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { World } from '../command/world.ts';
import { closeDeskTasks } from '../tasks/desk-tasks.ts';
import { weekdaysAlone } from '../time/time.ts';
import { plural } from '../vocabulary/amount-text.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { versionsAstray } from './bind-versions.ts';
import { firstDue } from './cadence.ts';
import { type LeftOutContact, nobodyLeft } from './eligibility.ts';
import { type Enrolled, enrol, type NamedPerson, weigh } from './enrol.ts';
import { leftOutText, openList, recipientsNow } from './lists.ts';
import { waitsFor } from './waiting-lists.ts';

export interface StartArgs {
  readonly list: string;
}

interface Started {
  readonly enrolled: readonly Enrolled[];
  readonly refused: readonly LeftOutContact[];
}

/** §5.4.3, C1, Q4: sales.ops starts what the cro approved; each contact is enrolled at touch 1. */
export const startSequence: Command<StartArgs, StartArgs, Started> = {
  name: 'start_sequence',
  clause: '5.4',
  prepare({ list: named }) {
    const list = named.trim();
    return { keys: { list }, input: { list } };
  },
  decide({ list: named }, world, context) {
    const list = openList(world.lists().state, named);
    if ('refused' in list) return list;
    const { taken, refused } = weigh(list.sequence, recipientsNow(list, world), context);
    const nobody = taken.length === 0 ? nobodyLeft(list.sequence, refused) : null;
    if (nobody?.code === 'SUPPRESSED') return nobody;
    const refusal = unlisted(context) ?? notReady(list, world) ?? nobody;
    if (refusal) return refusal;
    return start(list, { taken, refused }, world, context);
  },
};

/** T1: nobody is enrolled by business days that the policy doesn't know. */
function unlisted(context: Context): Refusal | null {
  const { calendar, now } = context;
  const years = calendar.unlistedYears(now, calendar.startOf(firstDue(context)));
  if (years.length === 0) return null;
  return refuse('NOT_CONFIGURED', {
    clause: '4',
    ruling: 'T1',
    found: `the first touch would be counted ${weekdaysAlone(years)}`,
    next: `add the year to business_time.holidays of the policy`,
  });
}

function notReady({ id, approved, versions }: RecipientList, world: World): Refusal | null {
  const no = (found: string, next: string) => refuse('RULE_REFUSED', { clause: '5.4', ruling: 'Q4', found, next });
  if (!approved) return no(`${id} is not approved yet`, 'let the cro answer with review_recipients');
  const copy = world.copy().state;
  const astray = versionsAstray(versions, copy, ['live']);
  if (astray.length === 0) return null;
  const isOver = astray.some(({ state }) => state === 'retired' || state === 'rejected');
  const found = `${id} binds versions that are not live`;
  return isOver
    ? no(
        `${found}: ${astray.map(({ says }) => says).join(', ')}`,
        'propose the list anew with propose_recipients: it binds the versions that are live then',
      )
    : no(found, waitsFor(versions, copy));
}

function start(
  list: RecipientList,
  { taken, refused }: { readonly taken: readonly NamedPerson[]; readonly refused: readonly LeftOutContact[] },
  world: World,
  context: Context,
): Decided<Started> {
  const enrolled = taken.map(({ person: { home, contact } }) => enrol(home, contact, list, context));
  world.lists().emit({ type: 'sequence_started', list: list.id });
  closeDeskTasks(world.desk, { kinds: ['start_sequence'], subject: list.id });
  const rows = refused.map(({ contact, because }) => ({ contact, because }));
  return {
    outcome: 'started',
    summary: `${list.sequence} is started from ${list.id} for ${plural(enrolled.length, 'contact')}; touch 1 is due on ${firstDue(context)}.${leftOutText(rows)}`,
    checks: [],
    extra: { enrolled, refused: rows },
  };
}
