import { expect, test } from 'vitest';
import { libraryFor } from '../../../src/library/library.ts';
import { isRefusal } from '../../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { tools } from '../../../src/tools/index.ts';
import { type Args, type Data, seedMql, threeHigh } from '../../support/calls.ts';
import { nurtureCopy } from '../../support/copy.ts';
import { seedNurture } from '../../support/sequences.ts';
import { type House, openHouse, shippedPolicy } from '../../support/server.ts';

/** A call of somebody whose key proves who they are, and its text. */
async function by(house: House, [role, principal]: readonly [Role, string], name: string, args: Args = {}) {
  const { ledger } = house;
  const keys = await ledger.roleKeys.list();
  const known = keys.find((each) => each.role === role && each.principal === principal);
  const key = known ?? (await ledger.roleKeys.add({ role, principal }));
  if (isRefusal(key)) throw new Error(key.found);
  const session = { role, principal, key: key.id, client: 'test/1', ledger, library: libraryFor(house.policy) };
  const answer = await tools.find((each) => each.name === name)?.call(args, session);
  if (!answer || isRefusal(answer)) throw new Error(`${name}: ${answer?.found}`);
  const data: Data = answer.data;
  return { data, text: answer.text };
}

const author = ['category.positioning', 'p1'] as const;
const [own, other] = [['cmo', 'p1'] as const, ['cmo', 'p2'] as const];

async function submitted(value: 'enforce' | 'tell' = 'enforce'): Promise<House> {
  const { values, ...rest } = shippedPolicy();
  const { write_approve } = values.separation;
  const separation = { ...values.separation, write_approve: { ...write_approve, value } };
  const house = await openHouse({ policy: { ...rest, values: { ...values, separation } } });
  await by(house, author, 'request_template', {
    sequence: 'nurture',
    touch: 1,
    purpose: 'a first mail',
    estimate_hours: 1,
  });
  await by(house, author, 'draft_template', { request: 'req_copy_1', ...nurtureCopy, submit: true });
  return house;
}

const review = async (house: House, who: readonly [Role, string]) => {
  const { data, text } = await by(house, who, 'session_sweep');
  return { row: data.tasks.find(({ kind }: Data) => kind === 'cmo_template_review'), text };
};

const wrote =
  'p1 wrote nurture_1_v1, and acts here as cmo, which separation.write_approve refuses; nobody else holds a key of cmo: `ladder key add --role cmo --principal ID` makes one';

test('L16 the sweep of who wrote copy offers them no review of it, and names who may give it', async () => {
  const house = await submitted();
  const alone = await review(house, own);
  expect(alone.row).toMatchObject({ subject: 'nurture_1_v1', about: expect.stringContaining(wrote) });
  expect([alone.row.tool, alone.row.call]).toEqual([undefined, undefined]);
  expect(alone.text).toContain(wrote);
  expect(alone.text).not.toContain('(review_template');
  const call = { tool: 'review_template', call: { template: 'nurture_1_v1' } };
  expect((await review(house, other)).row).toMatchObject(call);
  expect((await review(house, own)).row.about).toContain('refuses; p2 may, with a key of cmo');
});

test('L16 the page of a version names who wrote it beside who answers', async () => {
  const page = async (house: House): Promise<string> =>
    (await by(house, own, 'read_ladder', { uri: 'ladder://templates/nurture_1' })).text;
  expect(await page(await submitted())).toContain(
    'Next: cmo with review_template: approve or reject nurture_1_v1, by its hash; not by p1, who wrote it, until',
  );
  expect(await page(await submitted('tell'))).toContain('nurture_1_v1, by its hash, until');
});

test('L16 where the policy only tells, the review stays offered', async () => {
  expect((await review(await submitted('tell'), own)).row).toMatchObject({ tool: 'review_template' });
});

test('I1 L16 who proposed a correction is not offered its decision', async () => {
  const house = await submitted();
  const { data } = await by(house, other, 'read_ladder', { uri: 'ladder://templates/nurture_1?format=json' });
  const [{ hash }] = data.data.versions;
  await by(house, other, 'review_template', { template: 'nurture_1_v1', decision: 'approve', hash });
  await by(house, author, 'flag_content', { template: 'nurture_1', kind: 'brand_voice', why: 'it shouts' });
  const flagged = async (who: readonly [Role, string]) => (await by(house, who, 'session_sweep')).data;
  const kinds = ({ watch, tasks }: Data) => ({
    task: tasks.find(({ kind }: Data) => kind === 'decide_flag'),
    line: watch.find(({ kind }: Data) => kind === 'content_flag'),
  });
  expect(kinds(await flagged(own))).toMatchObject({ task: { tool: 'resolve_flag' }, line: { tool: 'resolve_flag' } });
  await by(house, author, 'resolve_flag', { flag: 'flg_copy_1', resolution: 'say it calmly' });
  const { task, line } = kinds(await flagged(own));
  const said = 'p1 proposed the correction for flg_copy_1, and acts here as cmo';
  expect([task.tool, line.tool]).toEqual([undefined, undefined]);
  expect(task.about).toContain(said);
  expect(line.summary).toContain(said);
  expect(kinds(await flagged(other))).toMatchObject({ task: { tool: 'resolve_flag' }, line: { tool: 'resolve_flag' } });
});

interface Pair {
  readonly seed?: (house: House) => Promise<unknown>;
  readonly first: readonly [Role, string, Args];
  readonly second: Role;
  readonly tool: string;
  readonly did: string;
  readonly pair: string;
}

const pairs: readonly Pair[] = [
  {
    seed: seedMql,
    first: ['sales.ops', 'score_dossier', threeHigh],
    second: 'cro',
    tool: 'cro_decide',
    did: 'scored the dossier',
    pair: 'score_decide',
  },
  {
    seed: seedMql,
    first: [
      'sales.ops',
      'propose_stage_change',
      {
        account: 'acme.com',
        change: 'disqualify',
        trigger: 'no_ecosystem_motion',
        reason: 'They sell direct and have no partners.',
        evidence: 'their site, read on 20 April',
      },
    ],
    second: 'cro',
    tool: 'decide_stage_change',
    did: 'proposed to disqualify it',
    pair: 'propose_confirm',
  },
  {
    seed: seedNurture,
    first: ['sales.ops', 'propose_recipients', { template: 'nurture_1', contacts: ['ana@acme.com'] }],
    second: 'cro',
    tool: 'review_recipients',
    did: 'proposed lst_copy_1',
    pair: 'propose_confirm',
  },
  {
    first: ['cmo', 'propose_policy_change', { changes: { 'gates.G1.value': 300 }, why: 'smaller ones never bought' }],
    second: 'cro',
    tool: 'ratify_policy_change',
    did: 'proposed chg_',
    pair: 'propose_ratify',
  },
];

test.each(pairs)('L16 who did the first act is not offered $tool, and learns who is', async (each) => {
  const { seed, first, second, tool, did, pair } = each;
  const house = await openHouse();
  await seed?.(house);
  const [role, name, args] = first;
  await by(house, [role, 'p1'], name, args);
  const { tasks } = (await by(house, [second, 'p2'], 'session_sweep')).data;
  const offered = tasks.find((row: Data) => row.tool === tool);
  const mine = (await by(house, [second, 'p1'], 'session_sweep')).data;
  const row = mine.tasks.find(({ id }: Data) => id === offered.id);
  expect([row.tool, row.call]).toEqual([undefined, undefined]);
  expect(row.about).toMatch(
    new RegExp(`p1 ${did}\\w*, and acts here as ${second}, which separation\\.${pair} refuses`),
  );
  expect(row.about).toContain(`refuses; p2 may, with a key of ${second}`);
});
