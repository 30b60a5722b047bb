import { isJsonObject, type JsonObject } from '../json/json-value.js';
import { member, memberKey } from './json-names.js';
import { gaugeKind, type MetricKind, sumKind, temporalities } from './metric-kind.js';

/** A metric's data as it stands: under which name, and what becomes of its points. */
export interface JsonMetricData {
  /** Name of the member that holds the points. */
  readonly name: string;
  readonly data: JsonObject;
  readonly kind: MetricKind;
}

const unsupported: MetricKind = { kind: 'skipped', reason: 'unsupported_kind' };

/** The data of a metric; undefined when it has none of a kind that OTLP knows. */
export function jsonMetricData(metric: JsonObject): JsonMetricData | undefined {
  for (const name of ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary']) {
    const data = member(metric, name);
    if (!isJsonObject(data)) continue;
    return { name: memberKey(metric, name), data, kind: kindOf(name, data) };
  }
  return undefined;
}

function kindOf(name: string, data: JsonObject): MetricKind {
  if (name === 'gauge') return gaugeKind;
  if (name !== 'sum') return unsupported;
  const isMonotonic = member(data, 'isMonotonic');
  return sumKind(isMonotonic === true || isMonotonic === 'true', temporalityOf(member(data, 'aggregationTemporality')));
}

/** Enums are written as their number, or as their name in whatever case. */
function temporalityOf(written: unknown): number {
  if (typeof written === 'number') return written;
  if (typeof written !== 'string') return temporalities.unspecified;
  const word = written.toLowerCase().replace('aggregation_temporality_', '');
  if (word === 'delta') return temporalities.delta;
  return word === 'cumulative' ? temporalities.cumulative : Number(word);
}
