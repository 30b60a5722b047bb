import type { ErrorCode } from '../../../domain/errors.js';
import type { EvenSeries } from '../../../domain/forecasting/even-series.js';
import type { FitOptions } from '../../../domain/forecasting/forecaster.js';
import type { SavedForecaster } from '../../../domain/forecasting/saved-forecaster.js';

/** What the worker is to fit. */
export interface FittingTask {
  readonly forecaster: string;
  readonly training: readonly EvenSeries[];
  readonly options: FitOptions;
}

export type FittingAnswer =
  | { readonly saved: SavedForecaster }
  | {
      readonly failure: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly details: Record<string, unknown>;
      };
    };
