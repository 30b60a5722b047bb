import { ByteTable } from '../bytes/byte-table.js';
import { hasNoRoom } from '../cache-limits.js';
import type { SeriesMapper, SeriesMapping } from '../decoder.js';
import { isLasting, mapSeries } from '../mapping-cache.js';
import { ProtobufReader } from '../protobuf/protobuf-reader.js';
import { tags } from './remote-write-tags.js';

/** Finds the mapping of a series by the bytes of its labels. */
export class LabelCache {
  readonly #mappings = new ByteTable<SeriesMapping>();
  #revision: number | undefined;

  constructor(private readonly mapper: SeriesMapper) {}

  /** Forgets everything if the mapper's earlier answers no longer hold. To be called before each body. */
  refresh(): void {
    if (this.mapper.revision !== this.#revision) this.#mappings.clear();
    this.#revision = this.mapper.revision;
  }

  /** The mapping of the series whose label fields are these bytes. */
  find(bytes: Uint8Array, start: number, end: number): SeriesMapping {
    const known = this.#mappings.find(bytes, start, end);
    if (known) return known;
    const mapping = this.#map(bytes.subarray(start, end));
    if (!isLasting(mapping)) return mapping;
    const { size: entries, keyBytes } = this.#mappings;
    if (hasNoRoom({ entries, keyBytes }, end - start)) this.#mappings.clear();
    this.#mappings.add(bytes, start, end, mapping);
    return mapping;
  }

  #map(labelFields: Uint8Array): SeriesMapping {
    const labels = labelsOf(labelFields);
    if (!labels) return { kind: 'rejected', code: 'malformed', message: 'The labels cannot be read.' };
    const name = labels.get('__name__') ?? '';
    if (name === '') return { kind: 'rejected', code: 'malformed', message: 'The series has no label "__name__".' };
    labels.delete('__name__');
    return mapSeries(this.mapper, { format: 'prometheus', name, field: '', labels, unit: undefined, counter: 'none' });
  }
}

/** Undefined when a label is malformed. */
function labelsOf(labelFields: Uint8Array): Map<string, string> | undefined {
  const reader = new ProtobufReader(labelFields);
  const labels = new Map<string, string>();
  while (reader.next()) {
    let name = '';
    let value = '';
    reader.within(() => {
      while (reader.next()) {
        if (reader.tag === tags.labelName) name = reader.text();
        else if (reader.tag === tags.labelValue) value = reader.text();
        else reader.skip();
      }
    });
    labels.set(name, value);
  }
  return reader.failed ? undefined : labels;
}
