import type { ByteKey } from '../bytes/byte-key.js';
import { ByteTable } from '../bytes/byte-table.js';
import { hasNoRoom } from '../cache-limits.js';
import type { CounterKind, SeriesMapper, SeriesMapping } from '../decoder.js';
import { isLasting, mapSeries } from '../mapping-cache.js';
import { ProtobufReader } from '../protobuf/protobuf-reader.js';
import { pointTags, valueTags } from './otlp-tags.js';
import { readAttributes } from './protobuf-attributes.js';

/** Bytes before the attributes in a series' key: the numbers of its resource and its metric. */
const attributesStart = 8;

export interface KnownResource {
  readonly number: number;
  /** Undefined when its attributes are malformed or too many. */
  readonly labels: ReadonlyMap<string, string> | undefined;
}

export interface KnownMetric {
  readonly number: number;
  readonly name: string;
  readonly unit: string;
  readonly counter: CounterKind;
}

/** Finds resources, metrics and series by their bytes, so that names are read once in a life. */
export class ProtobufSeriesTable {
  readonly #resources = new ByteTable<KnownResource>();
  readonly #metrics = new ByteTable<KnownMetric>();
  readonly #series = new ByteTable<SeriesMapping>();
  #revision: number | undefined;
  /** Never given out twice, so that what a body still holds stays right when all is forgotten. */
  #nextNumber = 1;

  constructor(private readonly mapper: SeriesMapper) {}

  /** Forgets everything if the mapper's earlier answers no longer hold. To be called before each body. */
  refresh(): void {
    if (this.mapper.revision !== this.#revision) this.#clear();
    this.#revision = this.mapper.revision;
  }

  /** The resource whose message is the key. */
  resource({ bytes, length }: ByteKey): KnownResource {
    const known = this.#resources.find(bytes, 0, length);
    if (known) return known;
    const reader = new ProtobufReader(bytes.subarray(0, length));
    const labels = new Map<string, string>();
    readAttributes(reader, valueTags.resourceAttributes, labels);
    const resource = { number: this.#number(length), labels: reader.failed ? undefined : labels };
    this.#resources.add(bytes, 0, length, resource);
    return resource;
  }

  /** The metric whose name, unit and kind are the key; `read` yields them when it is new. */
  metric({ bytes, length }: ByteKey, read: () => Omit<KnownMetric, 'number'>): KnownMetric {
    const known = this.#metrics.find(bytes, 0, length);
    if (known) return known;
    const metric = { ...read(), number: this.#number(length) };
    this.#metrics.add(bytes, 0, length, metric);
    return metric;
  }

  /** The series whose key is the numbers of the resource and the metric, and then the point's attribute fields. */
  series({ bytes, length }: ByteKey, resource: KnownResource, metric: KnownMetric): SeriesMapping {
    const known = this.#series.find(bytes, 0, length);
    if (known) return known;
    const mapping = this.#map(bytes.subarray(attributesStart, length), resource, metric);
    if (!isLasting(mapping)) return mapping;
    this.#makeRoom(length);
    this.#series.add(bytes, 0, length, mapping);
    return mapping;
  }

  #map(attributes: Uint8Array, resource: KnownResource, { name, unit, counter }: KnownMetric): SeriesMapping {
    const reader = new ProtobufReader(attributes);
    const labels = new Map(resource.labels);
    readAttributes(reader, pointTags.attributes, labels);
    if (reader.failed)
      return { kind: 'rejected', code: 'malformed', message: 'The attributes cannot be read or are too many.' };
    const stated = unit === '' ? undefined : unit;
    return mapSeries(this.mapper, { format: 'otlp', name, field: '', labels, unit: stated, counter });
  }

  #number(keyLength: number): number {
    this.#makeRoom(keyLength);
    const number = this.#nextNumber;
    this.#nextNumber += 1;
    return number;
  }

  #makeRoom(keyLength: number): void {
    const tables = [this.#resources, this.#metrics, this.#series];
    const entries = Math.max(...tables.map(({ size }) => size));
    const keyBytes = tables.reduce((sum, table) => sum + table.keyBytes, 0);
    if (hasNoRoom({ entries, keyBytes }, keyLength)) this.#clear();
  }

  #clear(): void {
    this.#resources.clear();
    this.#metrics.clear();
    this.#series.clear();
  }
}
