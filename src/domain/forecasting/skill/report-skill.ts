import type { IntervalPlan } from '../intervals/interval-plan.js';
import type { ErrorTally } from './error-tally.js';
import type { BucketSkill, SkillFigures, SkillReport } from './skill-report.js';

/** The figures of one series from what was judged of its forecaster and of the baseline. */
export function reportSkill(
  plan: IntervalPlan,
  hasSkill: boolean,
  forecaster: ErrorTally,
  baseline: ErrorTally,
): SkillReport {
  const { buckets, levels } = plan;
  const scale = baseline.mae(0);
  const figures = Array.from({ length: buckets.count }, (_, bucket): BucketSkill => {
    const [mse, baselineMse] = [forecaster.mse(bucket), baseline.mse(bucket)];
    return {
      firstStep: buckets.firstStep(bucket),
      lastStep: buckets.lastStep(bucket),
      judged: forecaster.judged(bucket),
      mse,
      mae: forecaster.mae(bucket),
      baselineMse,
      baselineMae: baseline.mae(bucket),
      skill: skill(mse, baselineMse),
      mase: ratio(forecaster.mae(bucket), scale),
      coverage: levels.map((_level, index) => forecaster.coverage(bucket, index)),
    };
  });
  return { hasSkill, levels, overall: overallOf(figures, scale), buckets: figures };
}

function overallOf(buckets: readonly BucketSkill[], scale: number): SkillFigures {
  const known = buckets.filter(({ judged }) => judged > 0);
  const mean = (figure: (bucket: BucketSkill) => number): number => weightedMean(known, figure);
  const [mse, baselineMse, mae] = [mean((one) => one.mse), mean((one) => one.baselineMse), mean((one) => one.mae)];
  const levels = buckets[0]?.coverage ?? [];
  const banded = known.filter(({ coverage }) => !coverage.some(Number.isNaN));
  return {
    judged: known.reduce((sum, { judged }) => sum + judged, 0),
    mse,
    mae,
    baselineMse,
    baselineMae: mean((one) => one.baselineMae),
    skill: skill(mse, baselineMse),
    mase: ratio(mae, scale),
    coverage: levels.map((_, index) => weightedMean(banded, ({ coverage }) => coverage[index] ?? NaN)),
  };
}

/** By the number of steps; NaN of nothing. */
function weightedMean(buckets: readonly BucketSkill[], figure: (bucket: BucketSkill) => number): number {
  let [sum, steps] = [0, 0];
  for (const bucket of buckets) {
    const size = bucket.lastStep - bucket.firstStep + 1;
    sum += size * figure(bucket);
    steps += size;
  }
  return steps === 0 ? NaN : sum / steps;
}

function skill(mse: number, baselineMse: number): number {
  return 1 - ratio(mse, baselineMse);
}

/** Both errors 0, as of a series that never moves, are as good as each other. */
function ratio(error: number, reference: number): number {
  return error === 0 && reference === 0 ? 1 : error / reference;
}
