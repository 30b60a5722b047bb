import type { Site } from '../../src/domain/assets/site.js';
import { type BenchRow, benchRow } from './bench-row.js';
import { liveQuietWeek } from './quiet-week.js';

/** Seeds and starts that nothing was tuned on: a Monday in summer and a Friday in autumn. */
const weeks = [
  { seed: 82, startMs: Date.UTC(2026, 6, 20, 12) },
  { seed: 83, startMs: Date.UTC(2026, 8, 25, 9) },
] as const;
const stepSeconds = 10;

/** False incidents and alerts of the demo site in its first week, sampled as the service samples it. */
export function runQuietWeeks(site: Site): BenchRow[] {
  const lived = weeks.map((week) => liveQuietWeek(site, { ...week, stepSeconds }));
  for (const { incidents } of lived) for (const { title } of incidents) console.log(`false incident: ${title}`);
  const seriesWeeks = lived.reduce((sum, { series }) => sum + series, 0);
  const alerts = lived.reduce((sum, week) => sum + week.alerts.length, 0);
  const area = 'detection';
  const reference = '';
  return [
    benchRow({
      area,
      what: `false incidents of the demo site in its first week, worst of ${weeks.length} seeds`,
      value: Math.max(...lived.map(({ incidents }) => incidents.length)),
      unit: '1/week',
      target: 1,
      reference,
    }),
    benchRow({
      area,
      what: `false alarms per series-week, quiet demo site, ${seriesWeeks} series-weeks`,
      value: alerts / seriesWeeks,
      unit: '1/week',
      target: undefined,
      reference,
    }),
  ];
}
