import type { IncidentTold } from '../aggregates/desk.ts';
import type { DeliveryEvent } from '../aggregates/permit.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { PersonKey, World } from '../command/world.ts';
import { invalid, isRefusal, type Refusal } from '../vocabulary/refusal.ts';
import { aftermath } from './delivery-events.ts';
import { type DeliveryArgs, type DeliveryRecorded, type DeliveryTold, isTold, readDelivery } from './delivery-input.ts';
import { reportOutcome } from './report-outcome.ts';

export interface RecordArgs {
  readonly permit?: string | undefined;
  readonly message_id?: string | undefined;
  readonly event?: DeliveryEvent | undefined;
  readonly to?: string | undefined;
  readonly at?: string | undefined;
  readonly deliveries?: readonly DeliveryArgs[] | undefined;
}

interface DeliveryInput {
  readonly rows: readonly (DeliveryTold | Refusal)[];
  readonly isMany: boolean;
}

interface Refused {
  readonly index: number;
  readonly code: string;
  readonly because: string;
  readonly next: string;
}

interface Extra {
  readonly delivery?: DeliveryTold;
  readonly incident?: IncidentTold;
  readonly deliveries?: readonly Omit<DeliveryRecorded, 'said'>[];
  readonly refused?: readonly Refused[];
}

/** Stands where a row names none: nobody is found by it. */
const nobody: PersonKey = { id: '' };

/** §5.5, M2, M4: records reports on mails, of their sender or of the outside. */
export const recordDelivery: Command<RecordArgs, DeliveryInput, Extra> = {
  name: 'record_delivery',
  clause: '5.5',
  prepare({ deliveries, event, at, ...one }, context) {
    const isMany = deliveries !== undefined;
    if (!isMany && event === undefined) return invalid('event', undefined, 'what became of the mail, such as sent');
    if (!isMany && at === undefined) return invalid('at', undefined, 'when it happened');
    const most = context.policy.sending.most_at_once.value;
    if (isMany && (deliveries.length === 0 || deliveries.length > most))
      return invalid('deliveries', `${deliveries.length} rows`, `1 to ${most} rows`);
    const given = deliveries ?? (event === undefined || at === undefined ? [] : [{ ...one, event, at }]);
    const rows = given.map((each) => readDelivery(each, context));
    const [first] = rows;
    if (!isMany && first && isRefusal(first)) return first;
    const of = rows.map((row) => (isTold(row) ? row : null));
    const single = isMany ? undefined : of[0]?.permit;
    const keys = {
      ...(single ? { owned: single } : {}),
      owners: of.map((row) => row?.permit ?? ''),
      messages: of.map((row) => row?.message_id ?? ''),
      people: of.map((row) => (row?.to === undefined ? nobody : { email: row.to })),
    };
    return { keys, input: { rows, isMany } };
  },
  decide({ rows, isMany }, world, context) {
    const done: DeliveryRecorded[] = [];
    const refused: Refused[] = [];
    let first: Refusal | null = null;
    for (const [index, row] of rows.entries()) {
      const told = isTold(row) ? take(row, { index, done, world }, context) : row;
      if (!isRefusal(told)) done.push(told);
      else {
        first ??= told;
        refused.push({ index, code: told.code, because: told.found, next: told.next });
      }
    }
    if (done.length === 0 && first) return first;
    return isMany ? many(done, refused) : one(done);
  },
};

interface Among {
  readonly index: number;
  readonly done: readonly DeliveryRecorded[];
  readonly world: World;
}

function take(row: DeliveryTold, { index, done, world }: Among, context: Context): DeliveryRecorded | Refusal {
  const before = done.find(({ delivery }) => isSame(delivery, row));
  if (before) return { outcome: 'repeated', delivery: before.delivery };
  const about = {
    home: world.owners[index] ?? world.messages[index] ?? null,
    person: world.people[index] ?? null,
  };
  return row.event === 'sent' || row.event === 'failed' || row.event === 'unknown'
    ? reportOutcome(row, about, world, context)
    : aftermath(row, about, world, context);
}

/** Told twice in one call. */
function isSame(told: DeliveryTold, row: DeliveryTold): boolean {
  if (row.permit !== undefined && told.permit === row.permit && told.event === row.event) return true;
  if (row.to !== undefined && told.to !== undefined && told.to !== row.to) return false;
  return row.message_id !== undefined && told.message_id === row.message_id && told.event === row.event;
}

function one([told]: readonly DeliveryRecorded[]) {
  if (!told) throw new Error('a delivery was neither recorded nor refused');
  const { outcome, delivery, incident, said = '' } = told;
  const what = `${delivery.event.replaceAll('_', ' ')}${delivery.permit ? ` (${delivery.permit})` : ', without a permit'}`;
  const summary = outcome === 'repeated' ? `Told already: ${what}, ${delivery.at}.` : `Recorded: ${what}.${said}`;
  return { outcome, summary, checks: [], extra: { delivery, ...(incident ? { incident } : {}) } };
}

function many(done: readonly DeliveryRecorded[], refused: readonly Refused[]) {
  const recorded = done.filter(({ outcome }) => outcome === 'recorded');
  const said = [...new Set(recorded.map((each) => each.said ?? ''))].join('');
  const no = refused.length === 0 ? '' : ` ${refused.length} refused.`;
  return {
    outcome: recorded.length > 0 ? 'recorded' : 'repeated',
    summary: `${recorded.length} recorded, ${done.length - recorded.length} told already.${no}${said}`,
    checks: [],
    extra: { deliveries: done.map(({ said: _, ...each }) => each), refused },
  };
}
