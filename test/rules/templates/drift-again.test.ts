import { expect, test } from 'vitest';
import { holdSequence } from '../../../src/rules/sequences/hold-sequence.ts';
import { flagContent } from '../../../src/rules/templates/flag-content.ts';
import { ana, mailing, permitted, sent } from '../sending/mailing.ts';

const drift = (email: string) => ({ email, kind: 'positioning_drift' as const, why: 'it calls us the next RevOps' });

test('7.8 I1 drift in a second mail to the same person is a second incident, and is told once', () => {
  const house = mailing();
  sent(house, permitted(house, ana), '<m1@ours.example>');
  house.now = '2026-04-29T14:00:00.000Z';
  sent(house, permitted(house, ana, 2), '<m2@ours.example>');
  const told = [1, 2].map((touch) => house.run('sales.ops', flagContent, drift(`eml_${ana}_${touch}`)).extra);
  expect(told.map(({ flag, incident }) => [flag.template, incident?.id])).toEqual([
    ['nurture_1_v1', 'inc_desk_1'],
    ['nurture_2_v1', 'inc_desk_2'],
  ]);
  const [enrolment] = house.account('acme.com').enrolments ?? [];
  expect(enrolment?.holds.map(({ ref, sent_version }) => [ref, sent_version])).toEqual([
    ['flg_copy_1', 'nurture_1_v1'],
    ['flg_copy_2', 'nurture_2_v1'],
  ]);
  for (const touch of [1, 2])
    expect(house.refused('sales.ops', flagContent, drift(`eml_${ana}_${touch}`)).found).toBe(
      `drift in that mail is SEV3 inc_desk_${touch} already, of flg_copy_${touch}`,
    );
});

test('7.8 I1 drift is told once though the sequence of whoever got it is over', () => {
  const house = mailing();
  sent(house, permitted(house, ana));
  house.run('sales.ops', holdSequence, { contact: ana, action: 'end', reason: 'their fair is on' });
  const first = house.run('sales.ops', flagContent, drift(`eml_${ana}_1`));
  expect(first.extra.incident?.id).toBe('inc_desk_1');
  expect(first.summary).not.toContain('is paused until');
  expect(house.refused('sales.ops', flagContent, drift(`eml_${ana}_1`)).code).toBe('CONFLICT');
});
