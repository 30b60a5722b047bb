import type { WireFormat } from '../../src/domain/telemetry/decoders/catalogue.js';
import { encodeOtlp, encodeWriteRequest } from './protobuf-messages.js';

const atMs = Date.UTC(2026, 0, 1);
const host = (i: number) => `srv-${(i % 3) + 1}`;
const textOf = (value: object) => new TextEncoder().encode(JSON.stringify(value));

/** One reading of each host; `values[i]` is its temperature, wherever the format puts it. */
type BodyOf = (values: readonly Reading[]) => Uint8Array;
/** A number, or the word NaN. */
type Reading = number | string;

const otlpRequest = (values: readonly Reading[]) => ({
  resourceMetrics: values.map((value, i) => ({
    resource: { attributes: [{ key: 'host.name', value: { stringValue: host(i) } }] },
    scopeMetrics: [
      {
        scope: { name: 'sensors' },
        metrics: [{ name: 'inlet', unit: 'Cel', gauge: { dataPoints: [pointOf(value)] } }],
      },
    ],
  })),
});
const pointOf = (value: Reading) => ({
  timeUnixNano: `${atMs}000000`,
  asDouble: value,
  attributes: [{ key: 'sensor', value: { stringValue: 'inlet' } }],
});

/** A body of each format with the reading of three hosts, `srv-1` to `srv-3`. */
export const bodyOf = {
  'line-protocol': (values) =>
    new TextEncoder().encode(
      values.map((value, i) => `inlet,host=${host(i)} celsius=${value} ${atMs}000000`).join('\n'),
    ),
  'otlp-protobuf': (values) => encodeOtlp(otlpRequest(values)),
  'otlp-json': (values) => textOf(otlpRequest(values)),
  'prometheus-remote-write': (values) =>
    encodeWriteRequest({
      timeseries: values.map((value, i) => ({
        labels: [
          { name: '__name__', value: 'inlet_celsius' },
          { name: 'instance', value: host(i) },
        ],
        samples: [{ value, timestamp: atMs }],
      })),
    }),
  'plenum-json': (values) =>
    textOf({ points: values.map((value, i) => ({ asset: host(i), metric: 'inlet', unit: 'Cel', at: atMs, value })) }),
  'telegraf-json': (values) =>
    textOf({
      metrics: values.map((value, i) => ({
        name: 'inlet',
        tags: { host: host(i) },
        fields: { celsius: value },
        timestamp: atMs / 1000,
      })),
    }),
  'prometheus-kafka-json': (values) =>
    textOf(
      values.map((value, i) => ({
        timestamp: new Date(atMs).toISOString().replace('.000', ''),
        value: String(value),
        name: 'inlet_celsius',
        labels: { __name__: 'inlet_celsius', instance: host(i) },
      })),
    ),
  'dell-json': (values) =>
    textOf(
      values.map((value, i) => ({
        time: atMs / 1000,
        event: 'metric',
        host: host(i),
        fields: { _value: value, metric_name: 'SystemBoardInletTemp_TemperatureReading', source: '' },
      })),
    ),
  'security-events-json': (values) =>
    textOf(values.map((value, i) => ({ event: 'login', outcome: 'failure', host: host(i), at: atMs, count: value }))),
} as const satisfies Record<WireFormat, BodyOf>;

/** Readings of three hosts; events can only be none or more. */
export const sampleReadings = (format: WireFormat): readonly [number, number, number] =>
  format === 'security-events-json' ? [21, 22.5, 3] : [21, 22.5, -3];

/** Bodies of each format. */
export const sampleBodies = Object.fromEntries(
  (Object.entries(bodyOf) as [WireFormat, BodyOf][]).map(([format, body]) => [
    format,
    [body(sampleReadings(format)), body([24])],
  ]),
) as unknown as Readonly<Record<WireFormat, readonly Uint8Array[]>>;
