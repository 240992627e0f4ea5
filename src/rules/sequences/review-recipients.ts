import type { RecipientList } from '../aggregates/recipient-list.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import { separation, warned } from '../command/separation.ts';
import type { World } from '../command/world.ts';
import { closeDeskTasks } from '../tasks/desk-tasks.ts';
import { openTask } from '../tasks/tasks.ts';
import { plural } from '../vocabulary/amount-text.ts';
import type { Check } from '../vocabulary/check.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { versionsAstray } from './bind-versions.ts';
import { nobodyLeft } from './eligibility.ts';
import { weigh } from './enrol.ts';
import { type ListNamed, leftOutText, listNamed, openList, proposalTasks, recipientsNow } from './lists.ts';
import { waitsFor } from './waiting-lists.ts';

export interface ReviewListArgs {
  readonly list: string;
  readonly decision: 'approve' | 'reject';
  readonly reason?: string | undefined;
}

type Reviewed = Decided<{ list: ListNamed }>;

/** §5.4.1, §5.4.3, Q4: the cro says whether these are the right recipients; who fails since is dropped. */
export const reviewRecipients: Command<ReviewListArgs, ReviewListArgs, { list: ListNamed }> = {
  name: 'review_recipients',
  clause: '5.4',
  prepare(args, context) {
    const read = inputReader(context);
    const reason = read.text('reason', args.reason, 'quote');
    const list = args.list.trim();
    return read.refusal ?? { keys: { list }, input: { ...args, list, reason } };
  },
  decide(input, world, context) {
    const list = openList(world.lists().state, input.list);
    if ('refused' in list) return list;
    const { id, principal, approved } = list;
    if (approved)
      return refuse('CONFLICT', {
        clause: '5.4',
        ruling: 'Q4',
        found: `${id} is approved already, until ${approved.until}`,
        next: 'sales.ops starts it with start_sequence',
      });
    const both = separation('propose_confirm', { did: `proposed ${id}`, principal }, context);
    if ('refused' in both) return both;
    return input.decision === 'reject'
      ? reject(list, { ...input, both }, world, context)
      : approve(list, both, world, context);
  },
};

interface Rejecting extends Pick<ReviewListArgs, 'reason'> {
  readonly both: readonly Check[];
}

function reject(list: RecipientList, { reason, both }: Rejecting, world: World, context: Context): Reviewed {
  const { id } = list;
  const said = reason === undefined || reason === '' ? {} : { reason };
  world.lists().emit({ type: 'recipients_reviewed', list: id, decision: 'reject', dropped: [], ...said });
  closeDeskTasks(world.desk, { kinds: ['review_recipients'], subject: id });
  proposeAnew(list, world, context);
  return {
    outcome: 'rejected',
    summary: `${id} is rejected; nobody is enrolled from it. sales.ops may propose others with propose_recipients.${warned(both)}`,
    checks: both,
    extra: { list: listNamed(list, [], []) },
  };
}

/** C3: contacts of the list who may still be enrolled are to be proposed once more; the proposal that closed that task is gone. */
function proposeAnew(list: RecipientList, world: World, context: Context): void {
  const kind = proposalTasks[list.sequence];
  if (kind === undefined) return;
  const { taken } = weigh(list.sequence, recipientsNow(list, world), context);
  for (const { person } of taken) openTask(person.home, { kind }, context);
}

function approve(list: RecipientList, both: readonly Check[], world: World, context: Context): Reviewed | Refusal {
  const { id, sequence, versions } = list;
  const { taken, refused } = weigh(sequence, recipientsNow(list, world), context);
  const nobody = taken.length === 0 ? nobodyLeft(sequence, refused) : null;
  if (nobody?.code === 'SUPPRESSED') return nobody;
  const astray = versionsAstray(versions, world.copy().state, 'held');
  if (astray.length > 0)
    return refuse('RULE_REFUSED', {
      clause: '5.4',
      ruling: 'Q4',
      found: `${id} binds what is no longer to be sent: ${astray.map(({ says }) => says).join(', ')}`,
      next: 'reject it; sales.ops proposes the list anew with propose_recipients',
    });
  if (nobody) return nobody;
  const waits = waitsFor(versions, world.copy().state);
  const until = context.calendar.addBusinessDays(context.now, context.policy.sequences.enrolling.approval_days.value);
  const contacts = taken.map(({ person }) => person.contact);
  const dropped = list.recipients.flatMap(({ contact }) =>
    taken.some(({ given }) => given === contact) ? [] : [contact],
  );
  world.lists().emit({ type: 'recipients_reviewed', list: id, decision: 'approve', until, dropped });
  closeDeskTasks(world.desk, { kinds: ['review_recipients'], subject: id });
  return {
    outcome: 'approved',
    summary: `${id} is approved for ${sequence}, ${plural(contacts.length, 'contact')}; sales.ops starts it with start_sequence by ${until}${waits ? `, once every version is live: ${waits}` : ''}.${leftOutText(refused)}${warned(both)}`,
    checks: both,
    extra: { list: listNamed(list, contacts, refused) },
  };
}
