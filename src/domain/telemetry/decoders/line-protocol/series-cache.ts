import { ByteTable } from '../bytes/byte-table.js';
import { hasNoRoom } from '../cache-limits.js';
import type { SeriesMapper } from '../decoder.js';
import { CachedKey } from './cached-key.js';
import { FieldNames } from './field-names.js';
import { parseSeriesKey } from './series-key.js';

/** Finds what is known of a series key by its bytes. */
export class SeriesCache {
  readonly #keys = new ByteTable<CachedKey>();
  readonly #names = new FieldNames();

  constructor(private readonly mapper: SeriesMapper) {}

  /** Bytes of all keys and names of fields that are remembered. */
  get keyBytes(): number {
    return this.#keys.keyBytes + this.#names.keyBytes;
  }

  /** What is known of the key, or a sentence that says why it is malformed. */
  find(bytes: Uint8Array, start: number, end: number): CachedKey | string {
    if (this.#names.isFull) this.clear();
    const known = this.#keys.find(bytes, start, end);
    if (known) return known;
    const key = parseSeriesKey(bytes, start, end);
    if (typeof key === 'string') return key;
    const { size: entries, keyBytes } = this.#keys;
    if (hasNoRoom({ entries, keyBytes }, end - start)) this.clear();
    const cached = new CachedKey(key, this.mapper, this.#names);
    this.#keys.add(bytes, start, end, cached);
    return cached;
  }

  /** Forgets everything: the names of assets have changed. */
  clear(): void {
    this.#keys.clear();
    this.#names.clear();
  }
}
