/** Boards of 200 accounts in all, as a vendor exports them into one file, with the faults that boards have. */

interface BoardRow {
  readonly domain: string | null;
  /** As the board says it, and what the ladder calls it; null for what it doesn't know. */
  readonly label: string;
  readonly stage: string | null;
  readonly mails: readonly string[];
  readonly isOptedOut: boolean;
}

const headings =
  'Name,Website,Stage,Stage since,Last engagement,Briefing date,Contact,Email,Employees,Industry,Opted out,Item ID (auto generated)'.split(
    ',',
  );

const labels = [
  ['Lead', 'PROSPECT'],
  ['MQL', 'MQL'],
  ['SQL', 'SQL'],
  ['Briefing booked', 'BRIEFING_READY'],
  ['Closed Won', 'WON'],
  ['Marketing Qualified', 'MQL'],
  ['sales qualified ', 'SQL'],
  ['Disqualified', 'DISQUALIFIED'],
  ['Somewhere else', null],
] as const;

const optOuts = ['yes', 'TRUE', 'x', 'Unsubscribed', '1'];

const pad = (n: number) => String(n).padStart(2, '0');

/** In three forms, and in one that two people read as two days. */
function dateOf(n: number): string {
  const day = 1 + (n % 28);
  return [`2026-03-${pad(day)}`, `Mar ${day}, 2026`, `${13 + (n % 15)}/03/2026`, '04/03/2026'][n % 4] ?? '';
}

function boardRow(n: number): BoardRow {
  const [label, stage] = labels[n % labels.length] ?? ['', null];
  const own = n % 19 === 0 ? n - 1 : n;
  const domain = n % 17 === 0 ? null : `company-${own}.com`;
  const mails =
    n % 29 === 0
      ? [`ann.${n}@company-${own}.com`, `bob.${n}@company-${own}.com`]
      : n % 23 === 0
        ? [`ann.${n}@gmail.com`]
        : domain === null
          ? []
          : [`ann.${n}@company-${own}.com`];
  return { domain, label, stage, mails, isOptedOut: n % 31 === 0 };
}

const rows: readonly BoardRow[] = Array.from({ length: 200 }, (_, n) => boardRow(n + 1));

function cellsOf({ domain, label, stage, mails, isOptedOut }: BoardRow, n: number): readonly string[] {
  return [
    `Firma ${n + 1} GmbH, Köln`,
    domain === null ? (['', 'N/A'][n % 2] ?? '') : `https://www.${domain}/`,
    label,
    dateOf(n),
    dateOf(n + 1),
    stage === 'BRIEFING_READY' ? '2026-05-20' : '',
    mails.length > 1 ? 'Ann Ash / Bob Birk' : mails.length > 0 ? `Ann Ash ${n + 1}` : '',
    mails.join('; '),
    n % 3 === 0 ? `${n + 1},000` : String(300 + n),
    n % 2 === 0 ? 'B2B SaaS' : 'Fintech',
    isOptedOut ? (optOuts[n % optOuts.length] ?? '') : '',
    String(5000 + n),
  ];
}

/** The board of another team, put behind the first: its columns stand in another order, its opt-outs under another heading. */
const further = [3, 10, 1, 2, 4, 5, 6, 7, 8, 9, 0, 11];
const furtherName: Readonly<Record<string, string>> = { 'Opted out': 'Unsubscribed from all emails', Name: 'Item' };

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const inOrder = (cells: readonly string[], isFurther: boolean) =>
  isFurther ? further.map((n) => cells[n] ?? '') : cells;

/** Groups with their title and headings each, blank rows between them, blanks at the ends of some rows. */
function boardText(): string {
  const groups = ['Leads', 'Qualified', 'Sales', 'Briefings', 'Übrige'].map((title, g) => [
    [title],
    inOrder(g > 2 ? headings.map((each) => furtherName[each] ?? each) : headings, g > 2),
    ...rows.slice(g * 40, g * 40 + 40).map((row, k) => {
      const cells = inOrder(cellsOf(row, g * 40 + k), g > 2);
      return k % 7 === 0 ? [...cells, '', ''] : cells;
    }),
    [''],
    [''],
  ]);
  const lines = [['Ecosystem pipeline'], [''], ...groups.flat()];
  return lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

export const board = { rows, text: boardText() };
