import type { Permit } from '../aggregates/permit.ts';
import type { Command, Decided } from '../command/command.ts';
import type { MailStep } from '../command/mail-on-file.ts';
import type { World } from '../command/world.ts';
import { emailAddress } from '../identity/email-address.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { bytesOf, differs, type MailBytes, type PermitAt, permitsOf } from './permit-bytes.ts';
import { refusedNow, useUp } from './redeem-permit.ts';

/** The mail of a call that is about to send it, in each reading of the tool's input, and the sender. */
export interface CallArgs {
  readonly mails: readonly MailBytes[];
  readonly by: string;
  /** The client's id of the call: the same id gets the same answer, unless something came between. */
  readonly call?: string | undefined;
}

export interface CallRedeemed {
  readonly permit: string;
}

/** M1: a permit is used once, by exactly its bytes, after all that it was granted on is looked at anew. */
export const redeemCall: Command<CallArgs, CallArgs, CallRedeemed> = {
  name: 'redeem_call',
  clause: '5.5',
  prepare(args) {
    const [mail] = args.mails;
    const address = emailAddress(mail?.to ?? '');
    if ('problem' in address)
      return no(`the recipient ${address.problem}`, 'send it to the address of the permit, as it stands there');
    return { keys: { person: { email: address.email } }, input: args };
  },
  decide({ mails, by, call }, world, context) {
    const found = permitFor(mails, call, world);
    if ('refused' in found) return found;
    const { permit, account } = found;
    const isRepeated = isUsedBy(permit, call);
    if (permit.state !== 'open' && !isRepeated) return used(permit);
    // A repeated call may have sent nothing yet: a person who opted out since is not written to.
    const refusal = refusedNow(permit, account, world, context);
    if (refusal) return refusal;
    if (isRepeated) return redeemed(permit);
    useUp(permit, { draft: account, by, call }, world, context);
    return redeemed(permit);
  },
};

function isUsedBy({ state, redeemed: use }: Permit, call: string | undefined): boolean {
  return state === 'redeemed' && call !== undefined && use?.call === call;
}

function redeemed({ id }: Permit): Decided<CallRedeemed> {
  return {
    outcome: 'redeemed',
    summary: `Permit ${id} is used: the mail may go out, once.`,
    checks: [],
    extra: { permit: id },
  };
}

const again = 'call authorize_send, and send its payload unchanged';

function no(found: string, next: string): Refusal {
  return refuse('RULE_REFUSED', { clause: '5.5', ruling: 'M1', found, next });
}

function used({ id, state, redeemed: use }: Permit): Refusal {
  const how =
    state === 'unknown' ? 'was used, and nobody can say whether the mail went out' : `was used at ${use?.at ?? 'once'}`;
  return refuse('CONFLICT', {
    clause: '5.5',
    ruling: 'M1',
    found: `permit ${id} ${how}; a permit lets one call through`,
    next: 'look for the mail in the sent folder and report it with record_delivery; it is not sent again by itself',
  });
}

/** The permit for exactly these bytes; else the nearest reason why there is none. */
function permitFor(mails: readonly MailBytes[], call: string | undefined, world: World): PermitAt | Refusal {
  const standing = permitsOf(world);
  const same = standing.filter(({ permit }) => mails.some((mail) => differs(mail, bytesOf(permit, world)) === null));
  const found =
    same.find(({ permit }) => isUsedBy(permit, call)) ??
    same.find(({ permit }) => permit.state === 'open') ??
    same.at(-1);
  if (found) return found;
  const suppressed = world.person?.contacts.find(
    ({ contact, current, suppressed: all }) => current && all.has(contact),
  );
  if (suppressed || world.person?.named.some(({ before }) => before?.voided_at === null))
    return refuse('SUPPRESSED', {
      clause: '3.5',
      ruling: 'L13',
      found: 'the person is suppressed',
      next: 'write to them no more; legal.exec alone can void a suppression',
    });
  const past = overPermit(mails, world) ?? pastPermit(mails, world);
  if (past) return past;
  const open = standing.findLast(({ permit }) => permit.state === 'open');
  const [mail] = mails;
  if (open && mail)
    return no(
      `${differs(mail, bytesOf(open.permit, world)) ?? 'the mail'} differs from what permit ${open.permit.id} is for`,
      again,
    );
  return no('no permit stands for this recipient', again);
}

/** A permit for these bytes that is over: by time, or revoked. */
function overPermit(mails: readonly MailBytes[], world: World): Refusal | null {
  for (const { account, contact } of world.person?.contacts ?? []) {
    const ended = account.state.over_permits?.filter(({ permit }) => permit.contact === contact) ?? [];
    const found = ended.findLast(({ permit }) => mails.some((mail) => differs(mail, bytesOf(permit, world)) === null));
    if (!found) continue;
    const { permit, at, why } = found;
    const how = at >= permit.expires_at ? `expired at ${permit.expires_at}` : `was revoked at ${at}: ${why}`;
    return no(`permit ${permit.id} ${how}`, again);
  }
  return null;
}

const over: Readonly<Partial<Record<MailStep['step'], string>>> = {
  lapsed: 'expired unused',
  revoked: 'was revoked',
  failed: 'was used, and the mail failed',
  sent: 'was used, and the mail was sent',
};

/** A permit for these bytes that stands no more. */
function pastPermit(mails: readonly MailBytes[], world: World): Refusal | null {
  for (const { contact } of world.person?.contacts ?? []) {
    const steps = world.mail.stepsOfContact(contact);
    for (const { permit, email } of steps.filter(({ step }) => step === 'granted').toReversed()) {
      const end = steps.findLast((each) => each.permit === permit && over[each.step] !== undefined);
      if (permit === null || !end) continue;
      const bytes = bytesOf({ id: permit, ...(email === null ? {} : { email }) }, world);
      if (!mails.some((mail) => differs({ ...mail, in_reply_to: '' }, bytes) === null)) continue;
      return end.step === 'sent'
        ? refuse('CONFLICT', {
            clause: '5.5',
            ruling: 'M1',
            found: `permit ${permit} ${over[end.step]}, at ${end.at}`,
            next: 'nothing is left to do; another mail needs a permit of its own',
          })
        : no(`permit ${permit} ${over[end.step]}, at ${end.at}`, again);
    }
  }
  return null;
}
