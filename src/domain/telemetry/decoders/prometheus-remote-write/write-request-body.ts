import { AssemblyBudget } from '../assembly-budget.js';
import type { PointSink, SeriesMapping } from '../decoder.js';
import { delimitedField, fieldsOf, joined } from '../protobuf/protobuf-fields.js';
import { ProtobufReader } from '../protobuf/protobuf-reader.js';
import type { LabelCache } from './label-cache.js';
import { fields, staleMarker, tags } from './remote-write-tags.js';

/** One write request while it is read. */
export class WriteRequestBody {
  readonly #reader: ProtobufReader;
  readonly #budget = new AssemblyBudget();
  #position = 0;
  #seriesStart = 0;
  #seriesEnd = 0;
  #sampleStart = 0;
  #sampleEnd = 0;
  /** The label fields of the series at hand, once they have been asked for. */
  #labels: Uint8Array | undefined;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly series: LabelCache,
    private readonly sink: PointSink,
  ) {
    this.#reader = new ProtobufReader(bytes);
  }

  read(): void {
    const reader = this.#reader;
    while (reader.next()) {
      if (reader.tag !== tags.timeSeries) {
        reader.skip();
        continue;
      }
      const end = reader.delimited();
      if (reader.failed) break;
      this.#position += 1;
      this.#seriesStart = reader.index;
      this.#seriesEnd = end;
      this.#labels = undefined;
      this.#readSeries();
      reader.open(end, this.bytes.length);
    }
    if (reader.failed) {
      const message = 'The request ends within a field or has bytes that are no field.';
      const original = this.bytes.subarray(reader.fieldStart);
      this.sink.reject({ code: 'malformed', message, position: this.#position + 1, original });
    }
  }

  #readSeries(): void {
    const mapping = this.#readLabels();
    if (!mapping) {
      const original = delimitedField(fields.timeSeries, this.bytes.subarray(this.#seriesStart, this.#seriesEnd));
      const message = 'The time series cannot be read.';
      this.sink.reject({ code: 'malformed', message, position: this.#position, original });
      return;
    }
    const reader = this.#reader;
    reader.open(this.#seriesStart, this.#seriesEnd);
    while (reader.next()) {
      if (reader.tag === tags.sample) {
        this.#sampleEnd = reader.delimited();
        this.#sampleStart = reader.index;
        this.#readSample(mapping);
        reader.open(this.#sampleEnd, this.#seriesEnd);
      } else {
        if (reader.tag === tags.histogram) this.sink.skip('unsupported_kind');
        reader.skip();
      }
    }
  }

  /** The series' mapping; undefined when its framing is broken, so that no sample of it has been taken yet. */
  #readLabels(): SeriesMapping | undefined {
    const reader = this.#reader;
    let first = 0;
    let last = 0;
    let isScattered = false;
    reader.open(this.#seriesStart, this.#seriesEnd);
    while (reader.next()) {
      const { tag, fieldStart } = reader;
      reader.skip();
      if (tag !== tags.label) continue;
      if (last === 0) first = fieldStart;
      else isScattered ||= last !== fieldStart;
      last = reader.index;
    }
    if (reader.failed) return undefined;
    if (!isScattered) return this.series.find(this.bytes, first, last);
    const labels = this.#labelFields();
    return this.series.find(labels, 0, labels.length);
  }

  #readSample(mapping: SeriesMapping): void {
    const reader = this.#reader;
    let value = 0;
    let at = 0;
    let isStale = false;
    reader.open(this.#sampleStart, this.#sampleEnd);
    while (reader.next()) {
      if (reader.tag === tags.sampleValue) {
        value = reader.double();
        isStale = Number.isNaN(value) && reader.high === staleMarker.high && reader.low === staleMarker.low;
      } else if (reader.tag === tags.sampleTimestamp) {
        at = reader.int64();
      } else {
        reader.skip();
      }
    }
    if (reader.failed) {
      const message = 'The sample cannot be read.';
      this.sink.reject({ code: 'malformed', message, position: this.#position, original: this.#original() });
    } else if (isStale) {
      this.sink.skip('stale_marker');
    } else {
      this.sink.add(mapping, at, value, this.#position, this.#original);
    }
  }

  /** A request with nothing but the sample at hand. */
  readonly #original = (): Uint8Array => {
    const sample = this.bytes.subarray(this.#sampleStart, this.#sampleEnd);
    const labels = this.#labelFields();
    if (!this.#budget.spend(labels.length)) return sample;
    return delimitedField(fields.timeSeries, labels, delimitedField(fields.sample, sample));
  };

  #labelFields(): Uint8Array {
    const series = this.bytes.subarray(this.#seriesStart, this.#seriesEnd);
    this.#labels ??= joined(fieldsOf(series, (field) => field === fields.label));
    return this.#labels;
  }
}
