import { describe, expect, it } from '@jest/globals';
import { forecasters } from '../../catalogue.js';

const hourMs = 3_600_000;

describe('choosing a forecaster by itself', () => {
  it('takes the naive one while a hall has only a few days of history', () => {
    const fitted = forecasters.auto().fit([hourly(4 * 24, (hour) => hour % 24)], { horizons: [24] });
    expect(fitted.settingsFor(24).parameters).toMatchObject({ forecaster: 'seasonal-naive' });
  });

  it('takes one that learns where yesterday is a noisy guess', () => {
    const noisy = hourly(60 * 24, (hour) => 10 * Math.sin((2 * Math.PI * hour) / 24) + ((hour * 7_919) % 101) / 10);
    const fitted = forecasters.auto().fit([noisy], { horizons: [24] });
    expect(fitted.settingsFor(24).parameters).toMatchObject({ forecaster: 'combination' });
  });
});

function hourly(hours: number, valueAt: (hour: number) => number) {
  return { startMs: 0, stepMs: hourMs, values: Float64Array.from({ length: hours }, (_, hour) => valueAt(hour)) };
}
