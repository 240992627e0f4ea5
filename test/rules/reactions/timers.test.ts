import { describe, expect, test } from 'vitest';
import type { AccountState } from '../../../src/rules/aggregates/account.ts';
import { emptyDesk } from '../../../src/rules/aggregates/desk.ts';
import { emptyMailbox } from '../../../src/rules/aggregates/mailbox.ts';
import { applyAccountTimers } from '../../../src/rules/reactions/account-timers.ts';
import { afterCommand } from '../../../src/rules/reactions/after-command.ts';
import { lapsesOn } from '../../../src/rules/reactions/timer.ts';
import { accountDraft, besideThen } from '../../../src/rules/simulation/recorded-world.ts';
import { acmeMql, score, start, twoHigh } from '../../support/builders.ts';

const world = acmeMql();
score(world, twoHigh());
const context = world.context('sales.ops');
const state: AccountState = { ...world.account('acme.com'), tasks: [] };
const nobody = new Set<string>();
const beside = () => besideThen({ desk: emptyDesk, mailbox: emptyMailbox }, context);

describe('T6 the timer of an account', () => {
  test('T6 is set anew where its instant has come and nothing fell due, and else is left alone', () => {
    const set = (alarm: string | null) => {
      const draft = accountDraft({ ...state, alarm }, context);
      const applied = applyAccountTimers(draft, nobody, beside(), context);
      return [applied, draft.pending.map(({ event }) => event.type)];
    };
    expect([set('2026-04-22T14:00:00.000Z'), set(null), set(start), set('2026-04-21T13:00:00.000Z')]).toEqual([
      [[], []],
      [[], []],
      [[], ['alarm_set']],
      [[], ['alarm_set']],
    ]);
  });

  test('L14 lapsing is counted from the newest act, whichever was filed last', () => {
    const [one] = state.signals;
    if (!one) throw new Error('no signal');
    const on = (...days: readonly string[]) =>
      lapsesOn(
        {
          state: {
            ...state,
            signals: days.map((day, n) => ({ ...one, id: `sig_${n}`, on: day, at: `${day}T14:00:00.000Z` })),
          },
          suppressed: nobody,
        },
        context,
      );
    const lapse = '2026-10-17T04:00:00.000Z';
    expect([on('2026-04-19', '2026-04-10'), on('2026-04-10', '2026-04-19'), on()]).toEqual([lapse, lapse, null]);
  });
});

test('S-3 nothing follows where nothing happened, nor at an account that another absorbed', () => {
  const followed = (over: Partial<AccountState>, happens: boolean) => {
    const draft = accountDraft({ ...state, alarm: null, ...over }, context);
    if (happens) draft.emit({ type: 'account_named', name: 'Acme' });
    const before = draft.pending.length;
    afterCommand(draft, nobody, beside(), context);
    return draft.pending.length > before;
  };
  expect([followed({}, true), followed({}, false), followed({ absorbed_into: 'acc_x' }, true)]).toEqual([
    true,
    false,
    false,
  ]);
});
