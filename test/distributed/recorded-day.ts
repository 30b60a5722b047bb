import type { Site } from '../../src/domain/assets/site.js';
import type { FaultRequest } from '../../src/domain/twin/faults/fault.js';
import { Twin } from '../../src/domain/twin/twin.js';
import { numbers } from './fleet-load.js';

const stepSeconds = 60;
const stepsPerDay = 86_400 / stepSeconds;
const stepsPerBody = 120;

/** A fault that strikes after so many hours of the day, and ends by itself. */
export interface PlannedFault {
  readonly afterHours: number;
  readonly fault: FaultRequest & { readonly durationSeconds: number };
}

/** Some hours of the day, as they are sent. */
interface DayBody {
  readonly body: string;
  /** Epoch ms of its last reading, and how many sensors had one. */
  readonly at: number;
  readonly width: number;
}

/** One day of a site as its sensors showed it, a reading a minute: the same for the same seed, start and faults. */
export class RecordedDay {
  readonly #twin: Twin;
  readonly #readings: readonly Float64Array[];

  constructor(
    site: Site,
    private readonly startMs: number,
    faults: readonly PlannedFault[],
  ) {
    this.#twin = new Twin(site, { seed: 11, startMs });
    this.#readings = numbers(stepsPerDay).map((step) => {
      for (const { afterHours, fault } of faults) {
        if (step === (afterHours * 3_600) / stepSeconds) this.#twin.inject(fault);
      }
      this.#twin.step(stepSeconds);
      const values = new Float64Array(this.#twin.sensors.length);
      this.#twin.read(values);
      return values;
    });
  }

  get series(): number {
    return this.#twin.sensors.length;
  }

  /** Epoch ms of the last reading. */
  get lastAt(): number {
    return this.#atOf(stepsPerDay - 1);
  }

  /** Readings of all sensors; a silent device has none. */
  get points(): number {
    let points = 0;
    for (const values of this.#readings) points += values.filter((value) => !Number.isNaN(value)).length;
    return points;
  }

  /** The day in bodies of Plenum's JSON, some hours each; the very last reading by itself. */
  *bodies(): IterableIterator<DayBody> {
    for (let step = 0; step < stepsPerDay - 1; step += stepsPerBody) {
      yield this.#body(step, Math.min(step + stepsPerBody, stepsPerDay - 1));
    }
    yield this.#body(stepsPerDay - 1, stepsPerDay);
  }

  #body(fromStep: number, toStep: number): DayBody {
    const steps = numbers(toStep - fromStep).map((step) => fromStep + step);
    const series = this.#twin.sensors.map(({ assetId: asset, metric, component }, sensor) => {
      const read = steps.filter((step) => !Number.isNaN(this.#readings[step]![sensor]));
      return {
        asset,
        metric,
        component,
        at: read.map((step) => this.#atOf(step)),
        values: read.map((step) => this.#readings[step]![sensor]),
      };
    });
    const at = this.#atOf(toStep - 1);
    return {
      at,
      width: series.filter((one) => one.at.at(-1) === at).length,
      body: JSON.stringify({ series: series.filter((one) => one.at.length > 0) }),
    };
  }

  #atOf(step: number): number {
    return this.startMs + (step + 1) * stepSeconds * 1_000;
  }
}
