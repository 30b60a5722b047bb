import { type BenchRow, benchRow } from '../detection/bench-row.js';
import { measureQueries } from './measure-queries.js';
import { measureRounds } from './measure-rounds.js';

const series = 10_000;
const hours = 3;

/** Forecasts of a large site, hour by hour, and how fast they are answered. */
export async function runForecastServiceBench(): Promise<readonly BenchRow[]> {
  const row = (what: string, value: number, unit: string, target?: number) =>
    benchRow({ area: 'forecast-service', what, value, unit, target, reference: '' });
  const rounds = await measureRounds(series, hours);
  const queries = await measureQueries();
  return [
    row('series and places forecast, 24 h ahead', rounds.subjects, 'forecasts'),
    row('each hour, wall time at half pace', rounds.hourSeconds, 's', 60),
    row('each hour, CPU time', rounds.hourCpuSeconds, 's', 60),
    row('first hour: six weeks read, models fitted, two days looked back', rounds.firstSeconds, 's'),
    row('memory of the process', rounds.memoryMb, 'MB'),
    row('REST forecast of one series, p99 at 200 requests/s', queries.p99Ms, 'ms', 50),
    row('REST forecast of one series, median', queries.medianMs, 'ms'),
  ];
}
