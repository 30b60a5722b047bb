import { describe, expect, it } from '@jest/globals';
import type { EvenSeries } from '../../domain/forecasting/even-series.js';
import { FittedForecaster } from '../../domain/forecasting/forecaster.js';
import { scoreWindows, WindowScore } from './score-windows.js';

const stepMs = 3_600_000;
const still: EvenSeries = { startMs: 0, stepMs, values: new Float64Array(200).fill(100) };

/** Says the same of every step. */
class Stubborn extends FittedForecaster {
  readonly stepMs = stepMs;
  readonly longestHorizon = 24;
  readonly leastHistory = 1;

  constructor(private readonly expected: number) {
    super();
  }

  settingsFor() {
    return { lookback: 1, parameters: {} };
  }

  forecast(_history: EvenSeries, horizon: number): Float64Array {
    return new Float64Array(horizon).fill(this.expected);
  }

  save() {
    return { forecaster: 'stubborn', settings: {}, arrays: {} };
  }
}

describe('forecasts at each origin of the test rows', () => {
  it('are scored by the forecaster that is asked, with intervals that the one for earlier rows has taught', async () => {
    const score = new WindowScore([0.8]);
    const told: number[] = [];
    const forecasters = { forecaster: new Stubborn(100), warmUp: new Stubborn(95) };
    const range = { warmUpFrom: 100, from: 197, to: 200 };
    await scoreWindows(forecasters, still, 2, range, {
      score,
      onForecast: (origin, [mean]) => void told.push(origin, mean!),
    });
    expect(told).toEqual([197, 100, 198, 100]);
    expect(score.windows).toBe(2);
    expect(score.errors.mse).toBe(0);
    expect(score.coverage).toEqual({ 0.8: 1 });
    expect(score.width?.['0.8']).toBeGreaterThan(8);
    expect(score.width?.['0.8']).toBeLessThan(11);
  });
});
