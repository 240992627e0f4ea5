const opaque = /^[A-Za-z0-9._:-]{1,64}$/;

/** A principal is the opaque id of a person or a token behind a role; it holds no name and no address (L16). */
export function isPrincipal(text: string): boolean {
  return opaque.test(text);
}
