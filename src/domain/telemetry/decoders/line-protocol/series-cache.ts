import type { SeriesMapper, SeriesMapping } from '../decoder.js';
import { ByteTable } from './byte-table.js';
import { parseSeriesKey, type SeriesKey, unescaped } from './series-key.js';

/** Keys remembered; beyond that the cache starts anew, so that ever new tags cannot fill the memory. */
const maxKeys = 250_000;
/** Fields remembered per key, for the same reason; further ones are looked up each time. */
const maxFields = 10_000;
/** Up to this many fields are searched one by one; most keys have fewer, and then need no index of their own. */
const unindexedFields = 16;
const utf8 = new TextDecoder();

/** A field of one series key. Its series is registered when its first number comes, so that texts make none. */
export class CachedField {
  #mapping: SeriesMapping | undefined;

  constructor(
    /** The name's bytes as they stand on the wire. */
    readonly name: Uint8Array,
    private readonly map: () => SeriesMapping,
  ) {}

  /** A refusal is not remembered: its cause, such as the limit of series, may go away. */
  get mapping(): SeriesMapping {
    if (this.#mapping) return this.#mapping;
    const mapping = this.map();
    if (mapping.kind !== 'rejected') this.#mapping = mapping;
    return mapping;
  }
}

/** One `measurement,tags` as it has been seen, with its fields in the order in which they first came. */
export class CachedKey {
  readonly fields: CachedField[] = [];
  #byName: Map<string, CachedField> | undefined;

  constructor(
    private readonly key: SeriesKey,
    private readonly mapper: SeriesMapper,
    private readonly names: ByteTable<Uint8Array>,
  ) {}

  /** The field of this name; remembers it when it is new. */
  field(bytes: Uint8Array, start: number, end: number): CachedField {
    const known = this.#byName
      ? this.#byName.get(utf8.decode(bytes.subarray(start, end)))
      : this.fields.find(({ name }) => name.length === end - start && holds(bytes, start, name));
    return known ?? this.#add(bytes, start, end);
  }

  #add(bytes: Uint8Array, start: number, end: number): CachedField {
    const raw = utf8.decode(bytes.subarray(start, end));
    const map = () => this.#map(unescaped(raw));
    if (this.fields.length >= maxFields) return new CachedField(bytes.slice(start, end), map);
    const field = new CachedField(this.#shared(bytes, start, end), map);
    this.fields.push(field);
    if (this.#byName) this.#byName.set(raw, field);
    else if (this.fields.length > unindexedFields) this.#byName = new Map(this.fields.map((one) => [textOf(one), one]));
    return field;
  }

  /** One copy of each name for all keys: the few names of a million fields stay in the processor's cache. */
  #shared(bytes: Uint8Array, start: number, end: number): Uint8Array {
    const known = this.names.find(bytes, start, end);
    if (known) return known;
    const name = bytes.slice(start, end);
    this.names.add(bytes, start, end, name);
    return name;
  }

  #map(field: string): SeriesMapping {
    const { measurement, tags } = this.key;
    return this.mapper.map({
      format: 'influx',
      name: measurement,
      field,
      labels: tags,
      unit: undefined,
      counter: 'none',
    });
  }
}

function textOf({ name }: CachedField): string {
  return utf8.decode(name);
}

/** True when the name's bytes stand at `start`. */
export function holds(bytes: Uint8Array, start: number, name: Uint8Array): boolean {
  for (let i = 0; i < name.length; i += 1) {
    if (bytes[start + i] !== name[i]) return false;
  }
  return true;
}

/** Finds what is known of a series key by its bytes. */
export class SeriesCache {
  readonly #keys = new ByteTable<CachedKey>();
  readonly #names = new ByteTable<Uint8Array>();

  constructor(private readonly mapper: SeriesMapper) {}

  /** What is known of the key, or a sentence that says why it is malformed. */
  find(bytes: Uint8Array, start: number, end: number): CachedKey | string {
    const known = this.#keys.find(bytes, start, end);
    if (known) return known;
    const key = parseSeriesKey(bytes, start, end);
    if (typeof key === 'string') return key;
    if (this.#keys.size >= maxKeys || this.#names.size >= maxKeys) this.clear();
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
