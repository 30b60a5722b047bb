import { detectors } from '../../src/domain/detection/catalogue.js';
import { type Detector, emptyVerdict } from '../../src/domain/detection/detector.js';
import { type BenchRow, benchRow } from './bench-row.js';
import { ordinarySeries, restlessSeries, type SeriesKind } from './site-series.js';

const STEP_MS = 10_000;
const POINTS_PER_HOUR = 360;
const HOURS = 48;
const SERIES_PER_KIND = 40;
/** Points in a row above the threshold that make an alert. */
const HOLD_POINTS = 4;
const SITE_SERIES = 2_500;

/** False alarms of the live detector on ordinary synthetic telemetry at 10 s, and how soon it sees two faults. */
export function runSiteBench(): BenchRow[] {
  const area = 'detection';
  const delayRow = (what: string, delays: number[], target: number) =>
    benchRow({
      area,
      what: `${what}, slowest of ${delays.length}`,
      value: Math.max(...delays),
      unit: 's',
      target,
      reference: '',
    });
  return [
    quietRow('smooth', ordinarySeries, 1),
    quietRow('restless', restlessSeries, undefined),
    delayRow(
      'CRAH fan stops, 7 min after start',
      delays('fan', 40, () => 0),
      20,
    ),
    delayRow(
      'CRAH fan stops, on day 3',
      delays('fan', 40 * POINTS_PER_HOUR, () => 0),
      20,
    ),
    delayRow('inlet +3 K in 5 min, after 6 h', delays('inlet', 6 * POINTS_PER_HOUR, rise), 300),
    delayRow('inlet +3 K in 5 min, on day 2', delays('inlet', 40 * POINTS_PER_HOUR, rise), 300),
  ];
}

const rise = (value: number, seconds: number) => value + Math.min(3, seconds / 100);

function quietRow(what: string, kinds: readonly SeriesKind[], target: number | undefined): BenchRow {
  const alerts = kinds.reduce((sum, kind) => sum + falseAlerts(kind), 0);
  const seriesHours = kinds.length * SERIES_PER_KIND * HOURS;
  return benchRow({
    area: 'detection',
    what: `false alerts an hour for ${SITE_SERIES} ${what} series, from ${seriesHours} series-hours`,
    value: (alerts / seriesHours) * SITE_SERIES,
    unit: '1/h',
    target,
    reference: '',
  });
}

function falseAlerts(kind: SeriesKind): number {
  let alerts = 0;
  for (let series = 0; series < SERIES_PER_KIND; series++) {
    const watch = watcher(kind, series);
    let run = 0;
    for (let i = 0; i < HOURS * POINTS_PER_HOUR; i++) {
      run = watch(i, (value) => value) >= 1 ? run + 1 : 0;
      if (run === HOLD_POINTS) alerts += 1;
    }
  }
  return alerts;
}

/** Seconds from the start of a fault to the first score of 1 or more; infinite when there is none within the hour. */
function delays(kindName: string, from: number, fault: (value: number, seconds: number) => number): number[] {
  const kind = ordinarySeries.find(({ name }) => name === kindName);
  if (!kind) throw new Error(`BUG: no kind of series is called ${kindName}`);
  return Array.from({ length: SERIES_PER_KIND }, (_, series) => {
    const watch = watcher(kind, series);
    for (let i = 0; i < from; i++) watch(i, (value) => value);
    for (let i = from; i < from + POINTS_PER_HOUR; i++) {
      const seconds = ((i - from) * STEP_MS) / 1000;
      if (watch(i, (value) => fault(value, seconds)) >= 1) return seconds;
    }
    return Infinity;
  });
}

function watcher(kind: SeriesKind, seed: number): (index: number, fault: (value: number) => number) => number {
  const detector: Detector = detectors['seasonal-band'](kind);
  const valueAt = kind.start(seed + 1);
  const verdict = emptyVerdict();
  // Each series begins at another time of day.
  const start = seed * 2_203_000;
  return (index, fault) => {
    const at = start + index * STEP_MS;
    const value = fault(valueAt(at));
    detector.scoreOne(at, value, verdict);
    detector.learnOne(at, value);
    return verdict.score;
  };
}
