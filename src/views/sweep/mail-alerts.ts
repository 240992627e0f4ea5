import type { Incident } from '../../rules/aggregates/desk.ts';
import { complaintsTold } from '../../rules/sending/caps.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { Alert, Sweeping } from './watch.ts';

/** Alerts on mails: reasons that hold them back, and faults. */
export function mailAlerts(sweeping: Sweeping): readonly Alert[] {
  return [...stopped(sweeping), ...incidents(sweeping), ...rates(sweeping), ...withheld(sweeping)];
}

/** M7: to everybody, until it is lifted. */
function stopped({ reader }: Sweeping): readonly Alert[] {
  const { stopped: stop } = reader.mailbox();
  if (!stop) return [];
  const summary = `All sending is stopped since ${stop.at}: ${stop.why}. chief.staff lifts it by complete_task of lift_stop, chief.staff or cro by \`ladder stop --lift\``;
  return [{ kind: 'sending_stopped', clause: '5.5', summary }];
}

/** 7.3, M2, I1: open incidents, for the roles that investigate and close them, and for chief.staff. */
function incidents({ reader, role }: Sweeping): readonly Alert[] {
  const concerned = (reader.desk().incidents ?? []).filter(
    ({ kind }) => incidentRoles.includes(role) || (kind === 'drift_sent' && role === 'category.positioning'),
  );
  return concerned.map(({ id, severity, state, because, account, kind }) => {
    const of = account === undefined ? undefined : reader.account(account)?.state.domain;
    const answers = kind === 'drift_sent' ? `; ${driftHands[state]} with resolve_flag` : '';
    const summary = `${severity} ${id} (${state}): ${because}${answers}`;
    return { kind: 'incident', clause: '7', summary, ...(of === undefined ? {} : { account: of }) };
  });
}

/** I1: the next act on drift that went out, by the state of its incident. */
const driftHands: Readonly<Record<Incident['state'], string>> = {
  opened: 'category.positioning proposes the correction',
  investigated: 'the cmo decides',
};

/** Y2: until a reply of type 7 or 8, or the CRO, settles it. */
function withheld({ reader, role, limit }: Sweeping): readonly Alert[] {
  if (role !== 'sales.ops' && role !== 'cro') return [];
  return reader.held('withheld', limit).flatMap(({ domain, withheld: open = [] }) =>
    open.map(({ contact, at }) => ({
      kind: 'withheld',
      clause: '5.6',
      account: domain,
      summary: `A reply of ${contact}, refused at ${at}, asks to stop: nothing is permitted to them. record_response with type 8 or 7 settles it; the cro alone overrules, with details.overrules`,
    })),
  );
}

const incidentRoles: readonly Role[] = ['legal.exec', 'sales.ops', 'cro', 'cmo', 'chief.staff'];

const mailboxRoles: readonly Role[] = ['sales.ops', 'cro', 'chief.staff'];

/** M4: while the sequences are paused, and while complaints come near to that. */
function rates({ reader, role, context }: Sweeping): readonly Alert[] {
  if (!mailboxRoles.includes(role)) return [];
  const mailbox = reader.mailbox();
  const line = { kind: 'mail_rates', clause: '5.5' };
  const { paused } = mailbox;
  if (paused) {
    const summary = `The sequences of the mailbox are paused since ${paused.at}: ${paused.because}. sales.ops resumes them with hold_sequence (mailbox), with a reason`;
    return [{ ...line, summary }];
  }
  const told = complaintsTold(mailbox, context);
  return told === null ? [] : [{ ...line, summary: `Complaints: ${told}` }];
}
