import type { Decoder, DecodeSettings, PointSink, SeriesMapper, SeriesMapping } from '../decoder.js';
import { type JsonElement, takeJsonElements } from '../json/json-elements.js';
import { jsonTimestamp } from '../json/json-timestamp.js';
import { isJsonObject, numberOf } from '../json/json-value.js';
import { keyOfTexts, MappingCache, nameLimits } from '../mapping-cache.js';

/**
 * Decodes what prometheus-kafka-adapter writes: a sample `{timestamp, value, name, labels}`, its value as text, one a
 * message; arrays of samples and a sample a line are read too. Names are told by `__name__`, which the labels hold as
 * well, and units and counters by the names. Positions count samples.
 */
export class PrometheusKafkaJsonDecoder implements Decoder {
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
    const { timestamp } = object;
    const value = numberOf(object['value']);
    const at = timestamp === undefined ? settings.receivedAt : jsonTimestamp(timestamp, settings.precision ?? 'auto');
    const mapping = this.#mapping(object['name'], object['labels']);
    if (value === undefined) {
      const message = '"value" must be a number or a text that holds one.';
      sink.reject({ code: 'malformed', message, position, original: original() });
    } else if (Number.isNaN(at)) {
      const message = '"timestamp" must be an ISO 8601 time or an epoch number.';
      sink.reject({ code: 'bad_timestamp', message, position, original: original() });
    } else {
      sink.add(mapping, at, value, position, original);
    }
  }

  #mapping(name: unknown, labels: unknown = {}): SeriesMapping {
    if (!isJsonObject(labels)) return malformed('"labels" must be an object.');
    const pairs = Object.entries(labels);
    if (pairs.length > nameLimits.labels) return malformed(`A sample may have ${nameLimits.labels} labels.`);
    const texts = new Map<string, string>();
    for (const [label, value] of pairs) {
      if (typeof value !== 'string') return malformed(`The label "${label.slice(0, 100)}" must be text.`);
      texts.set(label, value);
    }
    const metric = texts.get('__name__') ?? name;
    if (typeof metric !== 'string' || metric === '') return malformed('"name" must be text and not empty.');
    texts.delete('__name__');
    return this.#find(metric, texts);
  }

  #find(name: string, labels: ReadonlyMap<string, string>): SeriesMapping {
    const key = keyOfTexts(name, ...[...labels].flat());
    if (key.length > 2 * nameLimits.length)
      return malformed(`Name and labels may have ${nameLimits.length} characters.`);
    const known = this.#series.find(key);
    if (known) return known;
    return this.#series.add(key, { format: 'prometheus', name, field: '', labels, unit: undefined, counter: 'none' });
  }
}

function malformed(message: string): SeriesMapping {
  return { kind: 'rejected', code: 'malformed', message };
}
