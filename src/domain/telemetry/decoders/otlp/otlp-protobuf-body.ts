import type { DecodeSettings, PointSink } from '../decoder.js';
import { ByteKey } from '../bytes/byte-key.js';
import { ProtobufReader } from '../protobuf/protobuf-reader.js';
import { gaugeKind, type MetricKind, sumKind } from './metric-kind.js';
import { NumberPointReader } from './number-point-reader.js';
import { fields, tags } from './otlp-tags.js';
import { dataFields, ProtobufFrame } from './protobuf-frame.js';
import type { KnownMetric, KnownResource, ProtobufSeriesTable } from './protobuf-series-table.js';

/** A piece of the body. */
interface Span {
  readonly start: number;
  readonly end: number;
}

const { gauge, sum } = fields.metric;
const counterNumbers = { none: 0, delta: 1, cumulative: 2 } as const;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const nothing: Span = { start: 0, end: 0 };

/** One request while it is read. Each message is gone through once for what its points need, and once for the points. */
export class OtlpProtobufBody {
  readonly #reader: ProtobufReader;
  readonly #point: NumberPointReader;
  readonly #key = new ByteKey();
  readonly #frame = new ProtobufFrame();
  #position = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly series: ProtobufSeriesTable,
    private readonly sink: PointSink,
    private readonly settings: DecodeSettings,
  ) {
    this.#reader = new ProtobufReader(bytes);
    this.#point = new NumberPointReader(this.#reader, this.#key);
  }

  read(): void {
    const whole = { start: 0, end: this.bytes.length };
    this.#each(whole, tags.resourceMetrics, (span) => this.#readResource(span));
    if (this.#reader.failed) {
      this.#refuse('The request ends within a field or has bytes that are no field.', () =>
        this.bytes.subarray(this.#reader.fieldStart),
      );
    }
  }

  #readResource(span: Span): void {
    this.#frame.enterResource(this.#slice(span));
    this.#key.clear();
    this.#each(span, tags.resource, ({ start, end }) => this.#key.append(this.bytes, start, end));
    const resource = this.#reader.failed ? undefined : this.series.resource(this.#key);
    if (resource?.labels === undefined) {
      this.#refuse('The resource cannot be read or has too many attributes.', () =>
        this.#frame.aroundResource(this.#slice(span)),
      );
      return;
    }
    this.#each(span, tags.scopeMetrics, (scope) => this.#readScope(scope, resource));
  }

  #readScope(span: Span, resource: KnownResource): void {
    this.#each(span, tags.metrics, (metric) => this.#readMetric(metric, resource));
    if (this.#reader.failed) {
      this.#refuse('The scope cannot be read.', () => this.#frame.aroundScope(this.#slice(span)));
    }
  }

  #readMetric(span: Span, resource: KnownResource): void {
    const reader = this.#reader;
    let name = nothing;
    let unit = nothing;
    let data = nothing;
    let dataField = 0;
    reader.open(span.start, span.end);
    while (reader.next()) {
      const { tag } = reader;
      const field = tag >>> 3;
      if (tag === tags.name) name = this.#take();
      else if (tag === tags.unit) unit = this.#take();
      else if (dataFields.has(field)) {
        dataField = field;
        data = this.#take();
      } else reader.skip();
    }
    this.#frame.enterMetric(this.#slice(span), dataField, this.#slice(data));
    if (reader.failed || name.start === name.end) {
      this.#refuse('The metric cannot be read or has no name.', () => this.#frame.aroundMetric(this.#slice(span)));
      return;
    }
    const kind = this.#kind(data, dataField);
    if (kind.kind === 'malformed') this.#refuse(kind.message, () => this.#frame.aroundMetric(this.#slice(span)));
    else if (kind.kind === 'skipped') this.#skipPoints(data, kind.reason);
    else this.#readPoints(data, resource, this.#known(name, unit, kind));
  }

  #kind(data: Span, dataField: number): MetricKind {
    const reader = this.#reader;
    let temporality = 0;
    let isMonotonic = false;
    reader.open(data.start, data.end);
    while (reader.next()) {
      if (reader.tag === tags.aggregationTemporality) temporality = reader.int64();
      else if (reader.tag === tags.isMonotonic) isMonotonic = reader.int64() !== 0;
      else reader.skip();
    }
    if (reader.failed) return { kind: 'malformed', message: 'The data points cannot be read.' };
    if (dataField === gauge) return gaugeKind;
    return dataField === sum ? sumKind(isMonotonic, temporality) : { kind: 'skipped', reason: 'unsupported_kind' };
  }

  #known(name: Span, unit: Span, { counter }: Extract<MetricKind, { kind: 'points' }>): KnownMetric {
    this.#key.clear();
    this.#key.appendNumber(counterNumbers[counter]);
    this.#key.appendNumber(name.end - name.start);
    this.#key.append(this.bytes, name.start, name.end);
    this.#key.append(this.bytes, unit.start, unit.end);
    return this.series.metric(this.#key, () => ({
      name: this.#text(name),
      unit: this.#text(unit),
      counter,
    }));
  }

  #skipPoints(data: Span, reason: string): void {
    this.#each(data, tags.dataPoints, () => {
      this.#position += 1;
      this.sink.skip(reason);
    });
  }

  #readPoints(data: Span, resource: KnownResource, metric: KnownMetric): void {
    this.#each(data, tags.dataPoints, ({ start, end }) => {
      this.#position += 1;
      this.#key.clear();
      this.#key.appendNumber(resource.number);
      this.#key.appendNumber(metric.number);
      const outcome = this.#point.read(start, end);
      const original = () => this.#frame.aroundPoint(this.bytes.subarray(start, end));
      if (outcome === 'no_recorded_value') {
        this.sink.skip(outcome);
      } else if (outcome === 'malformed') {
        const message = 'The data point cannot be read or has no value.';
        this.sink.reject({ code: 'malformed', message, position: this.#position, original: original() });
      } else {
        const at = this.#point.hasTime ? this.#point.at : this.settings.receivedAt;
        const mapping = this.series.series(this.#key, resource, metric);
        this.sink.add(mapping, at, this.#point.value, this.#position, original);
      }
    });
  }

  /** Calls `visit` with each delimited field that has this tag; the reader is left failed where the message is broken. */
  #each(message: Span, tag: number, visit: (span: Span) => void): void {
    const reader = this.#reader;
    reader.open(message.start, message.end);
    while (reader.next()) {
      if (reader.tag !== tag) {
        reader.skip();
        continue;
      }
      const span = this.#take();
      if (reader.failed) return;
      visit(span);
      reader.open(span.end, message.end);
    }
  }

  /** The content of the delimited field that comes next; the reader goes past it. */
  #take(): Span {
    const reader = this.#reader;
    if ((reader.tag & 7) !== 2) {
      reader.fail();
      return nothing;
    }
    const end = reader.delimited();
    const span = { start: reader.index, end };
    reader.index = end;
    return span;
  }

  #refuse(message: string, original: () => Uint8Array): void {
    this.#position += 1;
    this.sink.reject({ code: 'malformed', message, position: this.#position, original: original() });
  }

  #slice({ start, end }: Span): Uint8Array {
    return this.bytes.subarray(start, end);
  }

  #text(span: Span): string {
    return utf8.decode(this.#slice(span));
  }
}
