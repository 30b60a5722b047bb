import type { Rejection } from '../../rejection.js';
import type { DecodeSettings, PointSink, SeriesMapping } from '../decoder.js';
import type { JsonDocument } from '../json/json-documents.js';
import { jsonTimestamp } from '../json/json-timestamp.js';
import { isJsonArray, isJsonObject, type JsonObject, numberOf } from '../json/json-value.js';
import { keyOfTexts, type MappingCache, nameLimits } from '../mapping-cache.js';

type Path = readonly (string | number)[];
type Refusal = Pick<Rejection, 'code' | 'message'>;

/** A metric's name and tags, and a number that stands for both. */
interface MetricKey {
  readonly name: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly number: number;
}

/** One body while it is read: hands its points to the sink and counts its metrics. */
export class TelegrafJsonBody {
  #position = 0;

  constructor(
    private readonly series: MappingCache,
    private readonly sink: PointSink,
    private readonly settings: DecodeSettings,
  ) {}

  /** Takes the metrics of a document: a batch, an array, or a single one. */
  take(document: JsonDocument): void {
    const { value } = document;
    const isBatch = isJsonObject(value) && 'metrics' in value;
    const list = isBatch ? value['metrics'] : value;
    if (isJsonArray(list)) {
      list.forEach((metric, index) => {
        this.#element(document, metric, isBatch ? ['metrics', index] : [index]);
      });
    } else {
      this.#element(document, list, []);
    }
  }

  /** Refuses an element of which nothing can be taken. */
  refuse(refusal: Refusal, original: Uint8Array): void {
    this.#position += 1;
    this.sink.reject({ ...refusal, position: this.#position, original });
  }

  #element(document: JsonDocument, metric: unknown, path: Path): void {
    const original = () => document.part(...path) ?? document.bytes;
    if (!isJsonObject(metric) || !isJsonObject(metric['fields'])) {
      this.refuse(malformed('A metric must be an object with "name", "tags", "fields" and "timestamp".'), original());
      return;
    }
    const key = keyOf(metric, this.series);
    if (typeof key === 'string') {
      this.refuse(malformed(key), original());
      return;
    }
    const { timestamp } = metric;
    const { receivedAt, precision = 'auto' } = this.settings;
    const at = timestamp === undefined ? receivedAt : jsonTimestamp(timestamp, precision);
    if (Number.isNaN(at)) {
      const message = '"timestamp" must be an epoch number or an ISO 8601 time.';
      this.refuse({ code: 'bad_timestamp', message }, original());
      return;
    }
    this.#position += 1;
    for (const [field, written] of Object.entries(metric['fields'])) this.#field(key, field, written, at, original);
  }

  #field(key: MetricKey, field: string, written: unknown, at: number, original: () => Uint8Array): void {
    const value = numberOf(written);
    if (value !== undefined) {
      this.sink.add(this.#mapping(key, field), at, value, this.#position, original);
    } else if (typeof written === 'string') {
      this.sink.skip('text_value');
    } else if (written === null) {
      this.sink.skip('no_value');
    } else {
      const message = `The field "${field.slice(0, 100)}" must be a number, a truth value or a text.`;
      this.sink.reject({ ...malformed(message), position: this.#position, original: original() });
    }
  }

  #mapping({ name, tags, number }: MetricKey, field: string): SeriesMapping {
    const key = `${number}:${field}`;
    const known = this.series.find(key);
    if (known) return known;
    return this.series.add(key, {
      format: 'influx',
      name,
      field,
      labels: tags,
      unit: undefined,
      counter: 'none',
    });
  }
}

/** The key of a metric, or a sentence that says what is wrong with it. */
function keyOf({ name, tags = {} }: JsonObject, series: MappingCache): MetricKey | string {
  if (typeof name !== 'string' || name === '') return '"name" must be text and not empty.';
  if (!isJsonObject(tags)) return '"tags" must be an object.';
  const pairs = Object.entries(tags);
  if (pairs.length > nameLimits.labels) return `A metric may have ${nameLimits.labels} tags.`;
  const labels = new Map<string, string>();
  let text = keyOfTexts(name);
  for (const [tag, value] of pairs) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      return `The tag "${tag.slice(0, 100)}" must be text.`;
    }
    const label = String(value);
    labels.set(tag, label);
    text += keyOfTexts(tag, label);
  }
  if (text.length > nameLimits.length) return `The name and tags may have ${nameLimits.length} characters.`;
  return { name, tags: labels, number: series.numberOf(text) };
}

function malformed(message: string): Refusal {
  return { code: 'malformed', message };
}
