import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Detector, type DetectorOptions, emptyVerdict } from '../../src/domain/detection/detector.js';
import { Allowance } from '../../src/domain/detection/feedback/allowance.js';
import { StateReader, StateWriter } from '../../src/domain/detection/state-bytes.js';
import { oddReadings } from './odd-readings.js';

const startMs = Date.UTC(2026, 0, 5);
const stepMs = 5 * 60_000;
const pointsPerDay = 288;

/** What every detector in the catalogue MUST do, whatever it watches for. */
export function describeDetectorContract(name: string, make: (options: DetectorOptions) => Detector): void {
  const fresh = () => make({ resolution: 0 });
  const allowing = (allowance: Allowance) => {
    const detector = fresh();
    detector.allowance = allowance;
    return detector;
  };

  describe(`${name} as a detector`, () => {
    it('1. MUST answer finite scores of 0 or more to whatever a sensor sends', () => {
      const reading = fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
        fc.constantFrom(0, 1e-12, -1e-12, 1e12, 21.5),
      );
      fc.assert(
        fc.property(fc.array(reading, { minLength: 60, maxLength: 200 }), (values) => {
          for (const score of scoresOf(fresh(), values)) {
            expect(Number.isFinite(score)).toBe(true);
            expect(score).toBeGreaterThanOrEqual(0);
          }
        }),
        { numRuns: 50 },
      );
    });

    it('2. MUST give a series that never moves a score of 0', () => {
      expect(Math.max(...scoresOf(fresh(), new Array<number>(2_000).fill(21.5)))).toBe(0);
    });

    it('3. MUST be silent while it warms up, without a band', () => {
      const verdict = emptyVerdict();
      const detector = fresh();
      detector.scoreOne(startMs, 20, verdict);
      detector.learnOne(startMs, 20);
      detector.scoreOne(startMs + stepMs, 900, verdict);
      expect(verdict).toEqual({ score: 0, expected: NaN, lower: NaN, upper: NaN });
    });

    it('4. MUST change nothing by scoring', () => {
      const values = officeDays(3);
      const watched = fresh();
      const plain = scoresOf(fresh(), values);
      const verdict = emptyVerdict();
      const scores = values.map((value, i) => {
        watched.scoreOne(timeOf(i), 1e6, verdict);
        watched.scoreOne(timeOf(i), value, verdict);
        const score = verdict.score;
        watched.scoreOne(timeOf(i), -1e6, verdict);
        watched.learnOne(timeOf(i), value);
        return score;
      });
      expect(scores).toEqual(plain);
    });

    it('5. MUST NOT look ahead: what comes later changes no score', () => {
      const past = officeDays(2);
      const quiet = scoresOf(fresh(), [...past, ...officeDays(1)]);
      const wild = scoresOf(fresh(), [...past, ...new Array<number>(pointsPerDay).fill(1e5)]);
      expect(wild.slice(0, past.length)).toEqual(quiet.slice(0, past.length));
    });

    it('6. MUST score on from saved state exactly as it would have without the restart', () => {
      const values = withTrouble(officeDays(6));
      const uninterrupted = scoresOf(fresh(), values);
      const before = fresh();
      const half = 3 * pointsPerDay;
      scoresOf(before, values.slice(0, half));
      const after = fresh();
      after.load(new StateReader(savedState(before)));
      expect(scoresOf(after, values.slice(half), half)).toEqual(uninterrupted.slice(half));
    });

    it('7. MUST keep at most 2 KB for a series, however long it has watched', () => {
      const detector = fresh();
      scoresOf(detector, officeDays(2));
      const young = savedState(detector).length;
      scoresOf(detector, officeDays(20), 2 * pointsPerDay);
      expect(savedState(detector).length).toBe(young);
      expect(young).toBeLessThanOrEqual(2_048);
    });

    it('8. MUST NOT care for the unit or the zero of the scale', () => {
      const values = withTrouble(officeDays(6)).map((value) => Math.round(value * 1_024));
      const plain = scoresOf(fresh(), values);
      const transformed = fc.record({
        power: fc.integer({ min: -20, max: 20 }),
        sign: fc.constantFrom(1, -1),
        shift: fc.integer({ min: -1_000_000, max: 1_000_000 }),
      });
      fc.assert(
        fc.property(transformed, ({ power, sign, shift }) => {
          const scores = scoresOf(
            fresh(),
            values.map((value) => (value + shift) * sign * 2 ** power),
          );
          scores.forEach((score, i) => expect(score).toBeCloseTo(plain[i]!, 3));
        }),
        { numRuns: 20 },
      );
    });

    it('9. MUST rank the rows of a fault above nearly all others', () => {
      const values = withTrouble(officeDays(10));
      const scores = scoresOf(fresh(), values);
      const fault = scores.slice(troubleAt(values.length), troubleAt(values.length) + 6);
      const usual = scores.filter((_, i) => i < troubleAt(values.length));
      const highest = Math.max(...fault);
      expect(highest).toBeGreaterThanOrEqual(1);
      const louder = usual.filter((score) => score >= highest).length;
      expect(louder / usual.length).toBeLessThan(0.002);
    });

    it('10. MUST take repeated and backward times without harm', () => {
      const detector = fresh();
      const verdict = emptyVerdict();
      officeDays(2).forEach((value, i) => {
        const at = timeOf(i % 7 === 0 ? Math.max(0, i - 3) : i);
        detector.scoreOne(at, value, verdict);
        detector.learnOne(at, value);
        expect(Number.isFinite(verdict.score)).toBe(true);
      });
      expect(verdict.score).toBeLessThan(1);
    });

    it('11. MUST learn the same whatever the direction, which may change at any time', () => {
      const values = withTrouble(officeDays(4));
      const steady = fresh();
      const turned = fresh();
      scoresOf(steady, values);
      const half = 2 * pointsPerDay;
      turned.direction = 'low';
      scoresOf(turned, values.slice(0, half));
      turned.direction = 'high';
      scoresOf(turned, values.slice(half), half);
      expect(savedState(turned)).toEqual(savedState(steady));
    });

    it('12. MUST NOT call an anomaly what operators allow, and MUST call one what lies on the other side', () => {
      const values = withTrouble(officeDays(6));
      const mirrored = values.map((value, i) => (isTroubleAt(i, values.length) ? value - 120 : value));
      const allowed = taughtAllowance(60);
      expect(highestInTrouble(scoresOf(allowing(allowed), values))).toBeLessThan(1);
      expect(highestInTrouble(scoresOf(allowing(allowed), mirrored))).toBeGreaterThanOrEqual(1);
    });

    it('13. MUST find trouble as remarkable as the first time when it has not learned the trouble before', () => {
      const troubles = Array.from({ length: 6 }, () => withTrouble(officeDays(1))).flat();
      const heightsOf = (learns: boolean) => {
        const detector = fresh();
        const verdict = emptyVerdict();
        scoresOf(detector, officeDays(4));
        return troubles.map((value, i) => {
          const at = timeOf(4 * pointsPerDay + i);
          detector.scoreOne(at, value, verdict);
          if (learns || !isTroubleAt(i % pointsPerDay, pointsPerDay)) detector.learnOne(at, value);
          else detector.followOne(at, value, true);
          return verdict.score;
        });
      };
      const lastOf = (scores: readonly number[]) => highestInTrouble(scores.slice(-pointsPerDay));
      expect(lastOf(heightsOf(false))).toBeGreaterThanOrEqual(1);
      expect(lastOf(heightsOf(false))).toBeGreaterThanOrEqual(lastOf(heightsOf(true)));
    });

    it('14. MUST be told twice as if it had been told once, and go on from saved state the same', () => {
      const values = withTrouble(officeDays(6));
      for (const verdict of ['not-anomaly', 'real', 'withdrawn'] as const) {
        const once = fresh();
        const twice = fresh();
        scoresOf(once, values);
        scoresOf(twice, values);
        const lesson = { verdict, startsAt: timeOf(troubleAt(values.length)), value: 120, expected: 60, peakScore: 3 };
        once.teach(lesson);
        twice.teach(lesson);
        twice.teach(lesson);
        expect(savedState(twice)).toEqual(savedState(once));
        const restored = fresh();
        restored.load(new StateReader(savedState(once)));
        const more = withTrouble(officeDays(2));
        expect(scoresOf(restored, more, values.length)).toEqual(scoresOf(once, more, values.length));
      }
    });

    it('15. MUST stay finite on whatever sensors and clocks send, and see trouble afterwards', () => {
      for (const [kind, readings] of Object.entries(oddReadings)) {
        const detector = fresh();
        const verdict = emptyVerdict();
        let finite = true;
        const follow = (at: number, value: number): number => {
          detector.scoreOne(at, value, verdict);
          finite &&= verdict.score >= 0 && Number.isFinite(verdict.score);
          for (const told of [verdict.expected, verdict.lower, verdict.upper]) finite &&= Math.abs(told) !== Infinity;
          detector.learnOne(at, value);
          return verdict.score;
        };
        for (const { at, value } of readings) follow(at, value);
        const later = startMs + 400 * 86_400_000;
        const scores = withTrouble(officeDays(10)).map((value, i) => follow(later + i * stepMs, value));
        const from = troubleAt(scores.length);
        const sees = Math.max(...scores.slice(from, from + 12)) > 0;
        expect({ kind, finite, sees }).toEqual({ kind, finite: true, sees: true });
      }
    });
  });
}

/** Scores of the troubled hour of the last day. */
function highestInTrouble(scores: readonly number[]): number {
  return Math.max(...scores.filter((_, i) => isTroubleAt(i, scores.length)));
}

function taughtAllowance(deviation: number): Allowance {
  const allowance = new Allowance();
  allowance.take({ verdict: 'not-anomaly', startsAt: startMs, value: 50 + deviation, expected: 50, peakScore: 3 });
  return allowance;
}

function timeOf(index: number): number {
  return startMs + index * stepMs;
}

function scoresOf(detector: Detector, values: readonly number[], from = 0): number[] {
  const verdict = emptyVerdict();
  return values.map((value, i) => {
    detector.scoreOne(timeOf(from + i), value, verdict);
    detector.learnOne(timeOf(from + i), value);
    return verdict.score;
  });
}

function savedState(detector: Detector): Uint8Array {
  const writer = new StateWriter();
  detector.save(writer);
  return writer.bytes();
}

/** Server load over the day with repeatable noise. */
function officeDays(days: number): number[] {
  let state = 42;
  return Array.from({ length: days * pointsPerDay }, (_, i) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return 50 + 20 * Math.sin((2 * Math.PI * i) / pointsPerDay) + 4 * (state / 2 ** 32 - 0.5);
  });
}

function troubleAt(length: number): number {
  return length - pointsPerDay / 2;
}

/** An hour in which the load runs away, half a day before the end. */
function withTrouble(values: readonly number[]): number[] {
  return values.map((value, i) => (isTroubleAt(i, values.length) ? value + 60 : value));
}

function isTroubleAt(index: number, length: number): boolean {
  return index >= troubleAt(length) && index < troubleAt(length) + 12;
}
