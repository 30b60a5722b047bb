import { describe, expect, it } from '@jest/globals';
import { prepareAutoencoder } from './prepare-autoencoder.js';
import type { ModelWish, Split } from './prepared-training.js';
import { requireReadings } from './require-readings.js';

const hourMs = 3_600_000;
const split: Split = [120, 40, 40];
const pump = (isRead: (hour: number) => boolean) => ({
  startMs: 0,
  stepMs: hourMs,
  values: Float64Array.from({ length: 200 }, (_, hour) => (isRead(hour) ? 50 + (hour % 24) : NaN)),
});

describe('a table with columns that are silent for long', () => {
  it('is refused by the name of one that begins after the rows to learn', () => {
    const columns = [pump(() => true), pump((hour) => hour >= 150)];
    expect(() => requireReadings(['flow', 'speed'], columns, split)).toThrow('column speed has no reading');
  });

  it('is refused when nothing is left to score the model by, and not while one column is', () => {
    const died = pump((hour) => hour < 150);
    expect(() => requireReadings(['flow', 'speed'], [died, died], split)).toThrow('rows that are scored');
    expect(() => requireReadings(['flow', 'speed'], [died, pump(() => true)], split)).not.toThrow();
  });

  it('trains no autoencoder that could not be scored, since no row has a reading in every column', () => {
    const columns = [pump(() => true), pump((hour) => hour < 150)];
    const wish: ModelWish = {
      model: 'autoencoder',
      horizon: 0,
      lookback: 1,
      seed: 1,
      source: 'pump.csv',
      codeVersion: '1',
    };
    expect(() => prepareAutoencoder(columns, split, wish)).toThrow('rows that are scored');
  });
});
