import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../../src/domain/errors.js';
import { type EvenSeries, sliceOf } from '../../src/domain/forecasting/even-series.js';
import type { FittedForecaster, Forecaster } from '../../src/domain/forecasting/forecaster.js';
import { loadForecaster } from '../../src/domain/forecasting/catalogue.js';

const hourMs = 3_600_000;
const horizon = 24;
const days = 30;

/** What every forecaster in the catalogue MUST do, whatever it learns. */
export function describeForecasterContract(name: string, make: () => Forecaster): void {
  const rack = officeDays(days, 1);
  const sisters = [rack, officeDays(days, 2), officeDays(days, 3)];
  let once: FittedForecaster | undefined;
  const fitted = () => (once ??= make().fit(sisters, { horizons: [6, horizon] }));

  describe(`${name} as a forecaster`, () => {
    it('1. MUST NOT look ahead: what comes after the history changes no forecast', () => {
      const now = rack.values.length - 100;
      const quiet = fitted().forecast(sliceOf(rack, 0, now), horizon);
      const other = { ...rack, values: rack.values.map((value, i) => (i < now ? value : 1e6)) };
      expect(fitted().forecast(sliceOf(other, 0, now), horizon)).toEqual(quiet);
    });

    it('2. MUST NOT learn from what comes after its training', () => {
      const end = 25 * 24;
      const spoilt = sisters.map((series) => ({
        ...series,
        values: series.values.map((value, i) => (i < end ? value : -1e6)),
      }));
      const [view, other] = [sisters, spoilt].map((all) => {
        const training = all.map((series) => sliceOf(series, 0, end));
        return make().fit(training, { horizons: [horizon], learnRows: 20 * 24 });
      });
      expect(other!.forecast(rack, horizon)).toEqual(view!.forecast(rack, horizon));
    });

    it('3. MUST answer the same history the same, and leave it as it is', () => {
      const before = Float64Array.from(rack.values);
      const first = fitted().forecast(rack, horizon);
      fitted().forecast(officeDays(30, 9), horizon);
      expect(fitted().forecast(rack, horizon)).toEqual(first);
      expect(rack.values).toEqual(before);
    });

    it('4. MUST forecast so many steps, and the first ones alike for horizons of the same settings', () => {
      for (const steps of [1, 6, 7, horizon]) expect(fitted().forecast(rack, steps)).toHaveLength(steps);
      const long = fitted().forecast(rack, horizon);
      fitted()
        .forecast(rack, horizon - 1)
        .forEach((value, i) => expect(value).toBeCloseTo(long[i]!, 9));
    });

    it('5. MUST refuse a history that is too short, saying how much is needed', () => {
      const { leastHistory } = fitted();
      expect(fitted().forecast(sliceOf(rack, 0, leastHistory), horizon)).toHaveLength(horizon);
      const problem = problemOf(() => fitted().forecast(sliceOf(rack, 0, leastHistory - 1), horizon));
      expect(problem).toMatchObject({
        code: 'invalid_input',
        details: { reason: 'history_too_short', given: leastHistory - 1, least: leastHistory },
      });
      const silent = { ...rack, values: rack.values.map(() => NaN) };
      expect(problemOf(() => fitted().forecast(silent, horizon)).details).toMatchObject({
        reason: 'history_too_short',
      });
    });

    it('6. MUST refuse a horizon that is longer than any it was fitted for', () => {
      const problem = problemOf(() => fitted().forecast(rack, horizon + 1));
      expect(problem).toMatchObject({
        code: 'invalid_input',
        details: { reason: 'horizon_too_long', asked: horizon + 1, longest: horizon },
      });
      expect(problemOf(() => fitted().forecast(rack, 0)).code).toBe('invalid_input');
    });

    it('7. MUST refuse a history of another step', () => {
      expect(problemOf(() => fitted().forecast({ ...rack, stepMs: 60_000 }, horizon)).code).toBe('invalid_input');
    });

    it('8. MUST refuse to learn from nothing', () => {
      for (const training of [[], [{ ...rack, values: new Float64Array(0) }]]) {
        expect(problemOf(() => make().fit(training, { horizons: [horizon] })).code).toBe('invalid_input');
      }
      expect(problemOf(() => make().fit(sisters, { horizons: [] })).code).toBe('invalid_input');
    });

    it('9. MUST bridge gaps, when learning and when forecasting', () => {
      const holed = sisters.map((series, s) => ({
        ...series,
        values: series.values.map((value, i) => ((i * 7 + s) % 50 < 5 ? NaN : value)),
      }));
      const [first] = holed;
      const { values } = first!;
      values.fill(NaN, values.length - 30);
      const answers = [
        make()
          .fit(holed, { horizons: [horizon] })
          .forecast(first!, horizon),
        fitted().forecast(first!, horizon),
      ];
      for (const answer of answers) expect(meanSquaredError(answer, truth(rack))).toBeLessThan(dailySwing);
      const longSilent = {
        ...rack,
        values: Float64Array.from([...rack.values, ...new Array<number>(60 * 24).fill(NaN)]),
      };
      for (const value of fitted().forecast(longSilent, horizon)) expect(value).toBeCloseTo(50, -2);
    });

    it('10. MUST expect of a series that never moves that it stays', () => {
      const still = { ...rack, values: rack.values.map(() => 21.5) };
      for (const forecaster of [fitted(), make().fit([still, still], { horizons: [horizon] })]) {
        for (const value of forecaster.forecast(still, horizon)) expect(value).toBeCloseTo(21.5, 6);
      }
    });

    it('11. MUST NOT care for the unit or the zero of the scale', () => {
      const plain = fitted().forecast(rack, horizon);
      const transformed = fc.record({
        scale: fc.constantFrom(0.001, 0.5, 1, 1000),
        shift: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
      });
      fc.assert(
        fc.property(transformed, ({ scale, shift }) => {
          const moved = { ...rack, values: rack.values.map((value) => value * scale + shift) };
          fitted()
            .forecast(moved, horizon)
            .forEach((value, i) => expect((value - shift) / scale).toBeCloseTo(plain[i]!, 4));
        }),
        { numRuns: 20 },
      );
    });

    it('12. MUST forecast from saved state exactly as before, and refuse the state of another', () => {
      const saved = structuredClone(fitted().save());
      expect(saved.forecaster).toBe(name);
      expect(JSON.parse(JSON.stringify(saved.settings))).toEqual(saved.settings);
      const loaded = loadForecaster(saved);
      expect(loaded.forecast(rack, horizon)).toEqual(fitted().forecast(rack, horizon));
      expect(loaded.forecast(rack, 3)).toEqual(fitted().forecast(rack, 3));
      expect(loaded.settingsFor(horizon)).toEqual(fitted().settingsFor(horizon));
      expect(loaded.leastHistory).toBe(fitted().leastHistory);
      for (const broken of [
        { ...saved, forecaster: 'other' },
        { ...saved, settings: {} },
      ]) {
        expect(problemOf(() => make().load(broken)).code).toBe('incompatible_data');
      }
    });

    it('13. MUST follow the course of the day', () => {
      const now = rack.values.length;
      const forecast = fitted().forecast(rack, horizon);
      expect(now % 24).toBe(0);
      expect(meanSquaredError(forecast, truth(rack))).toBeLessThan(dailySwing / 10);
    });

    it('14. MUST learn the same from the same series', () => {
      const again = make().fit(sisters, { horizons: [6, horizon] });
      expect(again.forecast(rack, horizon)).toEqual(fitted().forecast(rack, horizon));
    });
  });
}

const swing = 20;
/** Variance of the daily course. */
const dailySwing = swing ** 2 / 2;

/** Load over the day with repeatable noise, hourly. */
function officeDays(dayCount: number, seed: number): EvenSeries {
  let state = seed;
  const values = Float64Array.from({ length: dayCount * 24 }, (_, i) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return course(i, seed) + 4 * (state / 2 ** 32 - 0.5);
  });
  return { startMs: Date.UTC(2026, 0, 5), stepMs: hourMs, values };
}

function course(i: number, seed: number): number {
  return 50 * seed + swing * Math.sin((2 * Math.PI * i) / 24);
}

/** The noiseless course that goes on after the first rack's series. */
function truth({ values }: EvenSeries): Float64Array {
  return Float64Array.from({ length: horizon }, (_, step) => course(values.length + step, 1));
}

function meanSquaredError(forecast: Float64Array, actual: Float64Array): number {
  return forecast.reduce((sum, value, i) => sum + (value - actual[i]!) ** 2, 0) / forecast.length;
}

function problemOf(act: () => unknown): DomainError {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('no error was thrown');
}
