/** Bytes put together to look something up; its memory is used again and again. */
export class ByteKey {
  bytes = new Uint8Array(1024);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  append(from: Uint8Array, start: number, end: number): void {
    const length = this.length + end - start;
    if (length > this.bytes.length) this.#grow(length);
    // Keys are short: a loop is quicker than a view and a copy.
    for (let i = start, j = this.length; i < end; i += 1, j += 1) this.bytes[j] = from[i] ?? 0;
    this.length = length;
  }

  /** Appends an unsigned 32-bit number, so that what follows cannot be taken for a part of it. */
  appendNumber(value: number): void {
    if (this.length + 4 > this.bytes.length) this.#grow(this.length + 4);
    for (let shift = 0; shift < 32; shift += 8) {
      this.bytes[this.length] = (value >>> shift) & 0xff;
      this.length += 1;
    }
  }

  #grow(length: number): void {
    const larger = new Uint8Array(Math.max(length, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
