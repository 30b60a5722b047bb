import type { Rejection } from '../../rejection.js';
import type { PointSink } from '../decoder.js';
import { JsonDocument, jsonDocuments } from './json-documents.js';
import { isJsonArray, isJsonObject, type JsonObject } from './json-value.js';

/** One object of a body, with its 1-based place and its bytes. */
export interface JsonElement {
  readonly object: JsonObject;
  readonly position: number;
  readonly original: () => Uint8Array;
}

/** The objects of a body that is an object, an array of objects, or one of these a line; refusals where there is none. */
function* jsonElements(input: Uint8Array): Generator<JsonElement | Rejection | 'null'> {
  let position = 0;
  for (const document of jsonDocuments(input)) {
    if (!(document instanceof JsonDocument)) {
      position += 1;
      yield { code: 'malformed', message: document.problem, position, original: document.bytes };
      continue;
    }
    const { value } = document;
    const list: readonly unknown[] = isJsonArray(value) ? value : [value];
    for (const [index, element] of list.entries()) {
      position += 1;
      const original = () => (isJsonArray(value) ? document.part(index) : undefined) ?? document.bytes;
      if (isJsonObject(element)) yield { object: element, position, original };
      else if (element === null) yield 'null';
      else yield { code: 'malformed', message: 'An element must be an object.', position, original: original() };
    }
  }
}

/** Hands every object of a body to `take`; the sink hears of what is none, and of each `null` as `no_value`. */
export function takeJsonElements(input: Uint8Array, sink: PointSink, take: (element: JsonElement) => void): void {
  for (const element of jsonElements(input)) {
    if (element === 'null') sink.skip('no_value');
    else if ('code' in element) sink.reject(element);
    else take(element);
  }
}
