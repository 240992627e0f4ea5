import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { clientNamed, settingsFile } from '../clients/client.ts';
import { hookEvents } from '../clients/hook-events.ts';
import { isGate } from '../clients/merge-hooks.ts';
import type { Searched } from './client-files.ts';
import { findings, type InstallationFinding } from './finding.ts';

/** M1: findings on the hook: it must stand for all three events where Claude Code starts our servers, or mail goes past the permits. */
export function hookFindings({ folder, machine }: Searched): readonly InstallationFinding[] {
  const { here, home } = clientNamed['claude-code'];
  const configurations = [join(folder, ...here), home(machine)];
  if (!configurations.some(namesUs)) return [];
  const path = settingsFile(machine, folder);
  const files = [path, join(folder, '.claude', 'settings.local.json'), settingsFile(machine, null)];
  const trees = files.filter((file) => existsSync(file)).map((file): unknown => parse(readFileSync(file, 'utf8')));
  const missing = hookEvents.filter((event) => !trees.some((tree) => hooksOf(tree, event).some(isGate)));
  if (missing.length === 0)
    return findings('hook').orOk([], 'the gate stands before and after calls of mail tools', path);
  const because = `Claude Code has no \`ladder gate\` for ${missing.join(', ')}: mail of other tools goes out without a permit`;
  return [findings('hook').warn({ path, because, next: 'run `ladder init --client claude-code`, which sets it' })];
}

/** A program that isn't there is told of as such. */
function namesUs(file: string): boolean {
  const program = existsSync(file) ? /"([^"]*ladder\.js)"/.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  return program !== undefined && existsSync(program);
}

function hooksOf(tree: unknown, event: string): readonly unknown[] {
  const groups = at(at(tree, 'hooks'), event);
  return Array.isArray(groups) ? groups.flatMap((group) => at(group, 'hooks')) : [];
}

function at(tree: unknown, key: string): unknown {
  return typeof tree === 'object' && tree !== null ? Reflect.get(tree, key) : undefined;
}
