import { readFileSync } from 'node:fs';
import { parseSite } from '../../src/config/load-site.js';
import type { Site } from '../../src/domain/assets/site.js';
import { Twin } from '../../src/domain/twin/twin.js';

export function demoSite(): Site {
  return parseSite(readFileSync('sites/demo.yaml', 'utf8'), 'sites/demo.yaml');
}

/** A twin of the demo site, by default from a Tuesday at noon UTC, with easy access to its readings. */
export class TwinRig {
  readonly twin: Twin;
  readonly #values: Float64Array;

  constructor({ seed = 1, startMs = Date.UTC(2026, 2, 10, 12) }: { seed?: number; startMs?: number } = {}) {
    this.twin = new Twin(demoSite(), { seed, startMs });
    this.#values = new Float64Array(this.twin.sensors.length);
  }

  /** Lives through some time in steps of ten seconds, or others, and reads at the end of each. */
  run(seconds: number, stepSeconds = 10, each: () => void = () => undefined): this {
    for (let t = 0; t < seconds; t += stepSeconds) {
      this.twin.step(stepSeconds);
      this.twin.read(this.#values);
      each();
    }
    return this;
  }

  /** The last reading of a sensor. */
  value(assetId: string, metric: string, component?: string): number {
    const index = this.twin.sensors.findIndex(
      (sensor) =>
        sensor.assetId === assetId &&
        sensor.metric === metric &&
        (component === undefined || sensor.component === component),
    );
    const value = this.#values[index];
    if (value === undefined) throw new Error(`the twin has no ${metric} on ${assetId}`);
    return value;
  }

  /** All last readings. */
  values(): readonly number[] {
    return [...this.#values];
  }
}
