import { tagOf } from '../protobuf/protobuf-reader.js';

/** Field numbers of Prometheus remote write 1.0 (`prometheus.WriteRequest`), as far as they are read. */
export const fields = { timeSeries: 1, label: 1, sample: 2 } as const;

export const tags = {
  timeSeries: tagOf(fields.timeSeries, 'delimited'),
  label: tagOf(fields.label, 'delimited'),
  sample: tagOf(fields.sample, 'delimited'),
  exemplar: tagOf(3, 'delimited'),
  histogram: tagOf(4, 'delimited'),
  labelName: tagOf(1, 'delimited'),
  labelValue: tagOf(2, 'delimited'),
  sampleValue: tagOf(1, 'fixed64'),
  sampleTimestamp: tagOf(2, 'varint'),
} as const;

/** The NaN by which Prometheus says that a series has ended; any other NaN is a value that is none. */
export const staleMarker = { high: 0x7ff00000, low: 2 } as const;
