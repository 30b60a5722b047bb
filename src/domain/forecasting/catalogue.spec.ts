import { describe, expect, it } from '@jest/globals';
import { describeForecasterContract } from '../../../test/contracts/forecaster.contract.js';
import { forecasters, isForecasterName, loadForecaster } from './catalogue.js';

for (const [name, make] of Object.entries(forecasters)) describeForecasterContract(name, make);

describe('looking up a forecaster', () => {
  it('knows its own names and no others', () => {
    expect(isForecasterName('seasonal-naive')).toBe(true);
    expect(isForecasterName('toString')).toBe(false);
  });

  it('refuses what a later version may have saved', () => {
    const saved = { forecaster: 'crystal-ball', settings: {}, arrays: {} };
    expect(() => loadForecaster(saved)).toThrow('there is no forecaster crystal-ball');
  });
});
