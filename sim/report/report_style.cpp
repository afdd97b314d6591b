// SPDX-License-Identifier: Apache-2.0
#include "sim/report/report_style.hpp"

namespace gatetwin {

const char* const report_style = R"css(
:root { --ink: #1c2530; --soft: #5a6675; --line: #d5dbe2; --paper: #ffffff; --wash: #f4f6f8;
  --blue: #0b5c94; --alarm: #b3261e; --good: #1b7344; --tick: #414c59; --grid: #e3e8ed;
  --stroke: #101820; color-scheme: light dark; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e6eaee; --soft: #a3afbb; --line: #3a444f; --paper: #1b2128; --wash: #12161b;
    --blue: #5aa9dd; --alarm: #ff8a7e; --good: #5cc48a; --tick: #b9c3cd; --grid: #2f3841;
    --stroke: #f0f3f6; }
  svg .line, .plot canvas, .plot .entry i { filter: brightness(1.6); }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--wash); color: var(--ink); font: 15px/1.5 "Segoe UI",
  "Noto Sans",
  "DejaVu Sans", "Liberation Sans", Arial, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 28px 20px 60px; }
header h1 { font-size: 30px; line-height: 1.2; margin: 4px 0 6px; }
header p { margin: 0; color: var(--soft); }
h2 { font-size: 19px; margin: 0 0 12px; }
h3 { font-size: 15px; margin: 18px 0 6px; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 8px;
  padding: 20px 22px; margin: 18px 0; }
.answer { border-left: 6px solid var(--blue); }
.answer.alarm { border-left-color: var(--alarm); }
.answer p { margin: 4px 0; }
.answer .question { color: var(--soft); margin-bottom: 10px; }
.answer p.first { font-size: 20px; line-height: 1.35; font-weight: 600; margin-bottom: 10px; }
.tiles { display: flex; flex-wrap: wrap; gap: 12px; margin-top: 16px; }
.tile { flex: 1 1 150px; background: var(--wash); border-radius: 6px; padding: 10px 14px; }
.tile b { display: block; font-size: 22px; font-variant-numeric: tabular-nums; }
.tile span { color: var(--soft); font-size: 13px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px;
  font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; color: var(--soft); border-bottom: 2px solid var(--line);
  padding: 5px 10px 5px 0; vertical-align: bottom; }
td { border-bottom: 1px solid var(--grid); padding: 5px 10px 5px 0; vertical-align: top; }
th.n, td.n { text-align: right; } td.n { white-space: nowrap; }
tr.sum td { font-weight: 600; }
tr.part td:first-child { padding-left: 18px; }
td.good, .good { color: var(--good); font-weight: 600; }
td.bad, .bad { color: var(--alarm); font-weight: 600; }
.small { color: var(--soft); font-size: 13px; margin: 8px 0 0; }
.share { display: block; height: 10px; background: var(--blue); min-width: 1px; border-radius: 2px;
  }
td.wide { width: 34%; vertical-align: middle; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 3px 18px; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
details { margin-top: 14px; } summary { cursor: pointer; color: var(--blue); font-weight: 600; }
pre { background: var(--wash); padding: 12px; overflow-x: auto; font-size: 12px; line-height: 1.4; }
footer { color: var(--soft); font-size: 13px; }
svg.chart { display: block; width: 100%; height: auto; margin: 8px 0 18px; font-size: 12px; }
figure { margin: 0; }
figure.on > svg { display: none; }
.plot { margin: 8px 0 20px; } .plot .title { font-size: 14px; font-weight: 600; }
.plot .canvas { width: 100%; height: 230px; }
.plot .readout { font-size: 12.5px; min-height: 3.2em; color: var(--tick);
  font-variant-numeric: tabular-nums; }
.plot .when { display: block; color: var(--soft); } .plot .entry { margin-right: 16px; }
.plot .entry i { display: inline-block; width: 22px; border-top: 2.5px solid; margin-right: 6px;
  vertical-align: middle; }
.plot .dygraph-axis-label { font-size: 12px; color: var(--tick); }
svg text { fill: var(--ink); } svg .title { font-size: 14px; font-weight: 600; }
svg .tick, svg .note, svg .legend { fill: var(--tick); } svg .note { font-size: 11px; }
svg .name { font-size: 13px; } svg .strong { font-weight: 600; }
svg .end { text-anchor: end; } svg .middle { text-anchor: middle; }
svg .alarm { fill: var(--alarm); font-weight: 600; }
svg .grid { stroke: var(--grid); } svg .axis { stroke: #7b8794; }
svg .line { fill: none; stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round; }
svg .bar { fill: #4a8fbf; } svg .bar.alarm { fill: #d0574c; }
svg .whisker { stroke: var(--stroke); stroke-width: 1.4; } svg .mark { stroke: var(--stroke);
  stroke-width: 2.5; }
svg .closed { fill: var(--paper); stroke: var(--line); stroke-width: 0.5; }
svg .band { fill: none; stroke: #8fb8d6; stroke-opacity: 0.6; }
svg .band.back { stroke: #c58a5a; } svg .edge { fill: #5f6f80; }
svg .box { fill: var(--paper); stroke: #5f6f80; stroke-width: 1.4; }
svg .box.worst { stroke: var(--alarm); stroke-width: 3.2; }
svg .track { fill: var(--grid); }
svg .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 3.5px;
  stroke-linejoin: round; }
@media screen and (max-width: 700px) {
  main { padding: 8px 8px 40px; } section { padding: 14px 12px; overflow-x: auto; }
  header h1 { font-size: 24px; } .answer p.first { font-size: 18px; }
  svg.chart { min-width: 660px; } table { font-size: 13px; }
  dl { grid-template-columns: 1fr; } dd { margin-bottom: 6px; }
}
@media print {
  @page { size: A4; margin: 14mm; }
  body { background: none; font-size: 10.5pt; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  section { border: none; border-top: 1px solid var(--line); border-radius: 0; padding: 10px 0;
  margin: 8px 0; }
  .answer { border-left: 6px solid var(--blue); border-top: none; padding-left: 14px; }
  table { font-size: 8pt; } .scroll { overflow: visible; }
  th, td { padding-right: 5px; } td:first-child { min-width: 40mm; }
  .plot { display: none; } figure.on > svg { display: block; }
  svg.chart, tr, .tile { break-inside: avoid; } h2, h3 { break-after: avoid; }
  details:not([open]) { display: none; }
}
)css";

} // namespace gatetwin
