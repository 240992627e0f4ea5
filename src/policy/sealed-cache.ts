import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { sha256 } from '../ledger/events/canonical-json.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';

/*
 * Reading the shipped YAML takes longer than the rest of a server's start together. Beside it lies what it was read as:
 * a seal over both texts on the first line, the canonical values on the second. A seal that does not fit is passed over,
 * so an edited policy is read from its own file, and checked.
 */

export interface Compiled {
  readonly values: PolicyValues;
  readonly hash: string;
}

/** Sealed only after the schema and the checks passed, so their verdict isn't sought again. */
const Sealed = z.custom<PolicyValues>((tree) => typeof tree === 'object' && tree !== null);

export function sealed(source: string, canonical: string): string {
  return `${sealOf(source, canonical)}\n${canonical}\n`;
}

export function readCompiled(file: string, compiledFile: string): Compiled | undefined {
  try {
    const [seal = '', canonical = ''] = readFileSync(compiledFile, 'utf8').split('\n');
    if (seal !== sealOf(readFileSync(file, 'utf8'), canonical)) return undefined;
    return { values: Sealed.parse(JSON.parse(canonical)), hash: sha256(canonical) };
  } catch {
    // Missing or unreadable: the policy is read from its own file.
    return undefined;
  }
}

function sealOf(source: string, canonical: string): string {
  return sha256(`${sha256(source)}${sha256(canonical)}`);
}
