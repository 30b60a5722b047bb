/** Few, because a slab is kept for as long as any one of its detectors is. */
const ROWS = 16;

/** What a row has room for. */
export interface RowSize {
  readonly values: number;
  readonly bytes: number;
}

/**
 * The numbers of a few detectors, a row for each, in one buffer: arrays of its own would cost every detector 300 bytes beside
 * its numbers. All are 0 at first. Rows are not given back; the slab is freed with the last of its detectors.
 */
export class Slab {
  readonly values: Float32Array;
  /** Room for small counts. */
  readonly bytes: Uint8Array;
  #taken = 0;

  constructor(private readonly size: RowSize) {
    const valueBytes = ROWS * size.values * Float32Array.BYTES_PER_ELEMENT;
    const buffer = new ArrayBuffer(valueBytes + ROWS * size.bytes);
    this.values = new Float32Array(buffer, 0, ROWS * size.values);
    this.bytes = new Uint8Array(buffer, valueBytes);
  }

  get isFull(): boolean {
    return this.#taken === ROWS;
  }

  /** The number of a row that is nobody's yet. */
  takeRow(): number {
    if (this.isFull) throw new Error('BUG: a row is taken of a slab that is full');
    this.#taken += 1;
    return this.#taken - 1;
  }

  /** Where the values of a row begin. */
  firstValue(row: number): number {
    return row * this.size.values;
  }

  /** Where the bytes of a row begin. */
  firstByte(row: number): number {
    return row * this.size.bytes;
  }
}
