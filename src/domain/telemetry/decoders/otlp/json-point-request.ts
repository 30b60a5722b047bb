import type { JsonDocument } from '../json/json-documents.js';
import { isJsonArray, isJsonObject } from '../json/json-value.js';

export type JsonPath = readonly (string | number)[];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * A request with nothing but the part at the path, so that it can be decoded by itself. On the way down each object
 * keeps its other members, which are the names that the part goes by, but for its lists and its other data.
 */
export function pointRequest(document: JsonDocument, path: JsonPath): Uint8Array {
  return encoder.encode(request(document, document.value, [], path));
}

function request(document: JsonDocument, value: unknown, above: JsonPath, below: JsonPath): string {
  const [key, ...rest] = below;
  if (key === undefined) return decoder.decode(document.part(...above));
  const inner = (child: unknown) => request(document, child, [...above, key], rest);
  if (typeof key === 'number') return `[${inner(isJsonArray(value) ? value[key] : undefined)}]`;
  const members = isJsonObject(value) ? Object.entries(value) : [];
  const kept = members.filter(([name, sibling]) => name !== key && isName(name, sibling));
  const texts = kept.map(([name]) => `${JSON.stringify(name)}:${decoder.decode(document.part(...above, name))}`);
  const child = isJsonObject(value) ? value[key] : undefined;
  return `{${[...texts, `${JSON.stringify(key)}:${inner(child)}`].join(',')}}`;
}

/** The resource, and whatever is no list and no message. */
function isName(name: string, value: unknown): boolean {
  return name === 'resource' || typeof value !== 'object';
}
