/** Keyed fingerprints, from which tokens are made and checked; without the ledger's keys nobody can compute them. */
interface Keyed {
  readonly fingerprint: (text: string) => string;
  readonly addressFingerprint: (email: string) => string;
}

/**
 * K5: names a person in an opt-out link: the fingerprint of their address, which outlives an erasure, and one that only
 * this ledger can make of it. One address, in any spelling that L13 folds, has one token.
 */
export function optOutToken(email: string, { fingerprint, addressFingerprint }: Keyed): string {
  const mark = addressFingerprint(email);
  return `${mark}-${fingerprint(`opt-out ${mark}`)}`;
}

const alone = /^([a-z0-9]{32})-([a-z0-9]{16})\/?$/i;

/** Behind the last slash of its path; mail scanners put our link into one of theirs, pages add what they track. */
const inLink = /^https?:\/\/\S*?\/([a-z0-9]{32})-([a-z0-9]{16})(?:[/?#&]\S*)?$/i;

/** K5: the fingerprint in a token or a whole link; null where it is neither. */
export function readOptOutToken(
  text: string,
  { fingerprint }: Pick<Keyed, 'fingerprint'>,
): { readonly mark: string } | 'forged' | null {
  const [, mark, proof] = alone.exec(text) ?? inLink.exec(text.replace(/%2F/gi, '/')) ?? [];
  if (mark === undefined || proof === undefined) return null;
  const own = mark.toLowerCase();
  return fingerprint(`opt-out ${own}`) === proof.toLowerCase() ? { mark: own } : 'forged';
}
