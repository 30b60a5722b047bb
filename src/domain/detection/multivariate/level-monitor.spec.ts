import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Pump, type PumpRow } from '../../../../test/builders/pump.js';
import { LevelMonitor } from './level-monitor.js';

const scores = (monitor: LevelMonitor, rows: readonly Float64Array[]) => rows.map((row) => monitor.next(row));
const alarms = (found: readonly number[]) => found.filter((score) => score >= 1).length;

/** A pump and a monitor that has watched its first 400 rows. */
function watchedPump(disturb?: (row: PumpRow, index: number) => readonly number[], seed = 11) {
  const pump = new Pump(seed);
  return { pump, monitor: new LevelMonitor(pump.rows(400, disturb)) };
}

describe('watching the levels of a pump', () => {
  it('is quiet while all is well, for half an hour and for any pump', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { pump, monitor } = watchedPump(undefined, seed);
      expect(alarms(scores(monitor, pump.rows(1_800)))).toBe(0);
    }
  });

  it('sees the flow settle lower, keeps the alarm while it lasts and ends it soon after', () => {
    const { pump, monitor } = watchedPump();
    const lower = ([flow, pressure, power, water]: PumpRow) => [flow - 12, pressure, power, water];
    expect(alarms(scores(monitor, pump.rows(400, lower)).slice(20))).toBe(380);
    expect(monitor.columnScores.indexOf(Math.max(...monitor.columnScores))).toBe(0);
    expect(alarms(scores(monitor, pump.rows(200)).slice(60))).toBe(0);
  });

  it.each([-9_999, 65_535])('sees it as soon as ever after a reading of %d that was a glitch', (glitch) => {
    const { pump, monitor } = watchedPump();
    scores(
      monitor,
      pump.rows(200, ([flow, pressure, power, water], i) => [i === 100 ? glitch : flow, pressure, power, water]),
    );
    const lower = ([flow, pressure, power, water]: PumpRow) => [flow - 12, pressure, power, water];
    expect(alarms(scores(monitor, pump.rows(400, lower)).slice(20))).toBe(380);
  });

  it('sees a valve that closes: each value is usual, but they no longer belong together', () => {
    const { pump, monitor } = watchedPump();
    const closed = pump.rows(60, ([flow, pressure, power, water]) => [240 - flow, pressure, power, water]);
    expect(scores(monitor, closed).at(-1)).toBeGreaterThan(1);
  });

  it('leaves alone where the water temperature wanders to, but sees it run away', () => {
    const { pump, monitor } = watchedPump();
    const warmer = pump.rows(400, ([flow, pressure, power, water], i) => [flow, pressure, power, water + i / 100]);
    expect(alarms(scores(monitor, warmer))).toBe(0);
    const boiling = pump.rows(60, ([flow, pressure, power, water], i) => [flow, pressure, power, water + 4 + i / 2]);
    expect(scores(monitor, boiling).at(-1)).toBeGreaterThan(1);
  });

  it('follows a pump that slows down over an hour', () => {
    const { pump, monitor } = watchedPump();
    const ebbing = pump.rows(3_600, ([flow, pressure, power, water], i) => {
      const slower = i / 800;
      return [flow - 4 * slower, pressure - 2 * slower, power - slower, water];
    });
    expect(alarms(scores(monitor, ebbing))).toBe(0);
  });

  it('does not learn a fault, but takes it for the new normal after twice the training time', () => {
    const { pump, monitor } = watchedPump();
    const found = scores(
      monitor,
      pump.rows(1_400, ([flow, pressure, power, water]) => [flow - 12, pressure, power, water]),
    );
    expect(alarms(found.slice(20, 800))).toBe(780);
    expect(alarms(found.slice(900))).toBe(0);
  });

  it('does not call the fading of a great shock an anomaly of its own', () => {
    const { pump, monitor } = watchedPump();
    scores(
      monitor,
      pump.rows(30, ([flow, pressure, power, water]) => [flow + 4_000, pressure, power, water]),
    );
    expect(alarms(scores(monitor, pump.rows(100)).slice(60))).toBe(0);
  });

  it('sees a sensor that never moved in training begin to move', () => {
    const { pump, monitor } = watchedPump((row) => [...row, 50]);
    expect(
      scores(
        monitor,
        pump.rows(60, (row) => [...row, 58]),
      ).at(-1),
    ).toBeGreaterThan(1);
  });
});

describe('the score of columns that are watched together', () => {
  it('is finite whatever the sensors say, and after training on rows that never moved', () => {
    const still = new LevelMonitor(Array.from({ length: 100 }, () => Float64Array.of(1, 2, 0)));
    expect(still.next(Float64Array.of(1, 2, 0))).toBe(0);
    for (const reading of [5, -1e300, 1e300, Number.MIN_VALUE]) {
      expect(Number.isFinite(still.next(Float64Array.of(reading, 2, reading)))).toBe(true);
      expect([...still.columnScores].every(Number.isFinite)).toBe(true);
    }
  });

  it('does not depend on the units or the order of the columns', () => {
    const factor = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(factor, fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.boolean(), (by, plus, isReversed) => {
        const inOtherUnits = (row: Float64Array) => {
          const changed = row.map((value, j) => (j % 2 === 0 ? by * value + plus : -value));
          return isReversed ? changed.reverse() : changed;
        };
        const pump = new Pump();
        const training = pump.rows(200);
        const later = pump.rows(50, ([flow, ...others]) => [flow - 6, ...others]);
        const expected = scores(new LevelMonitor(training), later);
        const found = scores(new LevelMonitor(training.map(inOtherUnits)), later.map(inOtherUnits));
        found.forEach((score, row) => expect(score).toBeCloseTo(expected[row]!, 6));
      }),
      { numRuns: 20 },
    );
  });

  it('grows with the distance of a column from its level', () => {
    const scoreAt = (lower: number) => {
      const { pump, monitor } = watchedPump();
      return scores(
        monitor,
        pump.rows(40, ([flow, ...others]) => [flow - lower, ...others]),
      ).at(-1)!;
    };
    const found = [0, 4, 8, 16, 32, 64].map(scoreAt);
    expect(found).toEqual([...found].sort((a, b) => a - b));
  });
});
