import { type BenchRow, benchRow } from '../detection/bench-row.js';
import { measureInflux } from './measure-influx.js';

const hourMs = 3_600_000;

/** What distributed mode is to carry, scored, and what a raw client of the same server reached on two cores. */
const carriedPointsPerSecond = 100_000;
const rawClient = '227,000 by raw posts over four connections';

/** Measures the telemetry store on a real InfluxDB. Builds the server when it is missing, which takes minutes. */
export async function runInfluxBench(): Promise<readonly BenchRow[]> {
  const figures = await measureInflux();
  const row = (what: string, value: number, unit: string, more: { target?: number; reference?: string } = {}) =>
    benchRow({ area: 'influx', what, value, unit, target: more.target, reference: more.reference ?? '' });
  return [
    row('append points', figures.pointsPerSecond, 'points/s', { target: carriedPointsPerSecond, reference: rawClient }),
    row('append scores with bands', figures.scoresPerSecond, 'scores/s', { target: carriedPointsPerSecond }),
    row('roll up', figures.rollUpPerSecond, 'scored points/s', { target: carriedPointsPerSecond }),
    row('statistics of the whole store', figures.statsMs, 'ms'),
    row('newest point of 2,000 series', figures.latestMs, 'ms'),
    ...figures.reads.map(({ spanMs, stepMs, rows, ms }) => {
      const step = stepMs === 0 ? 'raw' : `steps of ${stepMs / 1_000} s`;
      return row(`read ${spanMs / hourMs} h of one series, ${step}, ${rows} rows`, ms, 'ms');
    }),
  ];
}
