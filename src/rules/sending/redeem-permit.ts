import type { Permit } from '../aggregates/permit.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { type Payload, payloadOf } from './grant-permit.ts';
import { hindrances, refusalOf } from './hindrances.ts';

export interface RedeemArgs {
  readonly permit: string;
  /** One call of a sender: the same id gets the same answer. */
  readonly tool_use_id: string;
}

export interface Redeemed {
  readonly permit: string;
  readonly payload: Payload;
}

/** M1: a permit is used up by the one call that takes the mail out; all tests are made anew in the same transaction. */
export const redeemPermit: Command<RedeemArgs, RedeemArgs, Redeemed> = {
  name: 'redeem_permit',
  clause: '5.5',
  prepare(args) {
    return { keys: { owned: args.permit.trim() }, input: args };
  },
  decide({ permit: id, tool_use_id }, world, context) {
    const { account: draft } = world;
    const permit = draft?.state.permits?.find((each) => each.id === id.trim());
    if (!draft || !permit) return notHeld(id, world);
    const isRepeated = permit.state === 'redeemed' && permit.redeemed?.by === tool_use_id;
    if (permit.state !== 'open' && !isRepeated) return used(permit);
    // A repeated call may have sent nothing yet: a person who opted out since is not written to.
    const refusal = refusedNow(permit, draft, world, context);
    if (refusal) return refusal;
    if (isRepeated) return answer(permit, world);
    useUp(permit, { draft, by: tool_use_id }, world, context);
    return answer(permit, world);
  },
};

/** The permit is used, and its place in the cap is kept until somebody says what became of the mail. */
export function useUp(
  { id, contact, expires_at }: Permit,
  { draft, by, call }: { readonly draft: AccountDraft; readonly by: string; readonly call?: string | undefined },
  world: World,
  { today: day }: Context,
): void {
  draft.emit({ type: 'permit_redeemed', permit: id, contact, by, ...(call === undefined ? {} : { call }) });
  const slot = world.mailbox().state.slots[id];
  // Granted last night, used today: the place is today's.
  if (slot && slot.day !== day)
    world.mailbox().emit({ type: 'slot_taken', permit: id, day, is_direct: slot.is_direct, until: expires_at });
  world.mailbox().emit({ type: 'slot_kept', permit: id });
}

function answer({ id, email }: Permit, { mail }: World) {
  const payload = payloadOf(mail.wordsOf(email ?? id));
  if (!payload)
    return refuse('NOT_FOUND', {
      clause: '5.5',
      ruling: 'M1',
      found: `the bytes of ${id} are gone: the person was erased`,
      next: 'write to nobody under this name',
    });
  return {
    outcome: 'redeemed',
    summary: `${id} is used: the mail may go out now, once.`,
    checks: [],
    extra: { permit: id, payload },
  };
}

function notHeld(id: string, { mail, account }: World): Refusal {
  const over = account?.state.over_permits?.find(({ permit }) => permit.id === id.trim());
  const steps = mail.stepsOf(id.trim());
  const last = steps.at(-1);
  if (over)
    return refuse('RULE_REFUSED', {
      clause: '5.5',
      ruling: 'M1',
      found: `${id} was over at ${over.at}: ${over.why}`,
      next: 'ask for another with authorize_send',
    });
  if (last)
    return refuse('CONFLICT', {
      clause: '5.5',
      ruling: 'M1',
      found: `${id} is used up: ${last.step} at ${last.at}`,
      next: 'nothing is to send by it',
    });
  return refuse('NOT_FOUND', {
    clause: '5.5',
    ruling: 'M1',
    found: `no permit stands under \`${id}\``,
    next: 'ask for one with authorize_send',
  });
}

function used({ id, state }: Permit): Refusal {
  return refuse('CONFLICT', {
    clause: '5.5',
    ruling: 'M1',
    found: `${id} was used by another call (${state})`,
    next: `report it with record_delivery`,
  });
}

/** M1's tests, made anew. */
export function refusedNow(permit: Permit, draft: AccountDraft, world: World, context: Context): Refusal | null {
  const at = permit.email === undefined ? null : world.emailOf(permit.email);
  const standing = { state: draft.state, suppressed: world.suppressedOf(draft) };
  const to = payloadOf(world.mail.wordsOf(permit.email ?? permit.id))?.to[0];
  const address = world.addressOf(permit.contact);
  const mail = { contact: permit.contact, email: at?.email, to, address, permit: permit.id };
  const ground = { standing, copy: world.copy().state, mailbox: world.mailbox().state, desk: world.desk.state };
  const [first] = hindrances(mail, ground, context);
  return first ? refusalOf(first) : null;
}
