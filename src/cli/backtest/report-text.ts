import type { BacktestReport, ReportedAlert } from '../../app/backtest.js';
import { formatDuration } from '../../domain/alerting/quantity.js';

type Counts = BacktestReport['totals'];

const marks: Record<ReportedAlert['change'], string> = { new: '+', vanished: '-', kept: ' ' };
/** Tables for the eye; `--json` has all of it. */
const rowsShown = 20;
const alertsShown = 200;

/** A report as people read it in a terminal: how many alerts, by week, rule, metric and asset, then each that changes. */
export function reportText(report: BacktestReport): string {
  return [
    headOf(report),
    table(
      'week from',
      report.weeks.map(({ startsAt, ...counts }) => ({ key: startsAt.slice(0, 10), ...counts })),
    ),
    table('rule', report.byRule),
    table('metric', report.byMetric),
    table('asset', report.byAsset),
    alertsText(report),
  ].join('\n');
}

function headOf({ series, seriesWithoutPoints, points, oldestPointAt, totals }: BacktestReport): string {
  const without = seriesWithoutPoints > 0 ? `, ${seriesWithoutPoints} of them without raw points` : '';
  const since = oldestPointAt === null ? '' : `Raw points from ${oldestPointAt} on were looked at.\n`;
  return `${series} series${without}, ${points} points. ${since}${sentenceOf(totals)}\n`;
}

function sentenceOf({ proposed, present, new: fresh, vanished }: Counts): string {
  return `The proposal raises ${proposed} alerts, the present settings ${present}: ${fresh} new, ${vanished} vanish.`;
}

function table(title: string, rows: readonly (Counts & { readonly key: string })[]): string {
  const shown = rows.slice(0, rowsShown);
  if (shown.length === 0) return '';
  const width = Math.max(title.length, ...shown.map(({ key }) => key.length));
  const line = (key: string, ...cells: readonly (string | number)[]) =>
    `${key.padEnd(width)}${cells.map((cell) => String(cell).padStart(10)).join('')}\n`;
  const lines = shown.map(({ key, ...counts }) =>
    line(key, counts.proposed, counts.present, counts.new, counts.vanished),
  );
  const more = rows.length > rowsShown ? `and ${rows.length - rowsShown} more\n` : '';
  return line(title, 'proposed', 'present', 'new', 'vanished') + lines.join('') + more;
}

function alertsText({ alerts, notListed }: BacktestReport): string {
  const shown = alerts.slice(0, alertsShown);
  const missing = alerts.length - shown.length + notListed;
  const more = missing > 0 ? `and ${missing} more\n` : '';
  return shown.map(alertLine).join('') + more;
}

function alertLine({
  change,
  firedAt,
  startsAt,
  resolvedAt,
  severity,
  peakScore,
  summary,
  rule,
  past,
}: ReportedAlert): string {
  const lasted = resolvedAt === null ? 'goes on' : formatDuration(Date.parse(resolvedAt) - Date.parse(startsAt));
  const by = rule === null ? '' : ` [${rule}]`;
  const told = past === null ? '' : ', was raised';
  return `${marks[change]} ${firedAt} ${severity.padEnd(8)} ${lasted}, score ${peakScore.toFixed(1)}${told}: ${summary}${by}\n`;
}
