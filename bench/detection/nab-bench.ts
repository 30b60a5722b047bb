import { join } from 'node:path';
import { detectors } from '../../src/domain/detection/catalogue.js';
import { type BenchRow, benchRow } from './bench-row.js';
import { mean } from './mean.js';
import { loadNab, loadReferenceScores, type NabSeries } from './nab-data.js';
import { type NabProfile, nabProfiles, nabScore } from './nab-score.js';
import { runNoveltyRobustness } from './novelty-robustness.js';
import { ruleAlarms, scoreAlarms } from './normal-stretches.js';
import { scoreSeries } from './score-series.js';
import { nabVusPr, tsbAdVusPr } from './tsb-ad.js';

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

const numentaVusPr = 0.229;

/** NAB scores and VUS-PR of every detector in the catalogue, after the scorers have reproduced the published figures. */
export async function runNabBench(sharedDataDir: string): Promise<BenchRow[]> {
  const folder = join(sharedDataDir, 'nab');
  const series = await loadNab(folder);
  await checkNabScorer(folder, series);
  return [
    await checkedVusRow(folder, series),
    ...Object.entries(detectors).flatMap(([name, make]) => {
      const scores = series.map((one) => scoreSeries(one, make({ resolution: 0 })));
      return [
        ...nabRows(name, series, scores),
        vusRow(name, series, scores),
        nabLabelsVusRow(name, series, scores),
        noiseRow(name, series, scores),
      ];
    }),
    ...runNoveltyRobustness(series),
  ];
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

/** The live detector is judged by the live alert rules; the others have none, so each rise above the threshold counts. */
function noiseRow(detector: string, series: readonly NabSeries[], scores: readonly Float64Array[]): BenchRow {
  const alarmsOf = detector === 'seasonal-band' ? ruleAlarms : scoreAlarms;
  const noises = series.map((one, i) => alarmsOf(one, scores[i] ?? new Float64Array(0)));
  const alarms = noises.reduce((sum, noise) => sum + noise.alarms, 0);
  const seriesWeeks = noises.reduce((sum, noise) => sum + noise.seriesWeeks, 0);
  return benchRow({
    area: 'detection',
    what: `false alarms per series-week, ${detector}, normal stretches of NAB (${Math.round(seriesWeeks)} series-weeks)`,
    value: alarms / seriesWeeks,
    unit: '1/week',
    target: undefined,
    reference: '',
  });
}

function vusRow(detector: string, series: readonly NabSeries[], scores: readonly Float64Array[]): BenchRow {
  const volumes = series.flatMap((one, i) => tsbAdVusPr(one, scores[i] ?? new Float64Array(0)) ?? []);
  return benchRow({
    area: 'detection',
    what: `VUS-PR, ${detector}, ${volumes.length} files`,
    value: mean(volumes),
    unit: '',
    target: 0.58,
    reference: `Numenta HTM ${numentaVusPr}, HTM Java 0.261, MOMENT zero-shot 0.387`,
  });
}

/** VUS-PR of a published detector's results, which must come out as it is quoted, within what a rerun may differ. */
async function checkedVusRow(folder: string, series: readonly NabSeries[]): Promise<BenchRow> {
  const names = series.map(({ name }) => name);
  const row = vusRow('Numenta HTM', series, await loadReferenceScores(folder, 'numenta', names));
  if (Math.abs(row.value - numentaVusPr) > 0.005) {
    throw new Error(`the VUS-PR scorer gives Numenta HTM ${row.value}; ${numentaVusPr} is quoted`);
  }
  return row;
}

function nabLabelsVusRow(detector: string, series: readonly NabSeries[], scores: readonly Float64Array[]): BenchRow {
  const volumes = series.flatMap((one, i) => nabVusPr(one, scores[i] ?? new Float64Array(0)) ?? []);
  const what = `VUS-PR against NAB's own windows, ${detector}, ${volumes.length} files`;
  return benchRow({ area: 'detection', what, value: mean(volumes), unit: '', target: undefined, reference: '' });
}

async function checkNabScorer(folder: string, series: readonly NabSeries[]): Promise<void> {
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
