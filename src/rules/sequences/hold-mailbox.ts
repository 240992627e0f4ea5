import type { Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { World } from '../command/world.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { type Held, type HoldInput, outcomes } from './hold-types.ts';

/** M4, M7: all that sequences send from the mailbox waits, or goes on; a stop is chief.staff's or the cro's to lift. */
export function holdMailbox(
  { action, named, reason }: HoldInput,
  world: World,
  { policy }: Context,
): Decided<Held> | Refusal {
  const address = policy.mailbox.value?.address;
  const no = (code: 'CONFLICT' | 'INVALID_INPUT' | 'NOT_FOUND' | 'RULE_REFUSED', found: string, next: string) =>
    refuse(code, { clause: '5.5', ruling: 'M4', found, next });
  if (action === 'end')
    return no('INVALID_INPUT', 'a mailbox is paused or resumed, never ended', 'give action pause or resume');
  if (named.includes('@') && address !== undefined && named.trim().toLowerCase() !== address.toLowerCase())
    return no('NOT_FOUND', 'that is not the mailbox of the policy', `give mailbox: true, or its address ${address}`);
  const mailbox = world.mailbox();
  const { paused, stopped } = mailbox.state;
  if (action === 'pause') {
    if (paused) return no('CONFLICT', `the mailbox is paused since ${paused.at}`, 'resume it with hold_sequence');
    mailbox.emit({ type: 'mailbox_paused', because: reason });
  } else {
    if (stopped && !paused)
      return no('RULE_REFUSED', `sending is stopped since ${stopped.at}`, 'chief.staff or cro lifts the stop');
    if (!paused) return no('CONFLICT', 'the mailbox is not paused', 'nothing is to be resumed');
    mailbox.emit({ type: 'mailbox_resumed', because: reason });
  }
  const stays = action === 'resume' && stopped ? ' Sending stays stopped until chief.staff or cro lifts that.' : '';
  return {
    outcome: outcomes[action],
    summary: `The mailbox is ${outcomes[action]}: sequences ${action === 'pause' ? 'send nothing until it is resumed' : 'go on'}.${stays}`,
    checks: [],
    extra: { contacts: [] },
  };
}
