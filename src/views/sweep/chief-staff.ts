import { overrideRate } from '../../rules/alerts/thresholds.ts';
import { evidenceRates } from '../../rules/tasks/evidence-rates.ts';
import { quarterOf, quarterStart } from '../../rules/time/time.ts';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import { quoted } from '../quoted.ts';
import { disputes } from './cmo.ts';
import { copyCapacity } from './copy.ts';
import { fridayAudit } from './friday-audit.ts';
import { dayOf, lately, named, type Topic, type Watch } from './watch.ts';

/** §3.6: each override of the week with the three things that the CRO had to log. */
const overrides: Topic = ({ reader, context, limit }) =>
  reader.overrides(lately(context), limit).flatMap((override): Watch[] => {
    const record = reader.account(override.account);
    if (!record) return [];
    const { account, name } = named(record.state);
    const { gate, at, fell, compensating, justification } = override;
    const now = fell ? `fell on ${dayOf(fell.at, context)}: ${fell.because}` : 'stands';
    return [
      {
        kind: 'override',
        clause: '3.6',
        summary: `${name}: the CRO overrode ${gate} on ${dayOf(at, context)}, compensated by ${compensating.join(', ')}; it ${now}`,
        account,
        words: { justification: quoted(justification.slice(0, 300)) },
        tool: 'explain_account',
        call: { account },
      },
    ];
  });

/** G-4: the month's rate, with both its counts. */
const rate: Topic = ({ reader, context }) => {
  const { month, met, overridden, limit } = overrideRate(reader.desk(), context);
  const share = met === 0 ? '' : ` (${((100 * overridden) / met).toFixed(1)} %)`;
  const summary = `${month}: ${overridden} of ${plural(met, 'classification')} stood on an override${share}; more than ${100 * limit} % opens a gate review`;
  return [{ kind: 'override_rate', clause: '3.6', summary }];
};

/** Refusals of today, by code: a rule that is met often may be unclear, or tried. */
const refusals: Topic = ({ reader, context }) => {
  const found = reader.refusals(context.calendar.startOf(context.today));
  if (found.length === 0) return [];
  const summary = `Refused today: ${found.map(({ code, count }) => `${code} ${count}`).join(', ')}`;
  return [{ kind: 'refusals', clause: '4.3', summary }];
};

/** S-7: results of the quarter's samples, by the role that filed. */
const evidence: Topic = ({ reader, context: { today } }) => {
  const rates = evidenceRates(reader.desk(), { from: quarterStart(today), to: today });
  if (rates.length === 0) return [];
  const told = rates.map(
    ({ role, kind, held, false: wrong, unverifiable }) =>
      `${kind}s of ${role}: ${held} held, ${wrong} false, ${unverifiable} unverifiable`,
  );
  return [{ kind: 'evidence', clause: '3.6', summary: `Looked up in ${quarterOf(today)}: ${told.join('; ')}` }];
};

export const staff: readonly Topic[] = [copyCapacity, overrides, rate, ...fridayAudit, disputes, refusals, evidence];
