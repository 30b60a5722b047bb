import type { Decoder, DecodeSettings, PointSink, SeriesMapper } from '../decoder.js';
import { JsonDocument, jsonDocuments } from '../json/json-documents.js';
import { MappingCache } from '../mapping-cache.js';
import { OtlpJsonBody } from './otlp-json-body.js';

/**
 * Decodes OTLP's `ExportMetricsServiceRequest` in JSON, one document or one a line, with the same outcome as its
 * Protocol Buffers form. 64-bit numbers may be texts or numbers, enums numbers or names, and names camel or snake case.
 * What is not known is ignored, as OTLP asks.
 *
 * A time written as a number has already lost its last digits when it is read (up to 128 ns): within a microsecond of a
 * whole millisecond it is taken for that. Written as text it is exact.
 */
export class OtlpJsonDecoder implements Decoder {
  readonly #series: MappingCache;

  constructor(mapper: SeriesMapper) {
    this.#series = new MappingCache(mapper);
  }

  decode(input: Uint8Array, sink: PointSink, settings: DecodeSettings): void {
    this.#series.refresh();
    const body = new OtlpJsonBody(this.#series, sink, settings);
    for (const json of jsonDocuments(input)) {
      if (json instanceof JsonDocument) body.take(json);
      else body.refuse(json.problem, json.bytes);
    }
  }
}
