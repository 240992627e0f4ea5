/** The roster (HANDOFF-0.2 §2, §4, §5.1) and the read-only identity of a connection that names none. */
export const roles = [
  'mining.mind',
  'sales.ops',
  'category.positioning',
  'cro',
  'cmo',
  'chief.staff',
  'customer.success',
  'legal.exec',
  'viewer',
] as const;

export type Role = (typeof roles)[number];

export function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}
