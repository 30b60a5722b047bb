import { isJsonArray, isJsonObject, type JsonObject, numberOf } from '../json/json-value.js';

/** A member by its dotted path, nested (`{"user":{"name":…}}`) or flat (`{"user.name":…}`), as senders like it. */
export function fieldOf(object: JsonObject, path: string): unknown {
  if (Object.hasOwn(object, path)) return object[path];
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  const head = path.slice(0, dot);
  const inner = Object.hasOwn(object, head) ? object[head] : undefined;
  return isJsonObject(inner) ? fieldOf(inner, path.slice(dot + 1)) : undefined;
}

/** The first of these that is a text and not empty, or a number as text. */
export function textOf(object: JsonObject, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const value = fieldOf(object, path);
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return undefined;
}

/** A number; undefined where there is none, NaN where there is something else. */
export function amountOf(object: JsonObject, path: string): number | undefined {
  const value = fieldOf(object, path);
  return value === undefined || value === null ? undefined : (numberOf(value) ?? NaN);
}

/** The sum of those that there are; undefined when there is none. */
export function sumOf(object: JsonObject, ...paths: readonly string[]): number | undefined {
  const amounts = paths.flatMap((path) => amountOf(object, path) ?? []);
  return amounts.length === 0 ? undefined : amounts.reduce((sum, amount) => sum + amount, 0);
}

/** Whether a field is this word, or a list with it. */
export function hasWord(object: JsonObject, path: string, word: string): boolean {
  const value = fieldOf(object, path);
  return isJsonArray(value) ? value.includes(word) : value === word;
}
