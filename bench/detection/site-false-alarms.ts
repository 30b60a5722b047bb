import { loadSite } from '../../src/config/load-site.js';
import type { Alert } from '../../src/domain/alerting/alert.js';
import { type BenchRow, benchRow } from './bench-row.js';
import { faultLeads, kindOf } from './fault-leads.js';
import { type FaultOutcome, faultPlans, tryFault } from './fault-trials.js';
import { median } from './median.js';
import { runQuietWeeks } from './quiet-week-bench.js';
import { WatchedSite } from './watched-site.js';

const backfillHours = 26;
const liveHours = 24;

/**
 * Seeds and starts of the history that nothing was tuned on, in several seasons; the days of life go over a weekend's
 * begin and end, and the faults strike at several times of day. Seeds 1 to 3 are for tuning.
 */
const runs = [
  { seed: 21, startMs: Date.UTC(2026, 3, 15, 4) },
  { seed: 22, startMs: Date.UTC(2026, 6, 16, 13) },
  { seed: 23, startMs: Date.UTC(2026, 9, 31, 19) },
  { seed: 24, startMs: Date.UTC(2026, 0, 5, 8, 30) },
] as const;

interface SiteRun {
  readonly history: readonly Alert[];
  readonly life: readonly Alert[];
  readonly faults: readonly FaultOutcome[];
}

/** How often the live service would alert on the healthy demo site, and how soon on each fault that the twin knows. */
export async function runSiteFalseAlarms(): Promise<BenchRow[]> {
  const site = await loadSite('sites/demo.yaml');
  const results = runs.map((run): SiteRun => {
    const watched = new WatchedSite(site, run);
    const history = watched.backfill(backfillHours).filter(isFiring);
    const faults = faultPlans(watched.twin.sensors, run.seed).map((plan) => tryFault(watched, plan));
    return { history, life: watched.live(liveHours * 3600).filter(isFiring), faults };
  });
  console.table(falseAlertsByMetric(results));
  console.table(faultLeads(results.flatMap(({ faults }) => faults)));
  return [
    rateRow(
      'in the first day',
      backfillHours,
      5,
      results.map(({ history }) => history),
    ),
    rateRow(
      'live',
      liveHours,
      1,
      results.map(({ life }) => life),
    ),
    ...faultRows(results.flatMap(({ faults }) => faults)),
    ...runQuietWeeks(site),
  ];
}

const isFiring = ({ state }: Alert): boolean => state === 'firing';

function rateRow(when: string, hours: number, target: number, alerts: readonly (readonly Alert[])[]): BenchRow {
  return benchRow({
    area: 'detection',
    what: `false alerts of the demo site ${when}, mean of ${alerts.length} runs`,
    value: alerts.flat().length / (hours * alerts.length),
    unit: '1/h',
    target,
    reference: '',
  });
}

function falseAlertsByMetric(results: readonly SiteRun[]): Record<string, { history: number; life: number }> {
  const table: Record<string, { history: number; life: number }> = {};
  for (const { history, life } of results) {
    for (const { metric, kind } of history) (table[metric || kind] ??= { history: 0, life: 0 }).history += 1;
    for (const { metric, kind } of life) (table[metric || kind] ??= { history: 0, life: 0 }).life += 1;
  }
  return table;
}

/** For each kind of fault how many were seen, and, where at least half were, how soon at the median of all. */
function faultRows(outcomes: readonly FaultOutcome[]): BenchRow[] {
  const area = 'detection';
  const reference = '';
  return [...new Set(outcomes.map(kindOf))].flatMap((kind) => {
    const trials = outcomes.filter((outcome) => kindOf(outcome) === kind);
    const seen = trials.filter(({ onDeviceSeconds }) => Number.isFinite(onDeviceSeconds));
    const share = seen.length / trials.length;
    const what = `${kind}: seen on the device, share of ${trials.length}`;
    const shareRow = benchRow({ area, what, value: share, unit: '1', target: undefined, reference });
    if (share < 0.5) return [shareRow];
    const delayRow = benchRow({
      area,
      what: `${kind}: median to the alert (${[...new Set(seen.map(({ toldBy }) => toldBy))].join(', ')})`,
      value: median(trials.map(({ onDeviceSeconds }) => onDeviceSeconds)),
      unit: 's',
      target: kind === 'crah-fan-failure' ? 120 : undefined,
      reference,
    });
    return [shareRow, delayRow];
  });
}
