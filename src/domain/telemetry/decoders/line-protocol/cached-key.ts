import type { SeriesMapper, SeriesMapping } from '../decoder.js';
import { isLasting, mapSeries } from '../mapping-cache.js';
import type { FieldNames } from './field-names.js';
import { type SeriesKey, unescaped } from './series-key.js';

/** Fields remembered per key, so that ever new ones cannot fill the memory; further ones are looked up each time. */
const maxFields = 10_000;
/** Up to this many fields are searched one by one; most keys have fewer, and then need no index of their own. */
const unindexedFields = 16;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** A field of one series key. Its series is registered when its first number comes, so that texts make none. */
export class CachedField {
  #mapping: SeriesMapping | undefined;

  constructor(
    private readonly key: CachedKey,
    /** The name's bytes as they stand on the wire. */
    readonly name: Uint8Array,
  ) {}

  get mapping(): SeriesMapping {
    if (this.#mapping) return this.#mapping;
    const mapping = this.key.map(textOf(this));
    if (isLasting(mapping)) this.#mapping = mapping;
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
    private readonly names: FieldNames,
  ) {}

  /** The field of this name; remembers it when it is new. */
  field(bytes: Uint8Array, start: number, end: number): CachedField {
    const known = this.#byName
      ? this.#byName.get(utf8.decode(bytes.subarray(start, end)))
      : this.fields.find(({ name }) => name.length === end - start && holds(bytes, start, name));
    return known ?? this.#add(bytes, start, end);
  }

  /** The mapper's answer for the field whose name stands so on the wire. */
  map(written: string): SeriesMapping {
    const { measurement: name, tags: labels } = this.key;
    const field = unescaped(written);
    return mapSeries(this.mapper, { format: 'influx', name, field, labels, unit: undefined, counter: 'none' });
  }

  #add(bytes: Uint8Array, start: number, end: number): CachedField {
    const name = this.fields.length < maxFields ? this.names.remember(bytes, start, end) : undefined;
    if (!name) return new CachedField(this, bytes.slice(start, end));
    const field = new CachedField(this, name);
    this.fields.push(field);
    if (this.#byName) this.#byName.set(textOf(field), field);
    else if (this.fields.length > unindexedFields) this.#byName = new Map(this.fields.map((one) => [textOf(one), one]));
    return field;
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
