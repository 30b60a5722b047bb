import { tagOf } from '../protobuf/protobuf-reader.js';

/** Field numbers of opentelemetry-proto 1.x, as far as they are read; by message. */
export const fields = {
  request: { resourceMetrics: 1 },
  resourceMetrics: { resource: 1, scopeMetrics: 2 },
  scopeMetrics: { metrics: 2 },
  metric: { name: 1, unit: 3, gauge: 5, sum: 7, histogram: 9, exponentialHistogram: 10, summary: 11 },
  data: { dataPoints: 1 },
} as const;

/** Tags of the fields that are read by their wire type. */
export const tags = {
  resourceMetrics: tagOf(fields.request.resourceMetrics, 'delimited'),
  resource: tagOf(fields.resourceMetrics.resource, 'delimited'),
  scopeMetrics: tagOf(fields.resourceMetrics.scopeMetrics, 'delimited'),
  metrics: tagOf(fields.scopeMetrics.metrics, 'delimited'),
  name: tagOf(fields.metric.name, 'delimited'),
  unit: tagOf(fields.metric.unit, 'delimited'),
  dataPoints: tagOf(fields.data.dataPoints, 'delimited'),
  aggregationTemporality: tagOf(2, 'varint'),
  isMonotonic: tagOf(3, 'varint'),
} as const;

/** `NumberDataPoint`. */
export const pointTags = {
  timeUnixNano: tagOf(3, 'fixed64'),
  asDouble: tagOf(4, 'fixed64'),
  asInt: tagOf(6, 'fixed64'),
  attributes: tagOf(7, 'delimited'),
  flags: tagOf(8, 'varint'),
} as const;

/** `Resource`, `KeyValue`, `AnyValue`, `ArrayValue` and `KeyValueList` of `common.proto`. */
export const valueTags = {
  resourceAttributes: tagOf(1, 'delimited'),
  key: tagOf(1, 'delimited'),
  value: tagOf(2, 'delimited'),
  string: tagOf(1, 'delimited'),
  bool: tagOf(2, 'varint'),
  int: tagOf(3, 'varint'),
  double: tagOf(4, 'fixed64'),
  array: tagOf(5, 'delimited'),
  list: tagOf(6, 'delimited'),
  bytes: tagOf(7, 'delimited'),
  listValues: tagOf(1, 'delimited'),
} as const;
