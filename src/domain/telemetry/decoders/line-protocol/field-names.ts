import { ByteTable } from '../bytes/byte-table.js';
import { hasNoRoom } from '../cache-limits.js';

/** Fields remembered by all keys together: ten times the series that are kept by default. */
const maxFields = 2_000_000;

/** The names of fields, shared by the keys of one cache, and how many fields those keys remember together. */
export class FieldNames {
  readonly #names = new ByteTable<Uint8Array>();
  #fields = 0;
  #isFull = false;

  /** True as soon as a name found no room: whoever holds this should start anew. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** Bytes of all names. */
  get keyBytes(): number {
    return this.#names.keyBytes;
  }

  /**
   * The one copy of a name, for one more field that is to be remembered; the few names of a million fields then stay
   * in the processor's cache. Undefined when there is no room.
   */
  remember(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
    const { size: entries, keyBytes } = this.#names;
    this.#isFull ||= this.#fields >= maxFields || hasNoRoom({ entries, keyBytes }, end - start);
    if (this.#isFull) return undefined;
    this.#fields += 1;
    const known = this.#names.find(bytes, start, end);
    if (known) return known;
    const name = bytes.slice(start, end);
    this.#names.add(bytes, start, end, name);
    return name;
  }

  clear(): void {
    this.#names.clear();
    this.#fields = 0;
    this.#isFull = false;
  }
}
