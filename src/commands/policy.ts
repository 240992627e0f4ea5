import type { Options } from '../main.ts';
import { Usage } from './usage.ts';

export function policyCommand(_options: Options): number {
  throw new Usage('policy needs check, show or diff');
}
