import type { SeriesIdentity } from '../../src/domain/telemetry/series.js';

/** A stretch in which one series of the fleet is far from what is usual. */
export interface Trouble {
  readonly asset: number;
  readonly metric: number;
  readonly fromStep: number;
  readonly steps: number;
}

export interface FleetSize {
  readonly assets: number;
  /** Of each asset. */
  readonly metrics: number;
  readonly steps: number;
  readonly stepMs: number;
}

const troubleBy = 25;

/** Telemetry of many devices, the same in every run but for its start: calm noise, and the troubles that are placed in it. */
export class FleetLoad {
  /** Steps in trouble, by series. */
  readonly #troubled = new Map<number, Set<number>>();

  constructor(
    readonly size: FleetSize,
    /** Epoch ms of step 0. */
    private readonly startsAt: number,
    troubles: readonly Trouble[] = [],
  ) {
    for (const { asset, metric, fromStep, steps } of troubles) {
      const series = asset * size.metrics + metric;
      const troubled = this.#troubled.get(series) ?? new Set();
      for (const step of numbers(steps)) troubled.add(fromStep + step);
      this.#troubled.set(series, troubled);
    }
  }

  /** Points of one step. */
  get width(): number {
    return this.size.assets * this.size.metrics;
  }

  get points(): number {
    return this.width * this.size.steps;
  }

  get metrics(): readonly string[] {
    return numbers(this.size.metrics).map(metricOf);
  }

  /** Every series of the fleet with its values by step. */
  *series(): IterableIterator<{ readonly identity: SeriesIdentity; readonly valueAt: (step: number) => number }> {
    for (let asset = 0; asset < this.size.assets; asset += 1) {
      for (let metric = 0; metric < this.size.metrics; metric += 1) {
        const identity = { assetId: assetOf(asset), metric: metricOf(metric), component: '' };
        yield { identity, valueAt: (step) => this.#valueOf(asset, metric, step) };
      }
    }
  }

  /** Epoch ms of a step. */
  atOf(step: number): number {
    return this.startsAt + step * this.size.stepMs;
  }

  /** One step of the assets, by default of all, as line protocol with times in ms. */
  linesOf(step: number, assets: readonly number[] = numbers(this.size.assets)): string {
    const metrics = numbers(this.size.metrics);
    const lineOf = (asset: number) => {
      const fields = metrics.map((metric) => `m${metric}=${this.#valueOf(asset, metric, step)}`);
      return `plant,host=${assetOf(asset)} ${fields.join(',')} ${this.atOf(step)}\n`;
    };
    return assets.map(lineOf).join('');
  }

  #valueOf(asset: number, metric: number, step: number): number {
    const series = asset * this.size.metrics + metric;
    const noise = fractionOf(series * this.size.steps + step);
    const trouble = this.#troubled.get(series)?.has(step) === true ? troubleBy : 0;
    return Math.round((40 + metric + noise + trouble) * 100) / 100;
  }
}

export function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function assetOf(index: number): string {
  return `unit-${index}`;
}

function metricOf(index: number): string {
  return `plant.m${index}`;
}

/** An integer as a fraction in 0..1 without visible order: the finalizer of MurmurHash3. */
function fractionOf(index: number): number {
  let hash = index;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
