import type { NabSeries, RowWindow } from './nab-data.js';
import { periodOf, vusPr } from './vus-pr.js';

/** Where TSB-AD departs from NAB's own labels: rows kept, first and last anomalous row. */
interface Correction {
  readonly rows?: number;
  readonly window?: readonly [first: number, last: number];
}

/**
 * The NAB series that TSB-AD-U evaluates on (Liu and Paparrizos, NeurIPS 2024) and its corrections of their labels, as
 * its file names and its table of results state them: length, first anomaly, anomalous rows, number of anomalies.
 */
const tsbAdSeries = new Map<string, Correction>([
  ['artificialWithAnomaly/art_daily_flatmiddle.csv', { window: [2679, 3299] }],
  ['artificialWithAnomaly/art_daily_jumpsup.csv', { window: [2787, 3299] }],
  ['artificialWithAnomaly/art_increase_spike_density.csv', {}],
  ['realAWSCloudwatch/ec2_cpu_utilization_24ae8d.csv', { window: [3447, 3876] }],
  ['realAWSCloudwatch/ec2_cpu_utilization_5f5533.csv', {}],
  ['realAWSCloudwatch/ec2_cpu_utilization_825cc2.csv', { window: [1526, 1999] }],
  ['realAWSCloudwatch/ec2_network_in_257a54.csv', {}],
  ['realAdExchange/exchange-3_cpc_results.csv', { rows: 1000 }],
  ['realKnownCause/ambient_temperature_system_failure.csv', {}],
  ['realKnownCause/ec2_request_latency_system_failure.csv', {}],
  ['realKnownCause/nyc_taxi.csv', {}],
  ['realTraffic/occupancy_6005.csv', {}],
  ['realTraffic/speed_6005.csv', {}],
  ['realTraffic/speed_t4013.csv', {}],
  ['realTweets/Twitter_volume_FB.csv', {}],
]);

/** VUS-PR against the labels of TSB-AD; undefined for a series that it does not use. */
export function tsbAdVusPr({ name, values, windows }: NabSeries, scores: Float64Array): number | undefined {
  const correction = tsbAdSeries.get(name);
  if (!correction) return undefined;
  const rows = correction.rows ?? values.length - 1;
  return vusPr(scores.subarray(0, rows), labels(windows, correction, rows), periodOf(values.subarray(0, rows)));
}

/** VUS-PR against NAB's own windows, of the same series. */
export function nabVusPr({ name, values, windows }: NabSeries, scores: Float64Array): number | undefined {
  return tsbAdSeries.has(name) ? vusPr(scores, windows, periodOf(values)) : undefined;
}

/** TSB-AD leaves out the last row of a series and the last row of each window. */
function labels(windows: readonly RowWindow[], { window }: Correction, rows: number): RowWindow[] {
  if (window) return [{ first: window[0], last: window[1] }];
  return windows
    .filter(({ first }) => first < rows)
    .map(({ first, last }) => ({ first, last: Math.min(last - 1, rows - 1) }));
}
