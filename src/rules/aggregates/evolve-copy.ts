import {
  type ContentFlag,
  type CopyEvent,
  type CopyState,
  emptyCopy,
  hundredths,
  type TemplateHeld,
  type TemplateKey,
} from './copy.ts';
import type { Stamp } from './event-stamp.ts';
import { lastNumbered } from './ids.ts';

/** How many booked weeks, ended versions, acts of writers of a key and lapsed flags are kept: older ones decide nothing any more. */
const kept = { weeks: 8, ended: 50, wrote: 100, lapsed: 20 };

const noVersions: TemplateKey = { last: 0, held: [], ended: {} };

/** Requests and versions of copy as they stand after one more event. */
export function evolveCopy(state: CopyState | null, event: CopyEvent, stamp: Stamp): CopyState {
  const copy = state ?? emptyCopy;
  switch (event.type) {
    case 'template_requested': {
      const request = { ...event.request, by: stamp.by, at: stamp.at };
      return { ...copy, requests: [...copy.requests, request], requested: copy.requested + 1 };
    }
    case 'requests_ordered':
      return { ...copy, order: event.order };
    case 'template_drafted':
      return drafted(copy, event, stamp);
    case 'template_submitted':
      return submitted(copy, event, stamp);
    case 'template_reviewed':
      return reviewed(copy, event, stamp);
    case 'template_loaded':
      return withTemplate(copy, event.template, (held) => ({ ...held, state: 'live', since: stamp.at }));
    case 'template_retired':
      return retired(copy, event);
    case 'content_flagged':
      return flagged(copy, event, stamp);
    case 'flag_joined':
      return withFlag(copy, event.flag, (flag) => ({
        ...flag,
        kind: event.kind,
        why: `${flag.why}; ${event.why}`,
      }));
    case 'correction_proposed':
      return proposed(copy, event, stamp);
    case 'flag_resolved':
      return resolved(copy, event, stamp);
    default:
      return event satisfies never;
  }
}

function drafted(
  copy: CopyState,
  { template, booked }: Extract<CopyEvent, { type: 'template_drafted' }>,
  stamp: Stamp,
): CopyState {
  const { subject: _s, body: _b, slots: _l, ...names } = template;
  const { key, id, version, request } = template;
  const known = withWriter(copy.keys[key] ?? noVersions, template, stamp);
  const held: TemplateHeld = {
    ...names,
    state: 'draft',
    since: stamp.at,
    writers: writersOf(known, template),
    approvals: [],
  };
  const others = known.held.filter((each) => each.id !== id);
  return {
    ...copy,
    requests: copy.requests.map((each) => (each.id === request ? { ...each, template: id } : each)),
    order: copy.order.filter((each) => each !== request),
    booked: booked ? bookedAlso(copy.booked, booked) : copy.booked,
    keys: { ...copy.keys, [key]: { ...known, last: Math.max(known.last, version), held: [...others, held] } },
  };
}

function submitted(
  copy: CopyState,
  { template, state }: Extract<CopyEvent, { type: 'template_submitted' }>,
  stamp: Stamp,
): CopyState {
  const entries = Object.entries(copy.keys).map(([key, known]): [string, TemplateKey] => {
    const found = known.held.find(({ id }) => id === template);
    return [key, found ? withWriter(known, found, stamp) : known];
  });
  const keys = Object.fromEntries(entries);
  return withTemplate({ ...copy, keys }, template, (held) => ({
    ...held,
    state,
    since: stamp.at,
    writers: writersOf(keys[held.key] ?? noVersions, held),
  }));
}

function reviewed(copy: CopyState, event: Extract<CopyEvent, { type: 'template_reviewed' }>, stamp: Stamp): CopyState {
  const { template, hash, state } = event;
  if (state === 'rejected') return rejected(ended(copy, template, state), event);
  const { by: role, at, principal } = stamp;
  const approval = { role, hash, at, ...(principal === undefined ? {} : { principal }) };
  const after = withTemplate(copy, template, (held) => ({
    ...held,
    state,
    since: at,
    approvals: [...held.approvals, approval],
  }));
  if (state !== 'approved') return after;
  // The request is answered by the version.
  return { ...after, requests: after.requests.filter((each) => each.template !== template) };
}

function rejected(copy: CopyState, { template, hash }: EventOf<'template_reviewed'>): CopyState {
  const requests = copy.requests.map((each) =>
    each.template === template
      ? { ...each, rejected: lastNumbered({ ...each.rejected, [template]: hash }, kept.ended) }
      : each,
  );
  return { ...copy, requests };
}

type EventOf<Type extends CopyEvent['type']> = Extract<CopyEvent, { readonly type: Type }>;

function flagged(copy: CopyState, { flag }: EventOf<'content_flagged'>, { by, at }: Stamp): CopyState {
  const held = withTemplate(copy, flag.template, (each) => ({ ...each, state: 'paused', since: at }));
  return { ...held, flags: [...(copy.flags ?? []), { ...flag, by, at }], flagged: (copy.flagged ?? 0) + 1 };
}

function proposed(copy: CopyState, event: EventOf<'correction_proposed'>, { at, principal }: Stamp): CopyState {
  const own = principal === undefined ? [] : [principal];
  const anew = (flag: ContentFlag): ContentFlag => {
    const proposers = [...new Set([...(flag.proposal?.proposers ?? []), ...own])];
    return { ...flag, proposal: { resolution: event.resolution, at, ...(proposers.length > 0 ? { proposers } : {}) } };
  };
  return withFlag(copy, event.flag, anew);
}

function resolved(copy: CopyState, event: EventOf<'flag_resolved'>, { at }: Stamp): CopyState {
  const { flag, template, state, decision } = event;
  if (event.lapsed) return { ...copy, lapsed: (copy.lapsed ?? []).filter(({ id }) => id !== flag) };
  const after =
    state === 'retired'
      ? ended(copy, template, decision === 'approve' ? 'superseded' : state)
      : withTemplate(copy, template, (held) => ({ ...held, state, since: at }));
  return unflagged(after, template);
}

function retired(copy: CopyState, { template, lapsed, flag, incident }: EventOf<'template_retired'>): CopyState {
  const after = unflagged(ended(copy, template, lapsed ? 'retired' : 'superseded'), template);
  const over = flag === undefined ? undefined : copy.flags?.find(({ id }) => id === flag);
  if (!over) return after;
  const all = [...(copy.lapsed ?? []), { ...over, ...(incident === undefined ? {} : { incident }) }];
  return { ...after, lapsed: all.filter((each, n) => each.incident !== undefined || n >= all.length - kept.lapsed) };
}

function withFlag(copy: CopyState, id: string, change: (flag: ContentFlag) => ContentFlag): CopyState {
  const of = (flags: readonly ContentFlag[]) => flags.map((flag) => (flag.id === id ? change(flag) : flag));
  const { flags, lapsed } = copy;
  return { ...copy, ...(flags ? { flags: of(flags) } : {}), ...(lapsed ? { lapsed: of(lapsed) } : {}) };
}

function unflagged(copy: CopyState, template: string): CopyState {
  return copy.flags ? { ...copy, flags: copy.flags.filter((flag) => flag.template !== template) } : copy;
}

function withTemplate(copy: CopyState, id: string, change: (held: TemplateHeld) => TemplateHeld): CopyState {
  const entries = Object.entries(copy.keys).map(([key, known]): [string, TemplateKey] => [
    key,
    { ...known, held: known.held.map((each) => (each.id === id ? change(each) : each)) },
  ]);
  return { ...copy, keys: Object.fromEntries(entries) };
}

function ended(copy: CopyState, id: string, how: TemplateKey['ended'][string]): CopyState {
  const entries = Object.entries(copy.keys).map(([key, known]): [string, TemplateKey] => {
    const isOn = known.held.some((each) => each.id === id) || known.ended[id] === 'superseded';
    if (!isOn) return [key, known];
    const held = known.held.filter((each) => each.id !== id);
    return [key, { ...known, held, ended: lastNumbered({ ...known.ended, [id]: how }, kept.ended) }];
  });
  return { ...copy, keys: Object.fromEntries(entries) };
}

type Bytes = Pick<TemplateHeld, 'request' | 'hash'>;

function withWriter(known: TemplateKey, { request, hash }: Bytes, { principal }: Stamp): TemplateKey {
  const wrote = known.wrote ?? [];
  const isKnown = wrote.some((each) => each.principal === principal && each.request === request && each.hash === hash);
  if (principal === undefined || isKnown) return known;
  return { ...known, wrote: [...wrote, { principal, request, hash }].slice(-kept.wrote) };
}

/** L16: words outlive their version: a redraft may hold them whole but for a letter, another request the same bytes. */
function writersOf({ wrote = [] }: TemplateKey, { request, hash }: Bytes): readonly string[] {
  const own = wrote.filter((each) => each.request === request || each.hash === hash);
  return [...new Set(own.map(({ principal }) => principal))];
}

function bookedAlso(
  booked: CopyState['booked'],
  { week, hours }: { readonly week: string; readonly hours: number },
): CopyState['booked'] {
  const after = { ...booked, [week]: hundredths((booked[week] ?? 0) + hours) };
  return Object.fromEntries(
    Object.entries(after)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .slice(-kept.weeks),
  );
}
