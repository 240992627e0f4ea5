import { describe, expect, test } from 'vitest';
import { adoptionTo, arrows, isAdoption } from '../../../src/rules/ladder/arrows.ts';
import { stageNamed } from '../../../src/rules/ladder/stage-named.ts';
import { type Stage, stages } from '../../../src/rules/vocabulary/stages.ts';
import { testPolicy } from '../../support/policy.ts';

const { values } = testPolicy();
const named = (given: string) => stageNamed(given, values);

describe('the stage that another system means', () => {
  test.each(stages)('M5 %s is meant by its own name, whatever its case, blanks and signs', (stage) => {
    const spellings = [stage, stage.toLowerCase(), ` ${stage.replaceAll('_', ' -- ')}. `, stage.replaceAll('_', '')];
    expect(spellings.map(named)).toEqual(spellings.map(() => stage));
  });

  test.each<[string, Stage]>([
    ['Marketing-Qualified Lead', 'MQL'],
    ['SQL (Pending Review)', 'MQL'],
    ['closed/won', 'WON'],
    ['Closed Lost', 'RECYCLED'],
    ['new', 'PROSPECT'],
    ['identified', 'PROSPECT'],
    ['Not a fit', 'DISQUALIFIED'],
  ])('M5 %s is an alias of %s', (given, stage) => {
    expect(named(given)).toBe(stage);
  });

  test.each(['', ' - ', '…', 'SQ', 'SQLs', 'closed', 'Stryker was here!', 'прос'])('M5 %j names no stage', (given) => {
    expect(named(given)).toBeUndefined();
  });

  test("M5 a name of the ladder's own goes before an alias, and letters and digits of every script count", () => {
    const aliases = {
      ...values.adoption.stage_aliases.value,
      PROSPECT: ['won', ' - ', '新規 1', 'ÉTAPE'],
      WON: ['新規 2'],
    };
    const adoption = { ...values.adoption, stage_aliases: { ...values.adoption.stage_aliases, value: aliases } };
    expect(
      ['Won', '新規-1', '新規2', '新規', 'étape', 'tape', '--'].map((each) => stageNamed(each, { adoption })),
    ).toEqual([
      // A blank alias names nothing either.
      'WON',
      'PROSPECT',
      'WON',
      undefined,
      'PROSPECT',
      undefined,
      undefined,
    ]);
  });
});

describe('the arrow of an adoption', () => {
  test('A12 one leads to each stage but PROSPECT, and these alone put on file what stood elsewhere', () => {
    const taken = stages.map((stage) => adoptionTo(stage)?.id ?? null);
    expect(taken).toEqual([
      null,
      'adopt_mql',
      'adopt_sql',
      'adopt_briefing_ready',
      'adopt_assessment_qualified',
      'adopt_won',
      'adopt_recycled',
      'adopt_disqualified',
      'adopt_archived',
    ]);
    expect(arrows.map(({ id }) => id).filter(isAdoption)).toEqual(taken.slice(1));
    expect(isAdoption('adopt')).toBe(false);
  });
});
