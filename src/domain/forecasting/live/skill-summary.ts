import type { SkillFigures, SkillReport } from '../skill/skill-report.js';

/** How forecasts so many steps ahead have turned out lately. Null is what is not known yet. */
export interface ReachSkill {
  /** Both inclusive; 1 is the first step. */
  readonly fromStep: number;
  readonly toStep: number;
  /** 1 - MSE / MSE of the seasonal naive forecast: 0 is no better, 1 perfect, below 0 worse. */
  readonly skill: number | null;
  /** Mean absolute error, in the unit of the series. */
  readonly mae: number | null;
  /** Mean absolute scaled error (Hyndman and Koehler, 2006). */
  readonly mase: number | null;
  /** Share of readings that were inside the interval, for each level that is told. */
  readonly coverage: readonly (number | null)[];
  readonly judged: number;
}

/** Live skill as it is told with a forecast. */
export interface SkillSummary {
  /** False while the seasonal naive forecast is told in place of the forecaster's. */
  readonly hasSkill: boolean;
  readonly overall: ReachSkill;
  readonly byReach: readonly ReachSkill[];
}

/** Undefined before the first forecast was judged. Figures have four digits, which is more than they are worth. */
export function summaryOf({ hasSkill, overall, buckets }: SkillReport): SkillSummary | undefined {
  if (overall.judged === 0) return undefined;
  const toStep = buckets.at(-1)?.lastStep ?? 1;
  return {
    hasSkill,
    overall: reach(overall, 1, toStep),
    byReach: buckets.filter(({ judged }) => judged > 0).map((each) => reach(each, each.firstStep, each.lastStep)),
  };
}

function reach({ skill, mae, mase, coverage, judged }: SkillFigures, fromStep: number, toStep: number): ReachSkill {
  return {
    fromStep,
    toStep,
    skill: figure(skill),
    mae: figure(mae),
    mase: figure(mase),
    coverage: coverage.map(figure),
    judged,
  };
}

function figure(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(4)) : null;
}
