import { withRoom } from './columns.js';
import type { CounterKind } from './decoders/decoder.js';

/** Samples remembered per counter, so that a request sent twice or slightly out of order still yields its rates. */
const rememberedSamples = 8;
const perSample = 2;
const perSeries = rememberedSamples * perSample;

/** Why a sample gave no rate. `first`: nothing to compare with; `reset`: the counter started again; `too_old`: out of order. */
export type NoRate = 'first' | 'reset' | 'too_old';

/**
 * Turns counters into rates per second. The rate at a sample is its growth since the sample before it in time. Across
 * a reset the growth is unknown, so there is no rate; nothing is made up. Samples of one series may repeat or arrive
 * a few places out of order: each is compared with its predecessor, and gives the same rate each time.
 *
 * State is 128 bytes for each counter, in flat arrays.
 */
export class CounterTracker {
  /** 1-based place of each series among the counters; 0 for a series that is none. */
  #slots = new Int32Array(1024);
  #counters = 0;
  /** `at, value` pairs, ascending by time, from the front of each counter's part. */
  #samples = new Float64Array(64 * perSeries);
  #lengths = new Uint8Array(64);

  /** Rate in wire units per second at `at` (epoch ms). */
  rate(seriesId: number, kind: CounterKind, at: number, value: number): number | NoRate {
    const slot = this.#slotOf(seriesId);
    const place = this.#insert(slot, at, value);
    if (place < 0) return 'too_old';
    if (place === 0) return 'first';
    const previous = slot * perSeries + (place - 1) * perSample;
    const seconds = (at - (this.#samples[previous] ?? 0)) / 1000;
    if (kind === 'delta') return value / seconds;
    const growth = value - (this.#samples[previous + 1] ?? 0);
    return growth < 0 ? 'reset' : growth / seconds;
  }

  /** Keeps the sample in time order and returns its place; negative when it is older than all that is remembered. */
  #insert(slot: number, at: number, value: number): number {
    const start = slot * perSeries;
    const length = this.#lengths[slot] ?? 0;
    let place = length;
    while (place > 0 && (this.#samples[start + (place - 1) * perSample] ?? 0) >= at) place -= 1;
    const isKnown = place < length && this.#samples[start + place * perSample] === at;
    if (!isKnown) {
      const isFull = length === rememberedSamples;
      // The oldest sample makes room, so what would follow it has nothing to be compared with.
      if ((place === 0 && length > 0) || (isFull && place === 1)) return -1;
      if (isFull) {
        this.#samples.copyWithin(start, start + perSample, start + perSeries);
        place -= 1;
      } else {
        this.#lengths[slot] = length + 1;
      }
      const here = start + place * perSample;
      this.#samples.copyWithin(here + perSample, here, start + perSeries - perSample);
      this.#samples[here] = at;
    }
    this.#samples[start + place * perSample + 1] = value;
    return place;
  }

  #slotOf(seriesId: number): number {
    this.#slots = withRoom(this.#slots, seriesId + 1, (length) => new Int32Array(length));
    const known = this.#slots[seriesId] ?? 0;
    if (known > 0) return known - 1;
    const slot = this.#counters;
    this.#counters += 1;
    this.#slots[seriesId] = this.#counters;
    this.#samples = withRoom(this.#samples, this.#counters * perSeries, (length) => new Float64Array(length));
    this.#lengths = withRoom(this.#lengths, this.#counters, (length) => new Uint8Array(length));
    return slot;
  }
}
