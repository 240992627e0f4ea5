import type { Damage, Fault } from '../ledger/port/verification.ts';

const newer = 'keep the files for inspection and put back the newest backup, the keys folder with it';
const remedies: Readonly<Record<Damage, string>> = {
  altered: newer,
  unlinked: newer,
  gap: newer,
  truncated: `${newer}; if this copy is the one to go on with, chief.staff closes confirm_restored_ledger`,
  checkpoint_mismatch: `${newer}; if this copy is the one to go on with, chief.staff closes confirm_restored_ledger`,
  projection_drift: 'the events hold; `ladder rebuild` writes the tables anew from them',
};

/** The first bad event and its kind. */
export function damageText({ kind, stream, version, seq, because }: Fault): string {
  const place = [
    ...(seq === undefined ? [] : [`event ${seq}`]),
    ...(stream === undefined ? [] : [version === undefined ? stream : `${stream} version ${version}`]),
  ];
  const at = place.length > 0 ? ` at ${place.join(', ')}` : '';
  return `${kind}${at}: ${because}`;
}

/** The same as a sentence, and what to do. */
export function faultText(fault: Fault): string {
  return `The ledger is damaged: ${damageText(fault)}. Next: ${remedies[fault.kind]}.`;
}
