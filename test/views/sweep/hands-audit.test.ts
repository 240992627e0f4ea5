import { expect, test } from 'vitest';
import type { Command } from '../../../src/rules/command/command.ts';
import { proposePolicyChange } from '../../../src/rules/policy-changes/propose-policy-change.ts';
import { ratifyPolicyChange } from '../../../src/rules/policy-changes/ratify-policy-change.ts';
import { draftTemplate } from '../../../src/rules/templates/draft-template.ts';
import { requestTemplate } from '../../../src/rules/templates/request-template.ts';
import { reviewTemplate } from '../../../src/rules/templates/review-template.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { inRows } from '../../../src/views/sweep/hands-audit.ts';
import { type Data, ok } from '../../support/calls.ts';
import { newestVersion, nurtureCopy } from '../../support/copy.ts';
import { type House, openHouse, shippedPolicy } from '../../support/server.ts';

interface Who {
  readonly principal?: string;
  readonly key?: string;
}

const bare = (principal: string): Who => ({ principal });
const keyed = (principal: string, key: string): Who => ({ principal, key });

/** A first mail written and approved, and a change of the policy proposed and ratified, on a Tuesday. */
async function handed(first: Who, second: Who, value: 'enforce' | 'tell' | 'off' = 'enforce'): Promise<House> {
  const { values, ...rest } = shippedPolicy();
  const { write_approve, propose_ratify } = values.separation;
  const separation = {
    ...values.separation,
    write_approve: { ...write_approve, value },
    propose_ratify: { ...propose_ratify, value },
  };
  const house = await openHouse({ policy: { ...rest, values: { ...values, separation } } });
  const act = async <Args extends object, Input>(
    role: Role,
    command: Command<Args, Input, object>,
    args: Args,
    who: Who,
  ) => {
    const call = { role, client: 'test/1', tool: command.name, args, dryRun: false, ...who };
    expect(await house.ledger.act({ command, args, call, answer: () => ({ done: true }) })).toEqual({ done: true });
  };
  const purpose = 'a first mail';
  await act('cro', requestTemplate, { sequence: 'nurture', touch: 1, purpose, estimate_hours: 1 }, first);
  const draft = { request: 'req_copy_1', ...nurtureCopy, submit: true };
  await act('category.positioning', draftTemplate, draft, first);
  const { hash } = await newestVersion(house);
  await act('cmo', reviewTemplate, { template: 'nurture_1_v1', decision: 'approve', hash }, second);
  await act('cro', proposePolicyChange, { changes: { 'gates.G1.value': 300 }, why: 'too small' }, first);
  await act('cmo', ratifyPolicyChange, { change: 'chg_policy_1' }, second);
  return house;
}

const said = async (house: House, day = '24'): Promise<string[]> => {
  house.clock.now = `2026-04-${day}T14:00:00.000Z`;
  const { watch } = await ok(house, 'chief.staff', 'session_sweep', { limit: 100 });
  return watch
    .filter(({ kind }: Data) => kind === 'roles_alone' || kind === 'one_principal')
    .map(({ summary }: Data) => summary);
};

const alone =
  '2 decisions since 2026-04-17 on copy, recipients or the policy stood on roles alone, for no key proves who took both acts: chg_policy_1 (a change of the policy ratified on 2026-04-21), nurture_1_v1 (copy reviewed on 2026-04-21)';

test('L16 the Friday audit says which copy and which change of the policy stood on roles alone, and no other sweep does', async () => {
  const house = await handed({}, {});
  expect(await said(house, '23')).toEqual([]);
  expect(await said(house)).toEqual([alone]);
});

test('L16 one act of two on copy or the policy that is proved is not enough', async () => {
  expect(await said(await handed(keyed('p-1', 'key_1'), bare('p-2')))).toEqual([alone]);
});

test('L16 two people with keys on copy and the policy are nothing to tell', async () => {
  expect(await said(await handed(keyed('p-1', 'key_1'), keyed('p-2', 'key_2')))).toEqual([]);
});

test('L16 one principal that nothing proves, in both acts, is told with what they did', async () => {
  expect(await said(await handed(bare('p-1'), bare('p-1')))).toEqual([
    alone,
    'chg_policy_1: p-1 acted as cro (policy change proposed) and cmo (policy change ratified); no key proves who p-1 is',
    'nurture_1_v1: p-1 acted as category.positioning (template submitted) and category.positioning (template drafted) and cmo (template reviewed); no key proves who p-1 is',
  ]);
});

test.each(['tell', 'off'] as const)(
  'L16 where the pairs of copy and policy are %s, who did both is told',
  async (value) => {
    const one = keyed('p-1', 'key_1');
    expect((await said(await handed(one, keyed('p-1', 'key_2'), value))).map((each) => each.split('; ')[1])).toEqual([
      `separation.propose_ratify is ${value}`,
      `separation.write_approve is ${value}`,
    ]);
  },
);

test('L16 an audit that stayed open for weeks says from which day on it looks', async () => {
  const house = await handed({}, {});
  expect(await said(house)).toEqual([alone]);
  house.clock.now = '2026-05-15T14:00:00.000Z';
  const { watch } = await ok(house, 'chief.staff', 'session_sweep', { limit: 100 });
  expect(watch.map(({ summary }: Data) => summary)).toContain(alone);
});

test('L16 the audit names every such decision, five to a line', () => {
  const told = Array.from({ length: 11 }, (_, n) => `d${n + 1}`);
  expect(inRows('11 stood', told)).toEqual([
    '11 stood: d1, d2, d3, d4, d5',
    '11 stood, 6 and on: d6, d7, d8, d9, d10',
    '11 stood, 11 and on: d11',
  ]);
  expect(inRows('none', [])).toEqual([]);
});
