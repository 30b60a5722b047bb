import { AssemblyBudget } from '../assembly-budget.js';
import type { CounterKind, DecodeSettings, PointSink, SeriesMapping } from '../decoder.js';
import type { JsonDocument } from '../json/json-documents.js';
import { jsonTimestamp } from '../json/json-timestamp.js';
import { isJsonArray, isJsonObject, type JsonObject, numberOf } from '../json/json-value.js';
import { keyOfTexts, type MappingCache } from '../mapping-cache.js';
import { type JsonAttributes, jsonAttributes } from './json-attributes.js';
import { type JsonMetricData, jsonMetricData } from './json-metric.js';
import { member, memberKey } from './json-names.js';
import { type JsonPath, pointRequest } from './json-point-request.js';
import { noRecordedValue } from './metric-kind.js';

/** A metric under its resource, while its points are read. */
interface Metric {
  readonly resource: JsonAttributes;
  readonly name: string;
  readonly unit: string;
  readonly counter: CounterKind;
  /** A text that no other metric and resource have. */
  readonly key: string;
}

/** One body while it is read: hands its points to the sink and counts them. */
export class OtlpJsonBody {
  #position = 0;
  readonly #budget = new AssemblyBudget();

  constructor(
    private readonly series: MappingCache,
    private readonly sink: PointSink,
    private readonly settings: DecodeSettings,
  ) {}

  take(document: JsonDocument): void {
    const request = document.value;
    if (!isJsonObject(request) || !isJsonArray(member(request, 'resourceMetrics'))) {
      this.refuse('An OTLP request must be an object with "resourceMetrics".', document.bytes);
      return;
    }
    this.#each(document, request, 'resourceMetrics', [], (entry, path) => {
      const resource = member(entry, 'resource') ?? {};
      const attributes = isJsonObject(resource) ? jsonAttributes(member(resource, 'attributes')) : undefined;
      if (!attributes) {
        this.#refusePart('The attributes of the resource cannot be read.', document, path);
        return;
      }
      this.#each(document, entry, 'scopeMetrics', path, (scope, scopePath) => {
        this.#each(document, scope, 'metrics', scopePath, (metric, metricPath) => {
          this.#metric(document, metric, metricPath, attributes);
        });
      });
    });
  }

  /** Refuses a piece of which nothing can be taken. */
  refuse(message: string, original: Uint8Array): void {
    this.#position += 1;
    this.sink.reject({ code: 'malformed', message, position: this.#position, original });
  }

  #metric(document: JsonDocument, metric: JsonObject, path: JsonPath, resource: JsonAttributes): void {
    const name = member(metric, 'name');
    const unit = member(metric, 'unit') ?? '';
    if (typeof name !== 'string' || name === '' || typeof unit !== 'string') {
      this.#refusePart('A metric must have a name and a unit that are texts.', document, path);
      return;
    }
    const data = jsonMetricData(metric);
    if (!data) {
      this.sink.skip('unsupported_kind');
      return;
    }
    const { kind } = data;
    if (kind.kind === 'malformed') {
      this.#refusePart(kind.message, document, path);
    } else if (kind.kind === 'skipped') {
      const points = member(data.data, 'dataPoints');
      for (let i = isJsonArray(points) ? points.length : 0; i > 0; i -= 1) this.#skip(kind.reason);
    } else {
      const key = keyOfTexts(resource.key, name, unit, kind.counter);
      this.#points(document, data, path, { resource, name, unit, counter: kind.counter, key });
    }
  }

  #points(document: JsonDocument, { name, data }: JsonMetricData, path: JsonPath, metric: Metric): void {
    this.#each(document, data, 'dataPoints', [...path, name], (point, pointPath) => {
      const original = () =>
        this.#budget.spend() ? pointRequest(document, pointPath) : (document.part(...pointPath) ?? document.bytes);
      const problem = this.#point(point, metric, original);
      if (problem !== undefined) this.refuse(problem, original());
    });
  }

  /** Hands the point on, or says why it cannot be read. */
  #point(point: JsonObject, metric: Metric, original: () => Uint8Array): string | undefined {
    const flags = numberOf(member(point, 'flags') ?? 0) ?? 0;
    if (flags % 2 === noRecordedValue) {
      this.#skip('no_recorded_value');
      return undefined;
    }
    const value = numberOf(member(point, 'asDouble') ?? member(point, 'asInt'));
    if (value === undefined) return 'A data point must have a number as "asDouble" or "asInt".';
    const time = member(point, 'timeUnixNano') ?? 0;
    const at = time === 0 || time === '0' ? this.settings.receivedAt : jsonTimestamp(time, 'ns');
    const attributes = jsonAttributes(member(point, 'attributes'));
    if (!attributes) return 'The attributes of the data point cannot be read.';
    this.#position += 1;
    this.sink.add(this.#mapping(metric, attributes), at, value, this.#position, original);
    return undefined;
  }

  #mapping({ resource, name, unit, counter, key }: Metric, attributes: JsonAttributes): SeriesMapping {
    const seriesKey = key + attributes.key;
    const known = this.series.find(seriesKey);
    if (known) return known;
    const labels = new Map([...resource.labels, ...attributes.labels]);
    const stated = unit === '' ? undefined : unit;
    return this.series.add(seriesKey, { format: 'otlp', name, field: '', labels, unit: stated, counter });
  }

  /** Calls `visit` with each object of a list, and refuses whatever else is in its place. */
  #each(
    document: JsonDocument,
    parent: JsonObject,
    name: string,
    path: JsonPath,
    visit: (entry: JsonObject, path: JsonPath) => void,
  ): void {
    const list = member(parent, name);
    if (list === undefined) return;
    const key = memberKey(parent, name);
    if (!isJsonArray(list)) {
      this.#refusePart(`"${key}" must be an array.`, document, [...path, key]);
      return;
    }
    list.forEach((entry, index) => {
      const entryPath = [...path, key, index];
      if (isJsonObject(entry)) visit(entry, entryPath);
      else this.#refusePart(`Each of "${key}" must be an object.`, document, entryPath);
    });
  }

  #refusePart(message: string, document: JsonDocument, path: JsonPath): void {
    this.refuse(
      message,
      this.#budget.spend() ? pointRequest(document, path) : (document.part(...path) ?? document.bytes),
    );
  }

  #skip(reason: string): void {
    this.#position += 1;
    this.sink.skip(reason);
  }
}
