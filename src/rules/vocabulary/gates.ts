/** Gates as the shipped policy defines them (G-1), each with the fact that it reads. A deployment may define them otherwise. */
export const gateFacts = {
  G1: 'employees',
  G2: 'has_ecosystem_motion',
  G3: 'arr_usd',
  G4: 'industry',
  G5: 'gate_g5',
} as const;

/** P6: the names that a criterion may have; a policy has some of the gates. */
export const everyCriterion = [...Array.from('1234567890', (n) => `G${n}`), 'engagement_signal'];

/** `G1 employees, G2 ...`, for a schema's words. */
export function glossGates(gates: readonly { readonly id: string; readonly fact: string }[]): string {
  return gates.map(({ id, fact }) => `${id} ${fact}`).join(', ');
}

export const gatesGlossed = glossGates(Object.entries(gateFacts).map(([id, fact]) => ({ id, fact })));
