import type { StateReader, StateWriter } from '../../state-bytes.js';

const SETTLED_POINTS = 7;

/**
 * Mean value, and mean absolute residual, per bin of a repeating period (a day, a week). A bin starts as a running mean
 * and then forgets at a fixed rate per point; a bin not seen yet answers with the fallback that the caller gives.
 */
export class TimeProfile {
  readonly #binMs: number;
  readonly #rate: number;
  readonly #mean: Float32Array;
  readonly #scale: Float32Array;
  readonly #visits: Uint8Array;

  /** `withScale: false` keeps no residual scale, for which `scaleAt` then answers the fallback or 0. */
  constructor(options: { bins: number; binMs: number; rate: number; withScale: boolean }) {
    this.#binMs = options.binMs;
    this.#rate = options.rate;
    this.#mean = new Float32Array(options.bins);
    this.#scale = new Float32Array(options.withScale ? options.bins : 0);
    this.#visits = new Uint8Array(options.bins);
  }

  binAt(at: number): number {
    const bins = this.#mean.length;
    return ((Math.floor(at / this.#binMs) % bins) + bins) % bins;
  }

  meanAt(bin: number, fallback: number): number {
    return this.#visits[bin] ? (this.#mean[bin] ?? 0) : fallback;
  }

  /** Mean absolute residual of a settled bin; a few points that happen to agree are not yet a scale. */
  scaleAt(bin: number, fallback: number): number {
    return this.isSettled(bin) ? (this.#scale[bin] ?? 0) : fallback;
  }

  isSettled(bin: number): boolean {
    return (this.#visits[bin] ?? 0) >= SETTLED_POINTS;
  }

  learn(bin: number, value: number, absResidual: number): void {
    const visits = this.#visits[bin] ?? 0;
    const rate = Math.max(this.#rate, 1 / (visits + 1));
    const mean = this.#mean[bin] ?? 0;
    this.#mean[bin] = mean + rate * (value - mean);
    if (this.#scale.length > 0) {
      const scale = this.#scale[bin] ?? 0;
      this.#scale[bin] = scale + rate * (absResidual - scale);
    }
    if (visits < 255) this.#visits[bin] = visits + 1;
  }

  save(writer: StateWriter): void {
    writer.float32s(this.#mean);
    writer.float32s(this.#scale);
    writer.bytesOf(this.#visits);
  }

  load(reader: StateReader): void {
    reader.float32s(this.#mean);
    reader.float32s(this.#scale);
    reader.bytesInto(this.#visits);
  }
}
