import type { JsonDocument } from '../json/json-documents.js';
import type { JsonObject } from '../json/json-value.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** One point of a column, written as a point of its own from the bytes that were sent. */
export function columnPoint(
  document: JsonDocument,
  column: JsonObject,
  path: readonly (string | number)[],
  index: number,
): Uint8Array {
  const written = (...inside: readonly (string | number)[]) =>
    decoder.decode(document.part(...path, ...inside) ?? new Uint8Array());
  const names = ['asset', 'metric', 'component', 'unit'].filter((key) => key in column);
  const members = [
    ...names.map((key) => `"${key}":${written(key)}`),
    `"at":${written('at', index)}`,
    `"value":${written('values', index)}`,
  ];
  return encoder.encode(`{${members.join(',')}}`);
}
