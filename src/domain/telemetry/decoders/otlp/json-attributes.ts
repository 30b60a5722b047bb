import { isJsonArray, isJsonObject, type JsonObject } from '../json/json-value.js';
import { keyOfTexts, nameLimits } from '../mapping-cache.js';
import { member } from './json-names.js';
import { maxAttributeDepth } from './protobuf-attributes.js';

export interface JsonAttributes {
  readonly labels: ReadonlyMap<string, string>;
  /** A text that no other attributes have. */
  readonly key: string;
}

const none: JsonAttributes = { labels: new Map(), key: '' };

/** The attributes of a list of `KeyValue`s; the last of a name wins. Undefined when they are malformed or too many. */
export function jsonAttributes(list: unknown): JsonAttributes | undefined {
  if (list === undefined) return none;
  if (!isJsonArray(list) || list.length > nameLimits.labels) return undefined;
  const labels = new Map<string, string>();
  let key = '';
  for (const pair of list) {
    const read = readPair(pair, 0);
    if (!read) return undefined;
    labels.set(read.key, read.value);
    key += keyOfTexts(read.key, read.value);
  }
  return key.length > nameLimits.length ? undefined : { labels, key };
}

function readPair(pair: unknown, depth: number): { key: string; value: string } | undefined {
  if (!isJsonObject(pair)) return undefined;
  const { key = '' } = pair;
  const value = valueText(member(pair, 'value') ?? {}, depth);
  return typeof key === 'string' && value !== undefined ? { key, value } : undefined;
}

/** The text of an `AnyValue`; undefined when it is malformed or nested too deep. */
function valueText(value: unknown, depth: number): string | undefined {
  if (!isJsonObject(value) || depth > maxAttributeDepth) return undefined;
  const array = member(value, 'arrayValue');
  if (array !== undefined) return listText(array, '[', ']', (item) => valueText(item, depth + 1));
  const list = member(value, 'kvlistValue');
  if (list !== undefined) {
    return listText(list, '{', '}', (item) => {
      const pair = readPair(item, depth + 1);
      return pair && `${pair.key}=${pair.value}`;
    });
  }
  return scalarText(value);
}

function scalarText(value: JsonObject): string | undefined {
  for (const kind of ['stringValue', 'boolValue', 'intValue', 'doubleValue', 'bytesValue']) {
    const scalar = member(value, kind);
    if (typeof scalar === 'string') return scalar;
    if (typeof scalar === 'number' || typeof scalar === 'boolean') return String(scalar);
    if (scalar !== undefined) return undefined;
  }
  return '';
}

function listText(
  list: unknown,
  open: string,
  close: string,
  textOf: (item: unknown) => string | undefined,
): string | undefined {
  const values = isJsonObject(list) ? (list['values'] ?? []) : undefined;
  if (!isJsonArray(values)) return undefined;
  const texts: string[] = [];
  for (const value of values) {
    const text = textOf(value);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return `${open}${texts.join(',')}${close}`;
}
