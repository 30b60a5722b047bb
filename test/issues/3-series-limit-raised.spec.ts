import { describe, expect, it } from '@jest/globals';
import { AliasTable } from '../../src/domain/assets/alias-table.js';
import { CounterTracker } from '../../src/domain/telemetry/counter-tracker.js';
import { type DecoderFactory, decoders, type WireFormat } from '../../src/domain/telemetry/decoders/catalogue.js';
import { DeviceDiscovery } from '../../src/domain/telemetry/device-discovery.js';
import { TelemetryMapper } from '../../src/domain/telemetry/mapping/telemetry-mapper.js';
import { PointCollector } from '../../src/domain/telemetry/point-collector.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { bodyOf } from '../builders/decoder-samples.js';

function anIntakeOf(make: DecoderFactory, limits: { maxSeries: number }) {
  const mapper = new TelemetryMapper(new SeriesRegistry(), new AliasTable(), new DeviceDiscovery(), limits);
  const decoder = make(mapper);
  return (body: Uint8Array) => {
    const sink = new PointCollector(new CounterTracker());
    decoder.decode(body, sink, { receivedAt: 0 });
    const { batch, rejections } = sink.finish();
    return { points: batch.length, refused: rejections.map(({ code }) => code) };
  };
}

/** A decoder remembered the refusal, so that a series stayed out until an alias was added. */
describe.each(Object.keys(decoders) as WireFormat[])('%s', (format) => {
  it('takes a series that was one too many as soon as the limit allows it', () => {
    const limits = { maxSeries: 1 };
    const take = anIntakeOf(decoders[format], limits);
    const body = bodyOf[format]([21, 22]);
    expect(take(body)).toEqual({ points: 1, refused: ['too_many_series'] });
    limits.maxSeries = 2;
    expect(take(body)).toEqual({ points: 2, refused: [] });
  });
});
