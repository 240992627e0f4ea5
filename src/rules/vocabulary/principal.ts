const opaque = /^[A-Za-z0-9._:-]{1,64}$/;

/** Who stands behind a role: the id of a person or a token, which names and addresses nobody (L16). */
export function isPrincipal(text: string): boolean {
  return opaque.test(text);
}
