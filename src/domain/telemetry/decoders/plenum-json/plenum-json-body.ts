import type { Rejection } from '../../rejection.js';
import { AssemblyBudget } from '../assembly-budget.js';
import type { DecodeSettings, PointSink, SeriesMapping } from '../decoder.js';
import type { JsonDocument } from '../json/json-documents.js';
import { jsonTimestamp } from '../json/json-timestamp.js';
import { isJsonArray, isJsonObject, type JsonObject, numberOf } from '../json/json-value.js';
import type { MappingCache } from '../mapping-cache.js';
import { columnPoint } from './column-point.js';
import { plenumSeries } from './plenum-series.js';

type Path = readonly (string | number)[];
type Refusal = Pick<Rejection, 'code' | 'message'>;

const pointKeys = new Set(['asset', 'metric', 'component', 'unit', 'at', 'value']);
const columnKeys = new Set(['asset', 'metric', 'component', 'unit', 'at', 'values']);
const listKeys = new Set(['points', 'series']);

/** One body while it is read: hands its points to the sink and counts them. */
export class PlenumJsonBody {
  #position = 0;
  readonly #budget = new AssemblyBudget();

  constructor(
    private readonly series: MappingCache,
    private readonly sink: PointSink,
    private readonly settings: DecodeSettings,
  ) {}

  /** Takes the points of a document: lists of points or columns, an array of them, or a single one. */
  take(document: JsonDocument): void {
    const { value } = document;
    if (isJsonArray(value)) {
      this.#list(document, value, []);
    } else if (isJsonObject(value) && ('points' in value || 'series' in value)) {
      this.#lists(document, value);
    } else {
      this.#element(document, value, []);
    }
  }

  /** Refuses an element of which nothing can be taken. */
  refuse({ code, message }: Refusal, original: Uint8Array): void {
    this.#position += 1;
    this.sink.reject({ code, message, position: this.#position, original });
  }

  #lists(document: JsonDocument, lists: JsonObject): void {
    const unknown = unknownKey(lists, listKeys);
    if (unknown) this.refuse(unknown, document.bytes);
    for (const key of listKeys) {
      const list = lists[key];
      if (isJsonArray(list)) this.#list(document, list, [key]);
      else if (list !== undefined) this.refuse(malformed(`"${key}" must be an array.`), document.bytes);
    }
  }

  #list(document: JsonDocument, list: readonly unknown[], path: Path): void {
    list.forEach((element, index) => {
      this.#element(document, element, [...path, index]);
    });
  }

  #element(document: JsonDocument, element: unknown, path: Path): void {
    const original = () => document.part(...path) ?? document.bytes;
    if (!isJsonObject(element)) {
      this.refuse(malformed('A point must be an object, such as {"asset", "metric", "value"}.'), original());
      return;
    }
    const isColumn = 'values' in element;
    const unknown = unknownKey(element, isColumn ? columnKeys : pointKeys);
    if (unknown) this.refuse(unknown, original());
    else if (isColumn) this.#column(document, element, path);
    else this.#point(element, original);
  }

  #point(point: JsonObject, original: () => Uint8Array): void {
    const mapping = plenumSeries(this.series, point);
    this.#position += 1;
    this.#add(mapping, point['at'], point['value'], original);
  }

  #column(document: JsonDocument, column: JsonObject, path: Path): void {
    const { at, values } = column;
    if (!isJsonArray(at) || !isJsonArray(values) || at.length !== values.length) {
      const original = document.part(...path) ?? document.bytes;
      this.refuse(malformed('"at" and "values" must be arrays of one length.'), original);
      return;
    }
    const mapping = plenumSeries(this.series, column);
    values.forEach((value, index) => {
      this.#position += 1;
      this.#add(mapping, at[index], value, () => columnPoint(document, path, index, this.#budget));
    });
  }

  #add(mapping: SeriesMapping, time: unknown, written: unknown, original: () => Uint8Array): void {
    if (written === null) {
      this.sink.skip('no_value');
      return;
    }
    const at = time === undefined ? this.settings.receivedAt : jsonTimestamp(time, this.settings.precision ?? 'ms');
    const value = numberOf(written);
    const refusal = mapping.kind === 'rejected' ? undefined : problemOf(at, value, written);
    if (refusal) this.sink.reject({ ...refusal, position: this.#position, original: original() });
    else this.sink.add(mapping, at, value ?? NaN, this.#position, original);
  }
}

function problemOf(at: number, value: number | undefined, written: unknown): Refusal | undefined {
  if (Number.isNaN(at)) return { code: 'bad_timestamp', message: '"at" must be an ISO 8601 time or epoch ms.' };
  if (value !== undefined) return undefined;
  return typeof written === 'string'
    ? { code: 'text_value', message: '"value" is a text; send a number.' }
    : malformed('"value" must be a number.');
}

function unknownKey(object: JsonObject, known: ReadonlySet<string>): Refusal | undefined {
  for (const key in object) {
    if (!known.has(key)) return malformed(`The key "${key.slice(0, 100)}" is not known; use ${[...known].join(', ')}.`);
  }
  return undefined;
}

function malformed(message: string): Refusal {
  return { code: 'malformed', message };
}
