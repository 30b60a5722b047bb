import { isName, type SeriesDescriptor } from '../../../domain/telemetry/series.js';

/** A series without an id: ids are private to each process, so they do not travel. */
export type NamedSeries = Omit<SeriesDescriptor, 'id'>;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

/** A series in the dictionary of a message: a JSON array of what names it and what it is. Equal series have equal bytes. */
export function encodeSeries({ assetId, metric, component, unit, source, simulated }: NamedSeries): Uint8Array {
  return encoder.encode(JSON.stringify([assetId, metric, component, unit, source, simulated]));
}

/** Undefined when the bytes are no such entry. */
export function decodeSeries(bytes: Uint8Array): NamedSeries | undefined {
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
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && isName(value);
}
