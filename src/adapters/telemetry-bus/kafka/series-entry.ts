import { isName } from '../../../domain/telemetry/series.js';
import type { UnresolvedSeries } from '../../../ports/series-catalogue.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

/**
 * A series in the dictionary of a message, without an id, because publishers have ids of their own: a JSON array of
 * what names it and what it is. Equal series have equal bytes.
 */
export function encodeSeries({ assetId, metric, component, unit, source, simulated }: UnresolvedSeries): Uint8Array {
  return encoder.encode(JSON.stringify([assetId, metric, component, unit, source, simulated]));
}

/** Undefined when the bytes are no such entry. */
export function decodeSeries(bytes: Uint8Array): UnresolvedSeries | undefined {
  const entry = parse(bytes);
  if (!Array.isArray(entry) || entry.length !== 6) return undefined;
  const [assetId, metric, component, unit, source, simulated] = entry as unknown[];
  const isSeries = isText(assetId) && isText(metric) && isText(component) && isText(unit) && isText(source);
  if (!isSeries || typeof simulated !== 'boolean') return undefined;
  return { assetId, metric, component, unit, source, simulated };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    // Neither UTF-8 nor JSON: nothing that would be an entry.
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && isName(value);
}
