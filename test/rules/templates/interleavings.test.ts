import { beforeAll, expect, test, vi } from 'vitest';
import { type CopyEvent, type CopyState, emptyCopy, heldTemplates } from '../../../src/rules/aggregates/copy.ts';
import { type DeskEvent, type DeskState, emptyDesk } from '../../../src/rules/aggregates/desk.ts';
import { evolveCopy } from '../../../src/rules/aggregates/evolve-copy.ts';
import { evolveDesk } from '../../../src/rules/aggregates/evolve-desk.ts';
import type { Command } from '../../../src/rules/command/command.ts';
import { draftOf } from '../../../src/rules/command/draft.ts';
import type { World } from '../../../src/rules/command/world.ts';
import type { RenderedMail } from '../../../src/rules/copy/render/render-mail.ts';
import { draftTemplate } from '../../../src/rules/templates/draft-template.ts';
import { flagContent } from '../../../src/rules/templates/flag-content.ts';
import { applyFlagTimers, flagDuties } from '../../../src/rules/templates/flag-timers.ts';
import { askToLoad, newerLive } from '../../../src/rules/templates/load-tasks.ts';
import { loadTemplate } from '../../../src/rules/templates/load-template.ts';
import { requestTemplate } from '../../../src/rules/templates/request-template.ts';
import { resolveFlag } from '../../../src/rules/templates/resolve-flag.ts';
import { reviewTemplate } from '../../../src/rules/templates/review-template.ts';
import * as sampling from '../../../src/rules/templates/sample-mail.ts';
import { isRefusal } from '../../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { activationCopy } from '../../support/copy.ts';
import { TestWorld } from '../../support/world.ts';

// Checks of a draft are another test's matter, and take nearly all the time.
beforeAll(() => {
  const sampled = { checks: [], mail: {} as RenderedMail };
  const sampleChecks = vi.spyOn(sampling, 'sampleChecks').mockReturnValue(sampled);
  return () => sampleChecks.mockRestore();
});

const now = '2026-04-21T14:00:00.000Z';
const contexts = new TestWorld(now);

interface Place {
  readonly copy: CopyState;
  readonly desk: DeskState;
}

type Act = (place: Place) => Place | null;

/** The two streams that copy is written on, as one act finds them. */
function draftsOf(place: Place, stamp: { readonly by: Role; readonly principal: string }) {
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
  return { copy, desk };
}

/** One call of one person in one role; null where it is refused. */
function act<Args, Input, Extra extends object>(
  [role, principal]: readonly [Role, string],
  command: Command<Args, Input, Extra>,
  argsOf: (place: Place) => Args,
): Act {
  const context = { ...contexts.context(role, command.name), principal };
  return (place) => {
    const { copy, desk } = draftsOf(place, { by: role, principal });
    const world = {
      copy: () => copy,
      desk,
      emails: [],
      digest: (value: unknown) => JSON.stringify(value).toLowerCase(),
    } as unknown as World;
    const prepared = command.prepare(argsOf(place), context);
    if ('refused' in prepared) return null;
    if (isRefusal(command.decide(prepared.input, world, context))) return null;
    askToLoad(copy, desk, context);
    return { copy: copy.state, desk: desk.state };
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

const flagOf = ({ copy }: Place) => copy.flags?.at(-1)?.id ?? 'flg_copy_1';
const inUse = ({ copy }: Place) => heldTemplates(copy).find(({ state }) => state === 'live' || state === 'approved');
const resolve = (who: readonly [Role, string], decision?: 'approve' | 'reject') =>
  act(who, resolveFlag, (place) => ({ flag: flagOf(place), resolution: 'with the next version', decision }));

/** Two days on, nobody has resolved the flag. */
const lapse: Act = (place) => {
  if ((place.copy.flags ?? []).length === 0) return null;
  const { copy, desk } = draftsOf(place, { by: 'viewer', principal: 'p_viewer' });
  applyFlagTimers(copy, desk, '2026-04-23T14:00:00.000Z');
  askToLoad(copy, desk, contexts.context('viewer', 'session_sweep'));
  return { copy: copy.state, desk: desk.state };
};

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
  flag: act(cmo, flagContent, (place) => ({
    template: inUse(place)?.id ?? 'activation_1_v1',
    kind: 'brand_voice' as const,
    why: 'it sells',
  })),
  'a correction is proposed': resolve(author),
  'cmo resolves': resolve(cmo, 'approve'),
  'cmo retires': resolve(cmo, 'reject'),
  'the proposer resolves as cmo': resolve(['cmo', 'p_author'], 'approve'),
  'the flag lapses': lapse,
};

const wantedTask: Readonly<Record<string, string | undefined>> = {
  cmo_review: 'cmo_template_review',
  cro_review: 'cro_template_review',
  approved: 'load_template',
};

/** States that may never be, in words; empty where there are none. */
function wrongIn({ copy, desk }: Place): readonly string[] {
  const held = heldTemplates(copy);
  const tasks = desk.tasks.filter(({ closed_at }) => closed_at === undefined);
  return [
    ...held.flatMap(({ id, key, version, state, hash, approvals, writers }) => {
      const isApproved = state === 'approved' || state === 'live' || state === 'paused';
      const asked = isApproved ? 'cmo cro' : state === 'cro_review' ? 'cmo' : '';
      const wanted = newerLive(copy, { key, version }) && state === 'approved' ? undefined : wantedTask[state];
      const given = approvals.map(({ role }) => role).join(' ');
      const open = tasks.filter(({ subject }) => subject === id).map(({ kind }) => kind);
      return [
        ...(given === asked ? [] : [`${id} is ${state}, approved by "${given}"`]),
        ...(approvals.every((each) => each.hash === hash) ? [] : [`${id} was approved by another hash`]),
        ...(approvals.some(({ principal = '' }) => writers.includes(principal))
          ? [`${id}: its writer approved it`]
          : []),
        ...(open.join() === (wanted ?? '') ? [] : [`${id} is ${state}, open: ${open.join()}`]),
      ];
    }),
    ...wrongFlags(copy, tasks),
    ...(held.filter(({ state }) => state === 'live').length > 1 ? ['two are live'] : []),
    ...(copy.requests.some(({ template }) => held.some(({ id, state }) => id === template && state === 'live'))
      ? ['a request outlives its version']
      : []),
  ];
}

/** A flag holds the one version that it names, and asks two roles for as long as it stands. */
function wrongFlags(copy: CopyState, tasks: DeskState['tasks']): readonly string[] {
  const flags = copy.flags ?? [];
  const paused = heldTemplates(copy).flatMap(({ id, state }) => (state === 'paused' ? [id] : []));
  const asked = tasks.filter(({ kind }) => flagDuties.includes(kind)).map(({ kind, subject }) => `${kind} ${subject}`);
  const wanted = flags.flatMap(({ id, proposal }) => [
    ...(proposal ? [] : [`propose_correction ${id}`]),
    `decide_flag ${id}`,
  ]);
  const held = flags.map(({ template }) => template);
  return [
    ...(paused.sort().join() === held.sort().join() ? [] : [`paused: ${paused.join()}; flagged: ${held.join()}`]),
    ...(asked.sort().join() === wanted.sort().join() ? [] : [`flags ask ${asked.join()}, wanted ${wanted.join()}`]),
  ];
}

const keyOf = ({ copy, desk }: Place) =>
  JSON.stringify([
    copy.keys,
    copy.requests,
    copy.flags,
    desk.tasks.filter((each) => !each.closed_at).map((each) => [each.kind, each.subject]),
  ]);

/** Where each act leads that is not refused, within the bounds of the search. */
function stepsFrom(place: Place): readonly (readonly [string, Place])[] {
  return Object.entries(acts).flatMap(([name, each]): [string, Place][] => {
    const after = each(place);
    const { requested = 0, flagged = 0, keys } = after?.copy ?? {};
    const isWithin = after && (keys?.activation_1?.last ?? 0) <= 2 && requested <= 2 && flagged <= 1;
    return isWithin ? [[name, after]] : [];
  });
}

test('5.1a 5.4a 5.4b 7.2 L16 no order of drafts, submissions, answers, loads, flags and what ends them breaks the flow, up to two versions', () => {
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
        expect(name, path).not.toBe('the proposer resolves as cmo');
        for (const { state } of heldTemplates(after.copy)) met.add(state);
        if (seen.has(keyOf(after))) continue;
        seen.set(keyOf(after), `${path} > ${name}`);
        next.push(after);
      }
    }
    edge = next;
  }
  expect([...met].sort()).toEqual(['approved', 'cmo_review', 'cro_review', 'draft', 'live', 'paused']);
  expect(seen.size).toBeGreaterThan(60);
});
