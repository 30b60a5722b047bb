import type { ApiBodyOptions } from '@nestjs/swagger';

/*
 * Bodies of the intake for the OpenAPI document only. The decoders read them as bytes and refuse point by point, which
 * a schema checked beforehand could not do.
 */

const measured = {
  asset: { type: 'string', description: 'Id or other name of the asset; an unknown one becomes a discovered device.' },
  metric: { type: 'string', description: 'Such as hw.host.power; a metric nobody knows is kept under its own name.' },
  component: { type: 'string', description: 'Part of the asset, such as top or phase-a.' },
  unit: { type: 'string', description: 'UCUM; converted to SI. Default: the unit of the metric.' },
} as const;
const time = { oneOf: [{ type: 'string', format: 'date-time' }, { type: 'number' }] };
const reading = { type: 'number', nullable: true };

const point = {
  type: 'object',
  required: ['asset', 'metric', 'value'],
  properties: {
    ...measured,
    at: { ...time, description: 'ISO 8601 or epoch ms. Default: the time of arrival.' },
    value: reading,
  },
};
const column = {
  type: 'object',
  required: ['asset', 'metric', 'at', 'values'],
  properties: { ...measured, at: { type: 'array', items: time }, values: { type: 'array', items: reading } },
};

export const plenumJsonBody = {
  description:
    'Points, columns of one series each, or both; also a bare array of either, or one a line. A null value is no reading.',
  schema: {
    type: 'object',
    properties: { points: { type: 'array', items: point }, series: { type: 'array', items: column } },
    example: {
      points: [{ asset: 'srv-7', metric: 'hw.host.power', value: 412 }],
      series: [
        {
          asset: 'rack-12',
          metric: 'dc.rack.inlet_temperature',
          component: 'top',
          unit: 'Cel',
          at: [1760000000000, 1760000010000],
          values: [22.4, 22.5],
        },
      ],
    },
  },
} satisfies ApiBodyOptions;

export const otlpBody = {
  description: 'ExportMetricsServiceRequest, as protobuf or as JSON.',
  schema: {
    type: 'object',
    example: {
      resourceMetrics: [
        {
          resource: { attributes: [{ key: 'host.name', value: { stringValue: 'srv-7' } }] },
          scopeMetrics: [
            {
              metrics: [
                {
                  name: 'system.cpu.utilization',
                  unit: '1',
                  gauge: { dataPoints: [{ timeUnixNano: '1760000000000000000', asDouble: 0.42 }] },
                },
              ],
            },
          ],
        },
      ],
    },
  },
} satisfies ApiBodyOptions;

export const remoteWriteBody = {
  description: 'WriteRequest of remote write 1.0, as a snappy block.',
  schema: { type: 'string', format: 'binary' },
} satisfies ApiBodyOptions;
