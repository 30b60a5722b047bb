import { Slab } from './slab.js';

const nobodys = new Slab({ values: 0, bytes: 0 });

/** The numbers of the detector whose turn it is. One object is moved from row to row, so that no detector needs one. */
export class RowInHand {
  /** Its values, among those of others; where its own begin. For loops that must be fast. */
  values = nobodys.values;
  firstValue = 0;
  #slab = nobodys;
  #row = 0;
  #firstByte = 0;

  moveTo(slab: Slab, row: number): void {
    this.values = slab.values;
    this.#slab = slab;
    this.#row = row;
    this.firstValue = slab.firstValue(row);
    this.#firstByte = slab.firstByte(row);
  }

  value(place: number): number {
    return this.values[this.firstValue + place] ?? 0;
  }

  setValue(place: number, value: number): void {
    this.values[this.firstValue + place] = value;
  }

  /** Replaces the values from the first one on. */
  setFirstValues(values: Float32Array): void {
    this.values.set(values, this.firstValue);
  }

  byte(place: number): number {
    return this.#slab.bytes[this.#firstByte + place] ?? 0;
  }

  setByte(place: number, value: number): void {
    this.#slab.bytes[this.#firstByte + place] = value;
  }

  /** All values as they lie there, to save or load them. */
  allValues(): Float32Array {
    return this.values.subarray(this.firstValue, this.#slab.firstValue(this.#row + 1));
  }
}
