import { Plan } from '../../src/domain/detection/detectors/record-novelty/plan.js';
import { RecordNovelty } from '../../src/domain/detection/detectors/record-novelty/record-novelty.js';
import {
  defaultSettings,
  type RecordNoveltySettings,
} from '../../src/domain/detection/detectors/record-novelty/settings.js';
import { mulberry32 } from '../service/mulberry32.js';
import { type BenchRow, benchRow } from './bench-row.js';
import { categories, chosenWithout, type Group, randomHalves } from './left-out.js';
import { mean } from './mean.js';
import type { NabSeries } from './nab-data.js';
import { type NabGain, nabGain, nabProfiles, normalisedNab } from './nab-score.js';
import { alertVariants, plateauVariants, shaken, structureVariants } from './novelty-variants.js';
import { scoreSeries } from './score-series.js';
import { tsbAdVusPr } from './tsb-ad.js';

const DRAWS = 20;
const RESAMPLES = 1_000;
const targets = { standard: 78, lowFalsePositive: 71, lowFalseNegative: 83 };
const profileNames = ['standard', 'lowFalsePositive', 'lowFalseNegative'] as const;
type ProfileName = (typeof profileNames)[number];
type Gains = Record<ProfileName, NabGain>;

/**
 * How the scores of record novelty hold up where its constants were not chosen: with the category scored left out of
 * the choice, on the other half of the files, with all constants shaken, with other files. At its own threshold of 1.
 */
export function runNoveltyRobustness(series: readonly NabSeries[]): BenchRow[] {
  return [
    ...leftOut(series, 'alert constants and speeds', alertVariants()),
    ...leftOut(series, 'families, alert constants and speeds', structureVariants()),
    plateauLeftOut(series),
    ...shakenRows(series),
    ...resampledRows(gainsOf(series, defaultSettings)),
  ];
}

function leftOut(series: readonly NabSeries[], choice: string, variants: RecordNoveltySettings[]): BenchRow[] {
  const gains = variants.map((settings) => gainsOf(series, settings));
  const worth = (variant: number, indices: readonly number[]) => {
    return pooled(indices, 'standard', (index) => gains[variant]?.[index]);
  };
  const scoreOf = (groups: readonly Group[], profile: ProfileName) => {
    const chosen = chosenWithout(groups, variants.length, worth);
    return pooled(groups.flat(), profile, (index) => gains[chosen.get(index) ?? 0]?.[index]);
  };
  const byCategory = categories(series.map(({ name }) => name));
  const random = mulberry32(1);
  const halves = Array.from({ length: DRAWS }, () => {
    return scoreOf(randomHalves(series.length, random), 'standard');
  });
  return [
    ...profileNames.map((profile) =>
      nabRow(`${profile}, category left out of the choice of ${choice}`, scoreOf(byCategory, profile), profile),
    ),
    nabRow(`standard, half of the files left out of the choice of ${choice}`, mean(halves), 'standard'),
  ];
}

function plateauLeftOut(series: readonly NabSeries[]): BenchRow {
  const variants = plateauVariants();
  const volumes = variants.map((settings) => volumesOf(series, scoresOf(series, settings)));
  const meanOf = (indices: readonly number[], of: (index: number) => number | undefined) => {
    return mean(indices.flatMap((index) => of(index) ?? []));
  };
  const groups = categories(series.map(({ name }) => name));
  const chosen = chosenWithout(groups, variants.length, (variant, indices) => {
    return meanOf(indices, (index) => volumes[variant]?.[index]);
  });
  const value = meanOf(groups.flat(), (index) => volumes[chosen.get(index) ?? 0]?.[index]);
  return vusRow("category left out of the choice of the plateau's constants", value);
}

function shakenRows(series: readonly NabSeries[]): BenchRow[] {
  const random = mulberry32(2);
  const draws = Array.from({ length: DRAWS }, () => {
    const scores = scoresOf(series, shaken(random));
    return { gains: gainsFrom(series, scores), volume: mean(volumesOf(series, scores).flatMap((one) => one ?? [])) };
  });
  const every = series.map((_, index) => index);
  const rows = profileNames.flatMap((profile) => {
    const values = draws.map(({ gains }) => pooled(every, profile, (index) => gains[index]));
    return [
      nabRow(`${profile}, all constants shaken by 25 %, mean of ${DRAWS}`, mean(values), profile),
      nabRow(`${profile}, all constants shaken by 25 %, worst of ${DRAWS}`, Math.min(...values), profile),
    ];
  });
  const volumes = draws.map(({ volume }) => volume);
  return [
    ...rows,
    vusRow(`all constants shaken by 25 %, mean of ${DRAWS}`, mean(volumes)),
    vusRow(`all constants shaken by 25 %, worst of ${DRAWS}`, Math.min(...volumes)),
  ];
}

/** What other files of the same kinds may give: the score of files drawn with replacement. */
function resampledRows(gains: readonly Gains[]): BenchRow[] {
  const random = mulberry32(3);
  const values = Array.from({ length: RESAMPLES }, () => {
    const drawn = gains.map(() => Math.floor(random() * gains.length));
    return pooled(drawn, 'standard', (index) => gains[index]);
  }).sort((a, b) => a - b);
  return [5, 95].map((percentile) => {
    const value = values[Math.floor((percentile / 100) * RESAMPLES)] ?? NaN;
    return nabRow(`standard, files drawn with replacement, percentile ${percentile}`, value, 'standard');
  });
}

function scoresOf(series: readonly NabSeries[], settings: RecordNoveltySettings): Float64Array[] {
  const plan = new Plan(settings);
  return series.map((one) => scoreSeries(one, new RecordNovelty(plan)));
}

function gainsOf(series: readonly NabSeries[], settings: RecordNoveltySettings): Gains[] {
  return gainsFrom(series, scoresOf(series, settings));
}

function gainsFrom(series: readonly NabSeries[], scores: readonly Float64Array[]): Gains[] {
  return series.map((one, i) => {
    const column = scores[i] ?? new Float64Array(0);
    return {
      standard: nabGain(one, column, nabProfiles.standard),
      lowFalsePositive: nabGain(one, column, nabProfiles.lowFalsePositive),
      lowFalseNegative: nabGain(one, column, nabProfiles.lowFalseNegative),
    };
  });
}

function volumesOf(series: readonly NabSeries[], scores: readonly Float64Array[]): (number | undefined)[] {
  return series.map((one, i) => tsbAdVusPr(one, scores[i] ?? new Float64Array(0)));
}

function pooled(indices: readonly number[], profile: ProfileName, of: (index: number) => Gains | undefined): number {
  return normalisedNab(
    indices.flatMap((index) => of(index)?.[profile] ?? []),
    nabProfiles[profile],
  );
}

function nabRow(what: string, value: number, profile: ProfileName): BenchRow {
  const row = { area: 'detection', value, unit: 'points', target: targets[profile], reference: '' };
  return benchRow({ ...row, what: `NAB ${what}, record-novelty, threshold 1` });
}

function vusRow(what: string, value: number): BenchRow {
  return benchRow({
    area: 'detection',
    what: `VUS-PR, ${what}, record-novelty`,
    value,
    unit: '',
    target: 0.58,
    reference: '',
  });
}
