import { DomainError } from '../errors.js';
import type { EvenSeries } from './even-series.js';
import type { FittedForecaster } from './forecaster.js';

/** Why a forecast cannot be made, in `details.reason` of the error. */
export type Refusal = 'horizon_too_long' | 'history_too_short';

/** Throws `invalid_input` unless the forecaster can answer. */
export function checkAsk(
  { stepMs, longestHorizon, leastHistory }: FittedForecaster,
  history: EvenSeries,
  horizon: number,
): void {
  if (history.stepMs !== stepMs) {
    throw new DomainError(
      'invalid_input',
      `the history has a step of ${history.stepMs} ms, the forecaster ${stepMs} ms`,
    );
  }
  if (!Number.isInteger(horizon) || horizon < 1) {
    throw new DomainError('invalid_input', `a horizon of ${horizon} steps is no whole number of 1 or more`);
  }
  if (horizon > longestHorizon) {
    const message = `a horizon of ${horizon} steps is too long; this forecaster was fitted for at most ${longestHorizon}`;
    throw refusal('horizon_too_long', message, { asked: horizon, longest: longestHorizon });
  }
  const given = history.values.length;
  if (given < leastHistory) throw tooShort(`a history of ${given} steps`, given, leastHistory);
  if (!history.values.some(Number.isFinite)) throw tooShort('a history without a reading', 0, leastHistory);
}

/** The error for series that are too short, to forecast from or to learn from. */
export function tooShort(what: string, given: number, least: number): DomainError {
  return refusal('history_too_short', `${what} is too short; at least ${least} steps are needed`, { given, least });
}

/** The error for what cannot be forecast, whatever the reason. */
export function refusal(reason: Refusal, message: string, details: Record<string, unknown>): DomainError {
  return new DomainError('invalid_input', message, { details: { reason, ...details } });
}
