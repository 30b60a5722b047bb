import type { Decoder, DecodeSettings, PointSink, SeriesMapper } from '../decoder.js';
import { LabelCache } from './label-cache.js';
import { WriteRequestBody } from './write-request-body.js';

/**
 * Decodes Prometheus remote write 1.0: a `WriteRequest` in Protocol Buffers, already taken out of its snappy block.
 * Stale markers are counted as `stale_marker`, native histograms as `unsupported_kind`; metadata and exemplars are not
 * telemetry and pass by. Units and counters are told by the names, since the samples do not state them.
 *
 * A sample that cannot be read is refused by itself, with the labels it belongs to, so that it can be decoded again; a
 * series whose framing is broken is refused whole, and the next one is read. Positions count time series.
 */
export class PrometheusRemoteWriteDecoder implements Decoder {
  readonly #series: LabelCache;

  constructor(mapper: SeriesMapper) {
    this.#series = new LabelCache(mapper);
  }

  decode(input: Uint8Array, sink: PointSink, _settings: DecodeSettings): void {
    this.#series.refresh();
    new WriteRequestBody(input, this.#series, sink).read();
  }
}
