/** The resources, one file each. */

import { isRefusal, type Refusal, refuse } from '../rules/vocabulary/refusal.ts';
import { account, timeline } from './accounts.ts';
import { board, boardStage } from './board.ts';
import { channels } from './channels.ts';
import { dossier } from './dossier.ts';
import { policy, policyVersion } from './policy.ts';
import type { Resource, Scope } from './resource.ts';
import { rulings } from './rulings.ts';
import { suppression } from './suppression.ts';
import { tasks } from './tasks.ts';
import { template, templates } from './templates.ts';

/** Every resource, in the order in which they are listed. */
export const resources: readonly Resource[] = [
  board,
  boardStage,
  account,
  timeline,
  dossier,
  tasks,
  policy,
  policyVersion,
  rulings,
  channels,
  templates,
  template,
  suppression,
];

interface Address {
  readonly resource: Resource;
  readonly variable: string;
  readonly format: 'json' | 'markdown';
  readonly cursor?: string | undefined;
}

const patterns = resources.map((resource) => ({
  resource,
  pattern: new RegExp(`^${resource.uri.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/, '([^/?#]{1,300})')}$`),
}));

/** Finds what an address names; null for none of ours. */
export function resolve(uri: string): Address | null {
  const [path = '', query] = uri.split('?', 2);
  const asked = new URLSearchParams(query ?? '');
  const [format = 'markdown', cursor] = [asked.get('format') ?? undefined, asked.get('cursor') ?? undefined];
  if ([...asked.keys()].some((key) => key !== 'format' && key !== 'cursor')) return null;
  if (format !== 'json' && format !== 'markdown') return null;
  for (const { resource, pattern } of patterns) {
    const found = pattern.exec(path.replace(/\/$/, ''));
    if (found) return { resource, variable: decoded(found[1] ?? ''), format, cursor };
  }
  return null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export interface Reading {
  readonly format: 'json' | 'markdown';
  readonly data: Readonly<Record<string, unknown>>;
  readonly markdown: string;
}

export function readResource(uri: string, scope: Scope): Reading | Refusal {
  const address = resolve(uri);
  if (!address) {
    return refuse('NOT_FOUND', {
      found: 'no resource has that address',
      next: `the addresses are ${resources.map((each) => each.uri).join(', ')}, each also with ?format=json, and with ?cursor= where a list goes on`,
    });
  }
  const { resource, variable, format, cursor } = address;
  const seen = resource.read(variable, scope, { cursor });
  return isRefusal(seen) ? seen : { format, ...seen };
}
