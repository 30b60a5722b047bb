import { Noise } from '../../src/domain/twin/noise.js';

/** Readings of one row: flow in L/min, pressure in bar, motor power in kW, temperature of the water in C. */
export type PumpRow = readonly [flow: number, pressure: number, power: number, water: number];

/** A pump on a test bed. Flow, pressure and power move with its speed; the water warms and cools as the day does. */
export class Pump {
  readonly #noise: Noise;
  #water = 60;

  constructor(seed = 11) {
    this.#noise = new Noise(seed, 'pump');
  }

  /** The next `count` rows; `disturb` changes what the sensors say. */
  rows(count: number, disturb: (row: PumpRow, index: number) => readonly number[] = (row) => row): Float64Array[] {
    return Array.from({ length: count }, (_, index) => Float64Array.from(disturb(this.#next(), index)));
  }

  #next(): PumpRow {
    const speed = this.#noise.gaussian();
    const own = () => 0.1 * this.#noise.gaussian();
    this.#water += 0.05 * this.#noise.gaussian();
    return [120 + 4 * speed + own(), 30 + 2 * speed + own(), 8 + speed + own(), this.#water];
  }
}
