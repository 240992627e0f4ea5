import { setFlagsFromString } from 'node:v8';

/** Gives young objects more room than a server has: without it a command that goes through many rows spends a third of its time collecting them. */
export function prepareBulkWork(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
}
