import { describe, expect, it } from '@jest/globals';
import { PcaMonitor } from './pca-monitor.js';

/** A pump: flow, pressure and power move together with its speed; each sensor has its own repeatable noise. */
class Pump {
  #seed = 11;

  rows(count: number, disturb: (row: number[]) => number[] = (row) => row): Float64Array[] {
    return Array.from({ length: count }, () => {
      const speed = this.#noise();
      const row = [120 + 4 * speed, 30 + 2 * speed, 8 + speed].map((value) => value + 0.1 * this.#noise());
      return Float64Array.from(disturb(row));
    });
  }

  #noise(): number {
    let sum = 0;
    for (let i = 0; i < 12; i++) {
      this.#seed = (this.#seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
      sum += this.#seed / 2 ** 32;
    }
    return sum - 6;
  }
}

const scores = (monitor: PcaMonitor, rows: readonly Float64Array[]) => rows.map((row) => monitor.next(row));

describe('watching the sensors of a pump together', () => {
  it('is quiet while they move together as they did in training', () => {
    const pump = new Pump();
    const monitor = new PcaMonitor(pump.rows(400));
    const alarms = scores(monitor, pump.rows(1_000)).filter((score) => score >= 1).length;
    expect(alarms).toBeLessThan(20);
  });

  it('sees a valve that closes: each value is usual, but they no longer belong together', () => {
    const pump = new Pump();
    const monitor = new PcaMonitor(pump.rows(400));
    const closed = pump.rows(60, ([flow = 0, pressure = 0, power = 0]) => [240 - flow, pressure, power]);
    expect(scores(monitor, closed).at(-1)).toBeGreaterThan(1);
  });

  it('sees a sensor that never moved in training begin to move', () => {
    const pump = new Pump();
    const withStuck = (row: number[]) => [...row, 50];
    const monitor = new PcaMonitor(pump.rows(400, withStuck));
    const moving = pump.rows(60, (row) => [...row, 58]);
    expect(scores(monitor, moving).at(-1)).toBeGreaterThan(1);
  });

  it('gives finite scores after training on rows that never moved at all', () => {
    const still = Array.from({ length: 20 }, () => Float64Array.of(1, 2, 0));
    const monitor = new PcaMonitor(still);
    expect(monitor.next(Float64Array.of(1, 2, 0))).toBe(0);
    const moved = monitor.next(Float64Array.of(9, 2, 5));
    expect(Number.isFinite(moved)).toBe(true);
    expect(moved).toBeGreaterThan(1);
  });
});
