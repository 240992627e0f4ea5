import type { Options } from '../main.ts';
import { Usage } from './usage.ts';

export function demoCommand(_options: Options): number {
  throw new Usage('no demo yet');
}
