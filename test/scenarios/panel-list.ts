import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dashboardsOf, type PanelQuery } from './dashboard-files.js';

/** docs/grafana-panels.md: how many rows every query returned in the last run that was asked to write them down. */
const file = fileURLToPath(new URL('../../docs/grafana-panels.md', import.meta.url));
const modes = ['embedded', 'distributed'] as const;

export type Mode = (typeof modes)[number];

/** What a query of a panel returned. */
export interface PanelRows {
  readonly query: PanelQuery;
  readonly rows: number;
}

/** A line of the list: its cells, the last two being the rows of the modes. */
type Line = readonly string[];

const introduction = `# Rows of the panels

Every query of every panel and annotation with the rows that it returned after a simulated day of the demo site with a failed fan, for
the whole day in steps of two minutes, all racks and devices of the first room chosen. Written by \`test/scenarios/grafana-panels.spec.ts\`
and \`test/distributed/grafana-panels.spec.ts\` when they run with \`PANEL_LIST=write\`; without it they only demand rows. Where the modes
differ, the first query is that of embedded mode. A dash stands for what has not been run. How many alerts there are depends on how long the
fan had failed when the run began to ask; InfluxQL also returns intervals without an alert, SQL does not.
`;

/** Puts what a mode returned into the list, when the environment asks for it; the other mode's column stays. */
export function keepRows(mode: Mode, found: readonly PanelRows[]): void {
  if (process.env['PANEL_LIST'] !== 'write') return;
  const before = listedPanels();
  const lines = expectedLines().map((line, index): Line => {
    const known = before.find((other) => keyOf(other) === keyOf(line));
    const counts = modes.map((one, place) => (one === mode ? found[index]?.rows : known?.at(place - modes.length)));
    return [...line, ...counts.map((count) => String(count ?? '–'))];
  });
  writeFileSync(file, textOf(lines));
}

/** The panels that there are: dashboard, panel, place among the dashboard's queries, name of the query, its text. */
export function expectedLines(): readonly Line[] {
  const [here = [], there = []] = modes.map((mode) => dashboardsOf(mode).flatMap(({ queries }) => queries));
  const places = new Map<string, number>();
  return here.map((query, index) => {
    const place = (places.get(query.board) ?? 0) + 1;
    places.set(query.board, place);
    const texts = [
      ...new Set([query, there[index] ?? query].map(({ influxQl, sql }) => asCode(influxQl ?? sql ?? ''))),
    ];
    return [query.board, String(place), query.panel, query.refId, texts.join('<br>')];
  });
}

/** The list as it is checked in. */
export function listedPanels(): readonly Line[] {
  let board = '';
  const lines: Line[] = [];
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    if (text.startsWith('## ')) board = text.slice(3);
    const isRow = /^\| \d+ /.test(text);
    if (isRow) lines.push([board, ...text.slice(2, -2).split(/(?<!\\) \| /)]);
  }
  return lines;
}

function keyOf(line: Line): string {
  return JSON.stringify(line.slice(0, 5));
}

function textOf(lines: readonly Line[]): string {
  const boards = [...new Set(lines.map(([board = '']) => board))];
  const sections = boards.map((board) => {
    const rows = lines.filter(([first]) => first === board).map(([, ...cells]) => `| ${cells.join(' | ')} |`);
    const head = ['| # | panel | query | text | embedded | distributed |', '| --: | --- | --- | --- | --: | --: |'];
    return [`## ${board}`, '', ...head, ...rows, ''].join('\n');
  });
  return [introduction, ...sections].join('\n');
}

/** A query on one line of a table. */
function asCode(query: string): string {
  return `\`${query.replace(/\s+/g, ' ').replaceAll('|', '\\|')}\``;
}
