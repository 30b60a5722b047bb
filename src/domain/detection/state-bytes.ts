import { DomainError } from '../errors.js';

/** Appends numbers to a growing little-endian byte buffer, without loss: what a double holds comes back bit by bit. */
export class StateWriter {
  #bytes = new Uint8Array(4096);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  uint32(value: number): void {
    this.#reserve(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
  }

  float64(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  float64s(values: Float64Array): void {
    for (const value of values) this.float64(value);
  }

  float32s(values: Float32Array): void {
    this.#reserve(values.length * 4);
    for (const value of values) {
      this.#view.setFloat32(this.#length, value, true);
      this.#length += 4;
    }
  }

  bytesOf(values: Uint8Array): void {
    this.#reserve(values.length);
    this.#bytes.set(values, this.#length);
    this.#length += values.length;
  }

  /** A copy of what was written. */
  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + size));
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

/** Reads what a `StateWriter` wrote, in the same order. Running off the end is `incompatible_data`. */
export class StateReader {
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.#offset === this.#view.byteLength;
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  float64(): number {
    return this.#view.getFloat64(this.#advance(8), true);
  }

  /** Fills `into` with the next values. */
  float64s(into: Float64Array): void {
    for (let i = 0; i < into.length; i++) into[i] = this.float64();
  }

  /** The same for single precision. */
  float32s(into: Float32Array): void {
    const start = this.#advance(into.length * 4);
    for (let i = 0; i < into.length; i++) into[i] = this.#view.getFloat32(start + i * 4, true);
  }

  /** Fills `into` with the next bytes. */
  bytesInto(into: Uint8Array): void {
    const start = this.#advance(into.length);
    for (let i = 0; i < into.length; i++) into[i] = this.#view.getUint8(start + i);
  }

  #advance(size: number): number {
    const start = this.#offset;
    if (start + size > this.#view.byteLength) {
      throw new DomainError('incompatible_data', 'The saved state is shorter than its format says.', {
        details: { bytes: this.#view.byteLength, wantedUpTo: start + size },
      });
    }
    this.#offset = start + size;
    return start;
  }
}
