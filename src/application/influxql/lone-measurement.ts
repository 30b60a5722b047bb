import type { Measurement, Measurements } from './measurement.js';

/** A source of one measurement. */
export abstract class LoneMeasurement implements Measurements {
  protected abstract readonly measurement: Measurement;

  all(): readonly Measurement[] {
    return [this.measurement];
  }

  find(asked: string): Measurement | undefined {
    return asked === this.measurement.name ? this.measurement : undefined;
  }
}
