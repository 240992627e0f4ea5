import { setFlagsFromString } from 'node:v8';

/** Gives young objects more room than a server has: a command that goes through many rows collects them a third of its time else. */
export function prepareBulkWork(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
}
