import type { Decoder, DecodeSettings, PointSink, SeriesMapper, SeriesMapping } from '../decoder.js';
import { type JsonElement, takeJsonElements } from '../json/json-elements.js';
import { jsonTimestamp } from '../json/json-timestamp.js';
import { isJsonObject, type JsonObject, numberOf } from '../json/json-value.js';
import { keyOfTexts, MappingCache, nameLimits } from '../mapping-cache.js';

/**
 * Decodes what Dell's iDRAC telemetry tools write to Kafka: arrays of `{time, event, host, fields: {_value,
 * metric_name, source}}`. `metric_name` is the sensor and the metric's id with an underscore between, and `host` the
 * service tag. The tools send each array twice, which is for whoever takes the points to notice, and put `null` into
 * it, which is counted as `no_value`. Positions count elements.
 */
export class DellJsonDecoder implements Decoder {
  readonly #series: MappingCache;

  constructor(mapper: SeriesMapper) {
    this.#series = new MappingCache(mapper);
  }

  decode(input: Uint8Array, sink: PointSink, settings: DecodeSettings): void {
    this.#series.refresh();
    takeJsonElements(input, sink, (element) => {
      this.#take(element, sink, settings);
    });
  }

  #take({ object, position, original }: JsonElement, sink: PointSink, settings: DecodeSettings): void {
    const { time, host, fields } = object;
    const at = time === undefined ? settings.receivedAt : jsonTimestamp(time, settings.precision ?? 'auto');
    if (!isJsonObject(fields) || typeof host !== 'string') {
      const message = 'An element must have "time", "host" and "fields".';
      sink.reject({ code: 'malformed', message, position, original: original() });
      return;
    }
    if (Number.isNaN(at)) {
      const message = '"time" must be an epoch number or an ISO 8601 time.';
      sink.reject({ code: 'bad_timestamp', message, position, original: original() });
      return;
    }
    const written = fields['_value'];
    const value = numberOf(written);
    if (value !== undefined) sink.add(this.#mapping(host, fields), at, value, position, original);
    else if (typeof written === 'string') sink.skip('text_value');
    else if (written === null) sink.skip('no_value');
    else sink.reject({ code: 'malformed', message: '"_value" must be a number.', position, original: original() });
  }

  #mapping(host: string, fields: JsonObject): SeriesMapping {
    const { metric_name: name, source } = fields;
    if (typeof name !== 'string' || name === '') return malformed('"metric_name" must be text and not empty.');
    const origin = typeof source === 'string' ? source : '';
    if (host.length + name.length + origin.length > nameLimits.length) {
      return malformed(`The names of a series may have ${nameLimits.length} characters.`);
    }
    const key = keyOfTexts(host, name, origin);
    const known = this.#series.find(key);
    if (known) return known;
    const cut = name.lastIndexOf('_');
    const labels = new Map([
      ['host', host],
      ['context', name.slice(0, Math.max(0, cut))],
      ['source', origin],
    ]);
    const field = name.slice(cut + 1) || name;
    return this.#series.add(key, { format: 'influx', name: 'idrac', field, labels, unit: undefined, counter: 'none' });
  }
}

function malformed(message: string): SeriesMapping {
  return { kind: 'rejected', code: 'malformed', message };
}
