import { AssemblyBudget } from '../assembly-budget.js';
import type { CounterKind, DecodeSettings, PointSink, SeriesMapping } from '../decoder.js';
import type { JsonDocument } from '../json/json-documents.js';
import { jsonTimestamp } from '../json/json-timestamp.js';
import { isJsonArray, isJsonObject, type JsonObject, numberOf } from '../json/json-value.js';
import { keyOfTexts, type MappingCache } from '../mapping-cache.js';
import { type JsonAttributes, jsonAttributes } from './json-attributes.js';
import { JsonFrame, type JsonPath } from './json-frame.js';
import { jsonMetricData } from './json-metric.js';
import { member, memberKey } from './json-names.js';
import { noRecordedValue } from './metric-kind.js';

type Refuse = (message: string) => void;

/** A resource's attributes, and a number that stands for them. */
interface KnownResource {
  readonly labels: ReadonlyMap<string, string>;
  readonly number: number;
}

/** A metric under its resource, while its points are read. */
interface Metric {
  readonly resource: KnownResource;
  readonly name: string;
  readonly unit: string;
  readonly counter: CounterKind;
  /** Stands for this metric of this resource. */
  readonly number: number;
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
    this.#each(JsonFrame.of(document, request), 'resourceMetrics', (entry, refuse) => {
      this.#resource(entry, refuse);
    });
  }

  /** Refuses a piece of which nothing can be taken. */
  refuse(message: string, original: Uint8Array): void {
    this.#position += 1;
    this.sink.reject({ code: 'malformed', message, position: this.#position, original });
  }

  #resource(frame: JsonFrame, refuse: Refuse): void {
    const written = member(frame.object, 'resource') ?? {};
    const attributes = isJsonObject(written) ? jsonAttributes(member(written, 'attributes')) : undefined;
    if (!attributes) {
      refuse('The attributes of the resource cannot be read or are too many.');
      return;
    }
    const resource = { labels: attributes.labels, number: this.series.numberOf(`resource:${attributes.key}`) };
    this.#each(frame, 'scopeMetrics', (scope) => {
      this.#each(scope, 'metrics', (metric, refuseMetric) => {
        this.#metric(metric, resource, refuseMetric);
      });
    });
  }

  #metric(frame: JsonFrame, resource: KnownResource, refuse: Refuse): void {
    const name = member(frame.object, 'name');
    const unit = member(frame.object, 'unit') ?? '';
    if (typeof name !== 'string' || name === '' || typeof unit !== 'string') {
      refuse('A metric must have a name and a unit that are texts.');
      return;
    }
    const data = jsonMetricData(frame.object);
    const kind = data?.kind;
    if (!data || !kind) {
      this.sink.skip('unsupported_kind');
    } else if (kind.kind === 'malformed') {
      refuse(kind.message);
    } else if (kind.kind === 'skipped') {
      const points = member(data.data, 'dataPoints');
      for (let i = isJsonArray(points) ? points.length : 0; i > 0; i -= 1) this.#skip(kind.reason);
    } else {
      const number = this.series.numberOf(`${resource.number}:${keyOfTexts(name, unit)}${kind.counter}`);
      const metric = { resource, name, unit, counter: kind.counter, number };
      this.#points(frame.inner(data.data, data.name), metric);
    }
  }

  #points(frame: JsonFrame, metric: Metric): void {
    const key = memberKey(frame.object, 'dataPoints');
    const points = member(frame.object, 'dataPoints');
    if (!isJsonArray(points)) {
      if (points !== undefined) this.refuse(`"${key}" must be an array.`, this.#original(frame, key));
      return;
    }
    points.forEach((point, index) => {
      const original = () => this.#original(frame, key, index);
      const problem = isJsonObject(point)
        ? this.#point(point, metric, original)
        : `Each of "${key}" must be an object.`;
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
    if (!attributes) return 'The attributes of the data point cannot be read or are too many.';
    this.#position += 1;
    this.sink.add(this.#mapping(metric, attributes), at, value, this.#position, original);
    return undefined;
  }

  #mapping({ resource, name, unit, counter, number }: Metric, attributes: JsonAttributes): SeriesMapping {
    const seriesKey = `${number}:${attributes.key}`;
    const known = this.series.find(seriesKey);
    if (known) return known;
    const labels = new Map([...resource.labels, ...attributes.labels]);
    const stated = unit === '' ? undefined : unit;
    return this.series.add(seriesKey, { format: 'otlp', name, field: '', labels, unit: stated, counter });
  }

  /** Calls `visit` with the frame of each object of a list, and refuses whatever else is in its place. */
  #each(frame: JsonFrame, name: string, visit: (inner: JsonFrame, refuse: Refuse) => void): void {
    const key = memberKey(frame.object, name);
    const list = member(frame.object, name);
    if (!isJsonArray(list)) {
      if (list !== undefined) this.refuse(`"${key}" must be an array.`, this.#original(frame, key));
      return;
    }
    list.forEach((entry, index) => {
      const refuse = (message: string) => {
        this.refuse(message, this.#original(frame, key, index));
      };
      if (isJsonObject(entry)) visit(frame.inner(entry, key, index), refuse);
      else refuse(`Each of "${key}" must be an object.`);
    });
  }

  /** A request with nothing but this part, or the bare part where that would be too much. */
  #original(frame: JsonFrame, ...path: JsonPath): Uint8Array {
    return this.#budget.spend(frame.length) ? frame.around(...path) : frame.part(...path);
  }

  #skip(reason: string): void {
    this.#position += 1;
    this.sink.skip(reason);
  }
}
