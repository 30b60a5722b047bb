import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { forecasters, isForecasterName, loadForecaster } from '../../src/domain/forecasting/catalogue.js';
import type { EvenSeries } from '../../src/domain/forecasting/even-series.js';
import type { ForecasterFitting } from '../../src/ports/forecaster-fitting.js';
import { hourMs, monday } from '../forecasting/builders.js';

const options = { horizons: [24] };

function aRack(phase: number): EvenSeries {
  const values = Float64Array.from({ length: 28 * 24 }, (_, hour) => 5000 + 800 * Math.sin((hour + phase) / 3.82));
  return { startMs: monday, stepMs: hourMs, values };
}

/** The contract of `ForecasterFitting`; `open` gives one that nobody has used. */
export function describeForecasterFitting(name: string, open: () => ForecasterFitting): void {
  describe(`${name} as forecaster fitting`, () => {
    let fitting: ForecasterFitting;
    beforeEach(() => void (fitting = open()));
    afterEach(() => fitting.close());

    it('1. MUST fit every forecaster of the catalogue as the catalogue itself does', async () => {
      const training = [aRack(0), aRack(5)];
      for (const forecaster of Object.keys(forecasters).filter(isForecasterName)) {
        const fitted = loadForecaster(await fitting.fit(forecaster, training, options));
        const expected = forecasters[forecaster]().fit(training, options);
        expect(fitted.forecast(aRack(2), 24)).toEqual(expected.forecast(aRack(2), 24));
      }
    });

    it('2. MUST say why something cannot be fitted, with the details', async () => {
      const nothing = { ...aRack(0), values: new Float64Array(0) };
      await expect(fitting.fit('seasonal-naive', [nothing], options)).rejects.toMatchObject({
        code: 'invalid_input',
        details: { reason: 'history_too_short' },
      });
      await expect(fitting.fit('crystal-ball', [aRack(0)], options)).rejects.toMatchObject({ code: 'invalid_input' });
    });

    it('3. MUST serve several who ask at once, and go on after a failure', async () => {
      const answers = await Promise.allSettled([
        fitting.fit('seasonal-naive', [aRack(0)], options),
        fitting.fit('crystal-ball', [aRack(0)], options),
        fitting.fit('seasonal-naive', [aRack(1)], options),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    });

    it('4. MUST break off what is being fitted when it is closed, and fit nothing from then on', async () => {
      const broken = expect(fitting.fit('seasonal-naive', [aRack(0)], options)).rejects.toMatchObject({
        code: 'unavailable',
        retriable: true,
      });
      await fitting.close();
      await broken;
      await fitting.close();
      await expect(fitting.fit('seasonal-naive', [aRack(0)], options)).rejects.toMatchObject({ code: 'unavailable' });
    });
  });
}
