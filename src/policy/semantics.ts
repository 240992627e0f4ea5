import type { Mapping, PolicyFault } from './tree.ts';
export function semanticFaults(_tree: Mapping): readonly PolicyFault[] { return []; }
