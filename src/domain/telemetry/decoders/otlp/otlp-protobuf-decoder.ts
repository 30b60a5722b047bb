import type { Decoder, DecodeSettings, PointSink, SeriesMapper } from '../decoder.js';
import { OtlpProtobufBody } from './otlp-protobuf-body.js';
import { ProtobufSeriesTable } from './protobuf-series-table.js';

/**
 * Decodes OTLP's `ExportMetricsServiceRequest` (opentelemetry-proto 1.x) in Protocol Buffers: gauges, and sums with
 * their temporality. Histograms and summaries are counted as `unsupported_kind`, points that the sender marks as not
 * recorded as `no_recorded_value`. A point without a time gets that of arrival. The scope does not tell series apart.
 *
 * A point that cannot be read is refused by itself, wrapped in its resource and metric, so that it can be decoded
 * again; where a length leads out of its message, that message is refused. Positions count data points.
 */
export class OtlpProtobufDecoder implements Decoder {
  readonly #series: ProtobufSeriesTable;

  constructor(mapper: SeriesMapper) {
    this.#series = new ProtobufSeriesTable(mapper);
  }

  decode(input: Uint8Array, sink: PointSink, settings: DecodeSettings): void {
    this.#series.refresh();
    new OtlpProtobufBody(input, this.#series, sink, settings).read();
  }
}
