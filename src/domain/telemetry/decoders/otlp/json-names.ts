import type { JsonObject } from '../json/json-value.js';

/**
 * The member of a Protocol Buffers message in JSON, under its lower camel case name or, as parsers must accept too, its
 * original one (`resourceMetrics`, `resource_metrics`). Null is absent.
 */
export function member(object: JsonObject, name: string): unknown {
  return object[memberKey(object, name)] ?? undefined;
}

/** The name under which the member stands in this object. */
export function memberKey(object: JsonObject, name: string): string {
  return object[name] === undefined ? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : name;
}
