import type { SeriesIdentity } from '../../telemetry/series.js';
import type { SkillSummary } from './skill-summary.js';

/** Where the truth is expected with probability `level`, step by step. */
export interface LiveBand {
  /** Between 0 and 1, such as 0.8. */
  readonly level: number;
  readonly lower: Float32Array;
  readonly upper: Float32Array;
}

/** A forecast as it was told. Numbers are in single precision and in the unit of the subject. */
export interface LiveForecast {
  /** A series, or all that stands in an asset taken together, see `aggregate.ts`. */
  readonly subject: SeriesIdentity;
  /** When it was told, epoch ms; before that, when it was made. */
  readonly issuedAtMs: number;
  /** Readings before this time were known; the first step begins here. */
  readonly originMs: number;
  /** Each value is the mean of a step this long. */
  readonly stepMs: number;
  /** Whose mean this is, by its name in the catalogue. */
  readonly forecaster: string;
  readonly mean: Float32Array;
  /** What seasonal naive said at the same time. */
  readonly baseline: Float32Array;
  /** By level, narrowest first. Empty while nothing is known of the errors. */
  readonly bands: readonly LiveBand[];
  /** How earlier forecasts of the subject had turned out at that time; undefined before the first was judged. */
  readonly skill: SkillSummary | undefined;
}

/** End of the last step, epoch ms. */
export function endOf({ originMs, stepMs, mean }: LiveForecast): number {
  return originMs + stepMs * mean.length;
}
