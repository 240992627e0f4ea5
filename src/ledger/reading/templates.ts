import { emptyCopy, type TemplateState } from '../../rules/aggregates/copy.ts';
import type { Rows } from '../engine/rows.ts';
import type { TemplateRow } from '../engine/template-rows.ts';
import { listed, placeOf } from '../port/paging.ts';
import type { Reader } from '../port/reader.ts';
import type { TemplateRecord } from '../port/records.ts';
import { stored } from '../port/unusable.ts';

/** The questions asked of copy. */
export function copyReader(q: Rows): Pick<Reader, 'copy' | 'template' | 'templatesOf'> {
  return {
    copy() {
      const json = q.stream.get('copy')?.state;
      return json ? stored(json) : emptyCopy;
    },
    template(id) {
      const row = q.templateById.get(id);
      return row ? recordOf(row, q) : null;
    },
    templatesOf(key, { limit, cursor }) {
      const place = placeOf(cursor, ['number']);
      if (place && 'refused' in place) return place;
      const [before = Number.MAX_SAFE_INTEGER] = place ?? [];
      const rows = q.templatesOfKey.all(key, Number(before), limit + 1);
      return listed(
        rows,
        limit,
        (row) => recordOf(row, q),
        (row) => [row.version],
      );
    },
  };
}

function recordOf({ slots, ...row }: TemplateRow, { stepsOfTemplate }: Rows): TemplateRecord {
  const steps = stepsOfTemplate.all(row.id).map(({ principal, because, ...step }) => ({
    ...step,
    ...(principal === null ? {} : { principal }),
    ...(because === null ? {} : { because }),
  }));
  const state: TemplateState = steps.at(-1)?.state ?? 'draft';
  return { ...row, slots: stored(slots), state, steps };
}
