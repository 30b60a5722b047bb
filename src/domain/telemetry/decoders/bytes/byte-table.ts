const { imul } = Math;

/** Value under a key of bytes; `start` and `length` are the key's place in the table's store. */
interface Slot<Value> {
  readonly hash: number;
  readonly start: number;
  readonly length: number;
  readonly value: Value;
}

/**
 * A hash table whose keys are pieces of byte arrays, so that a lookup needs no text. Hash: FNV-1a, 32 bits, mixed once
 * more; collisions go to the next place. Keys are copied into one growing store.
 */
export class ByteTable<Value> {
  #slots: (Slot<Value> | undefined)[] = emptySlots<Value>(1024);
  #store = new Uint8Array(16_384);
  #stored = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Bytes of all keys. */
  get keyBytes(): number {
    return this.#stored;
  }

  find(bytes: Uint8Array, start: number, end: number): Value | undefined {
    return this.#slots[this.#place(bytes, start, end, hashOf(bytes, start, end))]?.value;
  }

  /** Adds a key that `find` does not know. */
  add(bytes: Uint8Array, start: number, end: number, value: Value): void {
    if (this.#size * 2 >= this.#slots.length) this.#rehash();
    const hash = hashOf(bytes, start, end);
    const length = end - start;
    if (this.#stored + length > this.#store.length) {
      const larger = new Uint8Array(Math.max(this.#store.length * 2, this.#stored + length));
      larger.set(this.#store);
      this.#store = larger;
    }
    this.#store.set(bytes.subarray(start, end), this.#stored);
    this.#slots[this.#place(bytes, start, end, hash)] = { hash, start: this.#stored, length, value };
    this.#stored += length;
    this.#size += 1;
  }

  clear(): void {
    this.#slots = emptySlots<Value>(1024);
    this.#store = new Uint8Array(16_384);
    this.#stored = 0;
    this.#size = 0;
  }

  /** Index of the key's slot, or of the free one where it belongs. */
  #place(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const mask = this.#slots.length - 1;
    let place = hash & mask;
    for (;;) {
      const slot = this.#slots[place];
      if (slot === undefined) return place;
      if (slot.hash === hash && slot.length === end - start && this.#holds(slot.start, bytes, start, end)) return place;
      place = (place + 1) & mask;
    }
  }

  #holds(stored: number, bytes: Uint8Array, start: number, end: number): boolean {
    for (let i = start, j = stored; i < end; i += 1, j += 1) {
      if (bytes[i] !== this.#store[j]) return false;
    }
    return true;
  }

  #rehash(): void {
    const slots = emptySlots<Value>(this.#slots.length * 2);
    for (const slot of this.#slots) {
      if (slot === undefined) continue;
      let place = slot.hash & (slots.length - 1);
      while (slots[place] !== undefined) place = (place + 1) & (slots.length - 1);
      slots[place] = slot;
    }
    this.#slots = slots;
  }
}

function emptySlots<Value>(length: number): (Slot<Value> | undefined)[] {
  return Array.from({ length }, () => undefined);
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = start; i < end; i += 1) hash = imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}
