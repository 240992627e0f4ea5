/** Tasks that are due, and figures: sweep, report, notify. */

import { reportPage } from '../../report-page/page.ts';
import { reportKinds } from '../../rules/metrics/period.ts';
import { isRefusal, refusalText } from '../../rules/vocabulary/refusal.ts';
import { everySignalType, type SignalType, signalTypes } from '../../rules/vocabulary/signal-types.ts';
import { besideReport } from '../../views/reports/page-figures.ts';
import { reportView } from '../../views/reports/report.ts';
import { reportText } from '../../views/reports/text.ts';
import { openFromEnvironment } from '../shared/environment.ts';
import { type Options, Usage } from '../shared/options.ts';
import { writePage } from '../shared/write-page.ts';

/** A report as text, as JSON or as one page: the tool's answer. It reads alone and closes no duty. */
export async function reportCommand({ positionals, period, signal, html, json }: Options): Promise<number> {
  const kind = kindOf(positionals);
  const filter = signal === undefined ? undefined : { signal_type: typeOf(signal) };
  const { ledger } = await openFromEnvironment();
  try {
    const told = await ledger.read((reader, moment) => {
      const data = reportView({ kind, period, filter }, reader, moment);
      if (isRefusal(data)) return data;
      const text = reportText(data, moment.calendar);
      if (html === undefined) return { data, text, page: null };
      const beside = besideReport(data, reader, { moment, only: filter?.signal_type });
      return { data, text, page: reportPage(data, beside, moment.calendar) };
    });
    if (isRefusal(told)) {
      console.error(refusalText(told));
      return 2;
    }
    const { data, text, page } = told;
    if (html !== undefined && page !== null) writePage(html, page);
    if (json) console.log(JSON.stringify(data, null, 2));
    else console.log(html === undefined ? text : `${html}: the ${kind} of ${data.period.name}.`);
    return 0;
  } finally {
    await ledger.close();
  }
}

function kindOf([given, stray]: readonly string[]) {
  if (stray !== undefined) throw new Usage(`\`report\` takes one kind, no \`${stray}\``);
  const kind = reportKinds.find((each) => each === given?.replaceAll('-', '_'));
  if (kind) return kind;
  throw new Usage(
    `${given === undefined ? 'report needs a kind' : `\`${given}\` is no kind of report`}: one of ${reportKinds.join(', ')}`,
  );
}

function typeOf(given: string): SignalType {
  const type = everySignalType.find((each) => each === given.toUpperCase());
  if (type) return type;
  throw new Usage(`\`--signal ${given}\`: one of ${signalTypes.join(', ')} is wanted`);
}
