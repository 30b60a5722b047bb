/** How a forecaster has done at some steps ahead. Figures are NaN until a forecast of theirs has been judged. */
export interface SkillFigures {
  readonly judged: number;
  readonly mse: number;
  readonly mae: number;
  readonly baselineMse: number;
  readonly baselineMae: number;
  /** 1 - MSE / MSE of the seasonal naive forecast: 1 is perfect, 0 no better than that, below 0 worse. */
  readonly skill: number;
  /**
   * Mean absolute scaled error (Hyndman and Koehler, 2006): MAE over that of the seasonal naive forecast one step ahead, here
   * of late rather than of a training set.
   */
  readonly mase: number;
  /** The share of truths within the band that was told, for each level of the plan; NaN where there were no bands. */
  readonly coverage: readonly number[];
}

export interface BucketSkill extends SkillFigures {
  readonly firstStep: number;
  readonly lastStep: number;
}

/** The live skill of the forecasts of one series. */
export interface SkillReport {
  /** False while the seasonal naive forecast is told in place of the forecaster's. */
  readonly hasSkill: boolean;
  readonly levels: readonly number[];
  /** Over the whole horizon, each step counting alike. */
  readonly overall: SkillFigures;
  readonly buckets: readonly BucketSkill[];
}
