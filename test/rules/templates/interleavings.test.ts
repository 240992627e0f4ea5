import { expect, test, vi } from 'vitest';
import { type CopyEvent, type CopyState, emptyCopy, heldTemplates } from '../../../src/rules/aggregates/copy.ts';
import { type DeskEvent, type DeskState, emptyDesk } from '../../../src/rules/aggregates/desk.ts';
import { evolveCopy } from '../../../src/rules/aggregates/evolve-copy.ts';
import { evolveDesk } from '../../../src/rules/aggregates/evolve-desk.ts';
import type { Command } from '../../../src/rules/command/command.ts';
import { draftOf } from '../../../src/rules/command/draft.ts';
import type { World } from '../../../src/rules/command/world.ts';
import { draftTemplate } from '../../../src/rules/templates/draft-template.ts';
import { loadTemplate } from '../../../src/rules/templates/load-template.ts';
import { requestTemplate } from '../../../src/rules/templates/request-template.ts';
import { reviewTemplate } from '../../../src/rules/templates/review-template.ts';
import { isRefusal } from '../../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { activationCopy } from '../../support/copy.ts';
import { TestWorld } from '../../support/world.ts';

// What the checks say of a draft is another test's matter, and takes nearly all the time.
vi.mock('../../../src/rules/templates/sample-mail.ts', () => ({ sampleChecks: () => ({ checks: [] }) }));

const now = '2026-04-21T14:00:00.000Z';
const contexts = new TestWorld(now);

interface Place {
  readonly copy: CopyState;
  readonly desk: DeskState;
}

type Act = (place: Place) => Place | null;

/** One call of one person in one role; null where it is refused. */
function act<Args, Input, Extra extends object>(
  [role, principal]: readonly [Role, string],
  command: Command<Args, Input, Extra>,
  argsOf: (place: Place) => Args,
): Act {
  const context = { ...contexts.context(role, command.name), principal };
  const stamp = { by: role, principal };
  return (place) => {
    const copy = draftOf({
      kind: 'copy',
      stream: 'copy',
      before: place.copy,
      now,
      evolve: (state: CopyState | null, event: CopyEvent, at) => evolveCopy(state, event, { at, ...stamp }),
    });
    const desk = draftOf({
      kind: 'desk',
      stream: 'desk',
      before: place.desk,
      now,
      evolve: (state: DeskState | null, event: DeskEvent, at) => evolveDesk(state, event, { at, ...stamp }),
    });
    const world = {
      copy: () => copy,
      desk,
      digest: (value: unknown) => JSON.stringify(value).toLowerCase(),
    } as unknown as World;
    const prepared = command.prepare(argsOf(place), context);
    if ('refused' in prepared) return null;
    return isRefusal(command.decide(prepared.input, world, context)) ? null : { copy: copy.state, desk: desk.state };
  };
}

const author = ['category.positioning', 'p_author'] as const;
const cmo = ['cmo', 'p_cmo'] as const;
const cro = ['cro', 'p_cro'] as const;
const bytes = { a: activationCopy, b: { ...activationCopy, subject: '{{company}}: who owns partner revenue?' } };
const newest = ({ copy }: Place) => heldTemplates(copy).at(-1);
const request = ({ copy }: Place) => copy.requests.at(-1)?.id ?? 'req_copy_1';
const draft = (text: 'a' | 'b', submit: boolean) =>
  act(author, draftTemplate, (place) => ({ request: request(place), ...bytes[text], submit }));
const review = (who: readonly [Role, string], decision: 'approve' | 'reject') =>
  act(who, reviewTemplate, (place) => ({
    template: newest(place)?.id ?? '',
    decision,
    feedback: 'anew',
    hash: newest(place)?.hash ?? '',
  }));

const acts: Readonly<Record<string, Act>> = {
  request: act(cro, requestTemplate, () => ({
    sequence: 'activation',
    touch: 1,
    purpose: 'wanted',
    estimate_hours: 0.25,
  })),
  'draft a': draft('a', false),
  'submit a': draft('a', true),
  'submit b': draft('b', true),
  'another writes': act(['category.positioning', 'p_cmo'], draftTemplate, (place) => ({
    request: request(place),
    ...bytes.a,
    submit: true,
  })),
  'cmo approves': review(cmo, 'approve'),
  'cmo rejects': review(cmo, 'reject'),
  'the author approves as cmo': review(['cmo', 'p_author'], 'approve'),
  'cro approves': review(cro, 'approve'),
  'cro rejects': review(cro, 'reject'),
  'the author approves as cro': review(['cro', 'p_author'], 'approve'),
  'old hash': act(cmo, reviewTemplate, (place) => ({
    template: newest(place)?.id ?? '',
    decision: 'approve',
    hash: heldTemplates(place.copy).at(0)?.hash ?? '',
  })),
  load: act(['sales.ops', 'p_ops'], loadTemplate, (place) => ({ template: newest(place)?.id ?? '' })),
};

const wantedTask: Readonly<Record<string, string | undefined>> = {
  cmo_review: 'cmo_template_review',
  cro_review: 'cro_template_review',
  approved: 'load_template',
};

/** What may never be, in words; empty where nothing is. */
function wrongIn({ copy, desk }: Place): readonly string[] {
  const held = heldTemplates(copy);
  const tasks = desk.tasks.filter(({ closed_at }) => closed_at === undefined);
  return [
    ...held.flatMap(({ id, state, hash, approvals, writers }) => {
      const asked = state === 'approved' || state === 'live' ? 'cmo cro' : state === 'cro_review' ? 'cmo' : '';
      const given = approvals.map(({ role }) => role).join(' ');
      const open = tasks.filter(({ subject }) => subject === id).map(({ kind }) => kind);
      return [
        ...(given === asked ? [] : [`${id} is ${state}, approved by "${given}"`]),
        ...(approvals.every((each) => each.hash === hash) ? [] : [`${id} was approved by another hash`]),
        ...(approvals.some(({ principal = '' }) => writers.includes(principal))
          ? [`${id}: its writer approved it`]
          : []),
        ...(open.join() === (wantedTask[state] ?? '') ? [] : [`${id} is ${state}, open: ${open.join()}`]),
      ];
    }),
    ...(held.filter(({ state }) => state === 'live').length > 1 ? ['two are live'] : []),
    ...(copy.requests.some(({ template }) => held.some(({ id, state }) => id === template && state === 'live'))
      ? ['a request outlives its version']
      : []),
  ];
}

const keyOf = ({ copy, desk }: Place) =>
  JSON.stringify([
    copy.keys,
    copy.requests,
    desk.tasks.filter((each) => !each.closed_at).map((each) => [each.kind, each.subject]),
  ]);

/** Where each act leads that is not refused, within the bounds of the search. */
function stepsFrom(place: Place): readonly (readonly [string, Place])[] {
  return Object.entries(acts).flatMap(([name, each]): [string, Place][] => {
    const after = each(place);
    const isWithin = after && (after.copy.keys.activation_1?.last ?? 0) <= 2 && after.copy.requested <= 2;
    return isWithin ? [[name, after]] : [];
  });
}

test('5.1a 5.4a 5.4b L16 no order of drafts, submissions, answers and loads breaks the flow, up to two versions', () => {
  const start: Place = { copy: emptyCopy, desk: emptyDesk };
  const seen = new Map([[keyOf(start), '']]);
  const met = new Set<string>();
  let edge: readonly Place[] = [start];
  while (edge.length > 0) {
    const next: Place[] = [];
    for (const place of edge) {
      const path = seen.get(keyOf(place)) ?? '';
      for (const [name, after] of stepsFrom(place)) {
        expect(wrongIn(after), `${path} > ${name}`).toEqual([]);
        for (const { state } of heldTemplates(after.copy)) met.add(state);
        if (seen.has(keyOf(after))) continue;
        seen.set(keyOf(after), `${path} > ${name}`);
        next.push(after);
      }
    }
    edge = next;
  }
  expect([...met].sort()).toEqual(['approved', 'cmo_review', 'cro_review', 'draft', 'live']);
  expect(seen.size).toBeGreaterThan(60);
}, 60_000);
