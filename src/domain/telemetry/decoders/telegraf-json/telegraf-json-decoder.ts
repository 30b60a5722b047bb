import type { Decoder, DecodeSettings, PointSink, SeriesMapper } from '../decoder.js';
import { JsonDocument, jsonDocuments } from '../json/json-documents.js';
import { MappingCache } from '../mapping-cache.js';
import { TelegrafJsonBody } from './telegraf-json-body.js';

/**
 * Decodes what Telegraf's JSON serialiser writes: a metric `{name, tags, fields, timestamp}`, a batch
 * `{"metrics": [...]}`, an array of metrics, or a metric a line. The unit of a bare timestamp is told by its magnitude
 * unless the settings name it; formatted timestamps must be ISO 8601.
 *
 * Text fields are counted as `text_value`, truth values are 1 and 0. A metric is refused whole when it has no name, no
 * fields or no readable time; a field that is an object or an array is refused by itself. Positions count metrics.
 */
export class TelegrafJsonDecoder implements Decoder {
  readonly #series: MappingCache;

  constructor(mapper: SeriesMapper) {
    this.#series = new MappingCache(mapper);
  }

  decode(input: Uint8Array, sink: PointSink, settings: DecodeSettings): void {
    this.#series.refresh();
    const body = new TelegrafJsonBody(this.#series, sink, settings);
    for (const json of jsonDocuments(input)) {
      if (json instanceof JsonDocument) body.take(json);
      else body.refuse({ code: 'malformed', message: json.problem }, json.bytes);
    }
  }
}
