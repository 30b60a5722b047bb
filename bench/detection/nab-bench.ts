import { join } from 'node:path';
import { detectors } from '../../src/domain/detection/catalogue.js';
import { type BenchRow, benchRow } from './bench-row.js';
import { loadNab, loadReferenceScores, type NabSeries } from './nab-data.js';
import { type NabProfile, nabProfiles, nabScore } from './nab-score.js';
import { scoreSeries } from './score-series.js';
import { periodOf, vusPr } from './vus-pr.js';

/** The files that TSB-AD uses too, recognised by their length and first anomaly. */
const tsbAdFiles = new Set([
  'artificialWithAnomaly/art_daily_flatmiddle.csv',
  'artificialWithAnomaly/art_daily_jumpsup.csv',
  'artificialWithAnomaly/art_increase_spike_density.csv',
  'realAWSCloudwatch/ec2_cpu_utilization_24ae8d.csv',
  'realAWSCloudwatch/ec2_cpu_utilization_5f5533.csv',
  'realAWSCloudwatch/ec2_cpu_utilization_825cc2.csv',
  'realAWSCloudwatch/ec2_network_in_257a54.csv',
  'realAdExchange/exchange-3_cpc_results.csv',
  'realKnownCause/ambient_temperature_system_failure.csv',
  'realKnownCause/ec2_request_latency_system_failure.csv',
  'realKnownCause/nyc_taxi.csv',
  'realTraffic/occupancy_6005.csv',
  'realTraffic/speed_6005.csv',
  'realTraffic/speed_t4013.csv',
  'realTweets/Twitter_volume_FB.csv',
]);

const published: Record<keyof typeof nabProfiles, { target: number; reference: string }> = {
  standard: { target: 78, reference: 'ARTime 78.15, Numenta HTM 71.21' },
  lowFalsePositive: { target: 71, reference: 'ARTime 70.44, Numenta HTM 64.99' },
  lowFalseNegative: { target: 83, reference: 'ARTime 83.10, Numenta HTM 75.87' },
};

/** What the benchmark's own leaderboard gives these two on these files; another figure means that our scorer is wrong. */
const scorerChecks = {
  windowedGaussian: { standard: 36.71, lowFalsePositive: 21.4, lowFalseNegative: 45.17 },
  numenta: { standard: 71.21, lowFalsePositive: 64.99, lowFalseNegative: 75.87 },
};

/** NAB scores and VUS-PR of every detector in the catalogue, after the scorer has reproduced the published figures. */
export async function runNabBench(sharedDataDir: string): Promise<BenchRow[]> {
  const folder = join(sharedDataDir, 'nab');
  const series = await loadNab(folder);
  await checkScorer(folder, series);
  return Object.entries(detectors).flatMap(([name, make]) => {
    const scores = series.map((one) => scoreSeries(one, make({ resolution: 0 })));
    return [...nabRows(name, series, scores), vusRow(name, series, scores)];
  });
}

function nabRows(detector: string, series: readonly NabSeries[], scores: readonly Float64Array[]): BenchRow[] {
  return profiles().map(([profile, weights]) =>
    benchRow({
      area: 'detection',
      what: `NAB ${profile}, ${detector}, ${series.length} files`,
      value: nabScore(series, scores, weights).score,
      unit: 'points',
      ...published[profile],
    }),
  );
}

function vusRow(detector: string, series: readonly NabSeries[], scores: readonly Float64Array[]): BenchRow {
  const volumes = series.flatMap(({ name, values, windows }, i) => {
    const column = scores[i];
    return column && tsbAdFiles.has(name) ? [vusPr(column, windows, periodOf(values))] : [];
  });
  return benchRow({
    area: 'detection',
    what: `VUS-PR, ${detector}, ${volumes.length} files`,
    value: volumes.reduce((sum, volume) => sum + volume, 0) / volumes.length,
    unit: '',
    target: 0.58,
    reference: 'HTM Java 0.261, MOMENT zero-shot 0.387',
  });
}

async function checkScorer(folder: string, series: readonly NabSeries[]): Promise<void> {
  const names = series.map(({ name }) => name);
  for (const [detector, expected] of Object.entries(scorerChecks)) {
    const scores = await loadReferenceScores(folder, detector, names);
    for (const [profile, weights] of profiles()) {
      const { score } = nabScore(series, scores, weights);
      if (Math.abs(score - expected[profile]) > 0.006) {
        throw new Error(`the NAB scorer gives ${detector} ${score} on ${profile}; it must be ${expected[profile]}`);
      }
    }
  }
}

function profiles(): [keyof typeof nabProfiles, NabProfile][] {
  return [
    ['standard', nabProfiles.standard],
    ['lowFalsePositive', nabProfiles.lowFalsePositive],
    ['lowFalseNegative', nabProfiles.lowFalseNegative],
  ];
}
