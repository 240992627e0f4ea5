/** The page's own style: one accent, figures aligned, light and dark, and for paper. */
export const css = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --panel: #f6f7f9; --ink: #16191d; --quiet: #545c66; --line: #d9dde3; --accent: #1f5fbf; --soft: #8fb3e6; --rest: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #121417; --panel: #1b1f24; --ink: #e8eaed; --quiet: #a6aeb8; --line: #343a42; --accent: #7fb0ff; --soft: #3b679f; --rest: #121417; }
}
@media print {
  :root { color-scheme: light; --ground: #ffffff; --panel: #ffffff; --ink: #000000; --quiet: #444444; --line: #bbbbbb; --accent: #1f5fbf; --soft: #8fb3e6; --rest: #ffffff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 70rem; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: break-word; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; letter-spacing: -0.01em; font-weight: 650; }
h1 .period { color: var(--quiet); font-weight: 400; white-space: nowrap; }
h2 { margin: 0 0 0.35rem; font-size: 1.05rem; font-weight: 650; }
h2::first-letter { text-transform: uppercase; }
p { margin: 0; }
.lead { margin-top: 0.4rem; color: var(--quiet); }
section, .tiles, .chart { margin: 2.25rem 0 0; }
.look { padding: 1rem 1.25rem; border-left: 3px solid var(--accent); background: var(--panel); }
.look ol { margin: 0; padding-left: 1.25rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
.tile { padding: 0.9rem 1rem 0.9rem 0; }
.tile dt { color: var(--quiet); font-size: 0.85rem; }
.tile dt::first-letter { text-transform: uppercase; }
.tile dd { margin: 0; }
.tile strong { display: block; font-size: 1.7rem; line-height: 1.25; font-weight: 600; letter-spacing: -0.01em; }
.tile span { color: var(--quiet); font-size: 0.85rem; }
.charts { margin: 0; }
.chart { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0.75rem 2.5rem; margin-left: 0; margin-right: 0; padding-top: 1.75rem; border-top: 1px solid var(--line); align-items: start; }
.chart figcaption { grid-column: 1 / -1; }
.chart figcaption p { color: var(--quiet); max-width: 46rem; }
.chart svg { display: block; overflow: visible; }
.chart text { fill: var(--ink); font-size: 13px; }
.chart .value { text-anchor: end; fill: var(--quiet); }
.chart .tick { text-anchor: middle; fill: var(--quiet); font-size: 11px; }
.chart .key { fill: var(--quiet); font-size: 12px; }
.full { fill: var(--accent); }
.soft { fill: var(--soft); }
.rest { fill: var(--rest); stroke: var(--accent); stroke-width: 1; }
.track { fill: var(--panel); }
.axis, .whisker { stroke: var(--line); stroke-width: 1; }
.whisker { stroke: var(--quiet); }
.interval { stroke: var(--soft); stroke-width: 6; }
.mark { stroke: var(--accent); stroke-width: 3; }
.scroll { overflow-x: auto; max-width: 100%; }
.scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
.plain .scroll table { width: auto; min-width: 22rem; }
.plain th, .plain td { padding-right: 1.75rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.86rem; line-height: 1.4; }
caption { text-align: left; color: var(--quiet); padding: 0 0 0.35rem; }
th, td { padding: 0.32rem 0.9rem 0.32rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--quiet); vertical-align: bottom; border-bottom-color: var(--quiet); }
th:last-child, td:last-child { padding-right: 0; }
.n { text-align: right; white-space: nowrap; }
thead .n { white-space: normal; }
tbody th { min-width: 5.5rem; max-width: 26rem; overflow-wrap: anywhere; }
.s { white-space: nowrap; }
thead .s { white-space: normal; }
.figures td:nth-child(5) { min-width: 14rem; }
.trend { display: block; }
.trend + span { color: var(--quiet); font-size: 0.8rem; white-space: nowrap; }
.assumption { padding-top: 1.25rem; border-top: 1px solid var(--line); }
.assumption h2 { overflow-wrap: anywhere; }
.assumption h2::first-letter { text-transform: none; }
.assumption dl { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: 0.3rem 1.5rem; margin: 0; max-width: 58rem; }
.assumption dt { color: var(--quiet); font-size: 0.86rem; }
.assumption dd { margin: 0; overflow-wrap: anywhere; }
code { font: 0.92em ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; }
footer { margin-top: 3rem; color: var(--quiet); font-size: 0.85rem; }
@media (max-width: 50rem) { .assumption dl { grid-template-columns: minmax(0, 1fr); }  .chart { grid-template-columns: minmax(0, 1fr); } body { padding: 1.5rem 1rem 3rem; } }
@media print { body { padding: 0; max-width: none; font-size: 10.5pt; } .assumption, .chart, .look, .tiles, tr { break-inside: avoid; } h2 { break-after: avoid; } thead { display: table-header-group; } @page { margin: 16mm 14mm; } }
`;
