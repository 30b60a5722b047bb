import type { Decoder, DecodeSettings, PointSink, SeriesMapper } from '../decoder.js';
import { JsonDocument, jsonDocuments } from '../json/json-documents.js';
import { MappingCache } from '../mapping-cache.js';
import { PlenumJsonBody } from './plenum-json-body.js';

/**
 * Decodes Plenum's own JSON. A point is `{asset, metric, value}` with, if wanted, `component`, `unit` (UCUM) and `at`
 * (ISO 8601 or epoch ms; without it, the time of arrival). A column is `{asset, metric, at: [...], values: [...]}`.
 * A body is `{"points": [...]}`, `{"series": [columns]}`, a bare array of either, one of them alone, or one a line.
 *
 * Numbers may stand in text. What is not known is refused by name, so that a misspelt key does not lose its meaning
 * silently; the other elements are kept. Positions count points, from 1, over the whole body.
 */
export class PlenumJsonDecoder implements Decoder {
  readonly #series: MappingCache;

  constructor(mapper: SeriesMapper) {
    this.#series = new MappingCache(mapper);
  }

  decode(input: Uint8Array, sink: PointSink, settings: DecodeSettings): void {
    this.#series.refresh();
    const body = new PlenumJsonBody(this.#series, sink, settings);
    for (const json of jsonDocuments(input)) {
      if (json instanceof JsonDocument) body.take(json);
      else body.refuse({ code: 'malformed', message: json.problem }, json.bytes);
    }
  }
}
