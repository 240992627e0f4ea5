const ownedId = /^[a-z]{3}_([a-z2-7]{10})_\d+$/;

/** The id of the account to which an id belongs: `sig_<mark>_<n>` stands on `acc_<mark>`. */
export function accountOfId(id: string): string | undefined {
  const mark = ownedId.exec(id)?.[1];
  return mark && `acc_${mark}`;
}
