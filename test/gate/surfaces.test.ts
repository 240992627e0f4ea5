import { describe, expect, test } from 'vitest';
import { classify } from '../../src/gate/classify.ts';
import { isPolicyProblem, loadPolicy } from '../../src/policy/index.ts';
import { surfaces } from './surfaces.ts';

const policy = loadPolicy();
if (isPolicyProblem(policy)) throw new Error('the shipped policy loads');
const { values } = policy;
const ours = ['authorize_send', 'record_delivery', 'save_account'];

const said = ({ tool, input }: (typeof surfaces)[number]) => `${tool} ${JSON.stringify(input)}`;

describe('the gate over real tools (§5.5, M1)', () => {
  const judged = surfaces.map((surface) => ({ surface, found: classify(surface.tool, surface.input, values, ours) }));

  test('M1 none that sends passes', () => {
    const passed = judged.filter(({ surface, found }) => surface.sends && found.is === 'free');
    expect(passed.map(({ surface }) => said(surface))).toEqual([]);
  });

  test("M1 at most one in twenty that doesn't send is stopped", () => {
    const harmless = judged.filter(({ surface }) => !surface.sends);
    const stopped = harmless.filter(({ found }) => found.is !== 'free');
    expect(stopped.map(({ surface }) => surface.tool)).toEqual(['mcp__slack__slack_send_message']);
    expect(stopped.length * 20).toBeLessThanOrEqual(harmless.length);
  });

  test('M1 sixty real surfaces and more are looked at', () => {
    expect(surfaces.filter(({ sends }) => sends).length).toBeGreaterThanOrEqual(60);
    expect(surfaces.filter(({ sends }) => !sends).length).toBeGreaterThanOrEqual(60);
  });
});
