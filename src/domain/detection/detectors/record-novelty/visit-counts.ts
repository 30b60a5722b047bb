import type { StateReader, StateWriter } from '../../state-bytes.js';
import type { RowInHand } from './row-in-hand.js';

/** A count for each bin of a profile, of 4 or 8 bits: it ends at 15 or 255, which may be more. They lie in the row of the series. */
export class VisitCounts {
  /** Bytes of a row that these take. */
  readonly bytes: number;
  readonly #most: number;

  /** Those of a row begin at its byte `firstByte`. */
  constructor(
    private readonly bins: number,
    private readonly bits: 4 | 8,
    private readonly firstByte: number,
  ) {
    this.bytes = Math.ceil((bins * bits) / 8);
    this.#most = 2 ** bits - 1;
  }

  of(row: RowInHand, bin: number): number {
    const bit = bin * this.bits;
    return (row.byte(this.firstByte + (bit >> 3)) >> (bit & 7)) & this.#most;
  }

  count(row: RowInHand, bin: number): void {
    const visits = this.of(row, bin);
    if (visits < this.#most) this.#set(row, bin, visits + 1);
  }

  save(row: RowInHand, writer: StateWriter): void {
    writer.bytesOf(Uint8Array.from({ length: this.bins }, (_, bin) => this.of(row, bin)));
  }

  load(row: RowInHand, reader: StateReader): void {
    const saved = new Uint8Array(this.bins);
    reader.bytesInto(saved);
    saved.forEach((visits, bin) => this.#set(row, bin, Math.min(visits, this.#most)));
  }

  #set(row: RowInHand, bin: number, visits: number): void {
    const bit = bin * this.bits;
    const byte = this.firstByte + (bit >> 3);
    const shift = bit & 7;
    row.setByte(byte, (row.byte(byte) & ~(this.#most << shift)) | (visits << shift));
  }
}
