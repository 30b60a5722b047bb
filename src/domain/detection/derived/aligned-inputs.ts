import type { DerivedInput } from './deriver.js';
import { InputLane } from './input-lane.js';

/** Slots lie on multiples of this, so that derived series of one thing share their times. */
export const SLOT_MS = 10_000;
/** A part of an input that is so far behind another one is gone: a fan or a power supply was exchanged, a metric renamed. */
const GONE_MS = 86_400_000;

/** Which input a series is part of, and the place of its metric among those of the input: a lower one is preferred. */
export interface InputPlace {
  readonly input: number;
  readonly rank: number;
}

/**
 * Brings inputs that are read at different times, and arrive in any interleaving, onto one grid of event time. There is a
 * slot as soon as every input has a new reading, so the slowest sets the pace, and it is closed when every input has passed
 * it. What a slot holds therefore depends on the points alone, not on when they came or in which process.
 *
 * An input that falls silent holds everything up: without it there is nothing to say. So does a part of one, for a day.
 */
export class AlignedInputs {
  readonly #lanes: InputLane[][];
  readonly #values: Float64Array;
  #slot = -Infinity;

  constructor(private readonly inputs: readonly DerivedInput[]) {
    this.#lanes = inputs.map(() => []);
    this.#values = new Float64Array(inputs.length);
  }

  /** The lane of a series that is part of an input. */
  laneOf({ input, rank }: InputPlace, seriesId: number): InputLane {
    const lanes = this.#lanes[input] ?? [];
    const known = lanes.find((lane) => lane.seriesId === seriesId);
    if (known) return known;
    const lane = new InputLane(seriesId, rank);
    lanes.push(lane);
    return lane;
  }

  /**
   * The next closed slot and the value of each input there, which holds until the next call; slots at which an input was
   * not known are passed over. Undefined when no slot is closed.
   */
  next(): { readonly at: number; readonly values: Float64Array } | undefined {
    for (;;) {
      const lanes = this.#lanes.map(inUse);
      const slot = this.#nextSlot(lanes);
      if (slot === undefined) return undefined;
      const isKnown = this.#fill(lanes, slot);
      this.#slot = slot;
      for (const lane of this.#lanes.flat()) lane.trim(slot);
      if (isKnown) return { at: slot, values: this.#values };
    }
  }

  save(): number[] {
    const hasSlot = Number.isFinite(this.#slot);
    return [hasSlot ? 1 : 0, hasSlot ? this.#slot : 0, ...this.#lanes.flat().flatMap((lane) => lane.save())];
  }

  /**
   * Replaces its state. `placeOf` says which input a series is part of now, since the site may have changed; the points of
   * one that is no longer read are dropped.
   */
  restore(state: readonly number[], placeOf: (seriesId: number) => InputPlace | undefined): void {
    const [hasSlot, slot = 0] = state;
    this.#slot = hasSlot === 1 ? slot : -Infinity;
    for (const lanes of this.#lanes) lanes.length = 0;
    for (let start = 2; start < state.length;) {
      const [seriesId = 0, points = 0] = state.slice(start, start + 2);
      const place = placeOf(seriesId);
      const from = start + 2;
      start = from + 2 * points;
      if (!place) continue;
      this.laneOf(place, seriesId).fill(state.slice(from, from + points), state.slice(from + points, start));
    }
  }

  #nextSlot(lanes: readonly (readonly InputLane[])[]): number | undefined {
    let latest = -Infinity;
    let passed = Infinity;
    for (const ofInput of lanes) {
      if (ofInput.length === 0) return undefined;
      for (const lane of ofInput) {
        const first = lane.firstAfter(this.#slot);
        if (first === undefined) return undefined;
        latest = Math.max(latest, first);
        passed = Math.min(passed, lane.newestAt);
      }
    }
    const slot = Math.ceil(latest / SLOT_MS) * SLOT_MS;
    return slot <= passed ? slot : undefined;
  }

  #fill(lanes: readonly (readonly InputLane[])[], slot: number): boolean {
    return lanes.every((ofInput, input) => {
      let sum = 0;
      for (const lane of ofInput) sum += lane.valueAt(slot) ?? NaN;
      this.#values[input] = this.inputs[input]?.over === 'mean' ? sum / ofInput.length : sum;
      return Number.isFinite(sum);
    });
  }
}

/** The lanes of the most preferred metric that is still heard. */
function inUse(lanes: readonly InputLane[]): readonly InputLane[] {
  if (lanes.length <= 1) return lanes;
  const newestAt = Math.max(...lanes.map((lane) => lane.newestAt));
  const heard = lanes.filter((lane) => newestAt - lane.newestAt < GONE_MS);
  const rank = Math.min(...heard.map((lane) => lane.rank));
  return heard.filter((lane) => lane.rank === rank);
}
