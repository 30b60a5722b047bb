import { describe, expect, it } from '@jest/globals';
import { withSeries } from '../../../../test/alerting/builders.js';
import { SeriesRegistry } from '../../telemetry/series-registry.js';
import type { DerivedInput } from './deriver.js';
import { seriesOfInputs } from './input-series.js';

const powerOf = (assetId: string): DerivedInput => ({
  assetId,
  metrics: ['hw.host.power', 'hw.power_supply.usage'],
  over: 'sum',
});

describe('The series that a residual is computed from', () => {
  const registry = new SeriesRegistry();
  withSeries(registry, 'meter', ['hw.host.power', 'hw.power_supply.usage psu-1']);
  withSeries(registry, 'supplies', ['hw.power_supply.usage psu-1', 'hw.power_supply.usage psu-2', 'hw.fan.speed']);
  const namesOf = (...inputs: DerivedInput[]) =>
    seriesOfInputs(inputs, (id) => registry.ofAsset(id)).map(({ assetId, component }) => `${assetId} ${component}`);

  it('are all power supplies of a server that has no meter for the whole', () => {
    expect(namesOf(powerOf('supplies'))).toEqual(['supplies psu-1', 'supplies psu-2']);
  });

  it('are the meter alone where there is one, since the supplies would count twice', () => {
    expect(namesOf(powerOf('meter'))).toEqual(['meter ']);
  });

  it('come in the order of the inputs, without a server that reports nothing of the kind', () => {
    expect(namesOf(powerOf('supplies'), powerOf('dark'), powerOf('meter'))).toEqual([
      'supplies psu-1',
      'supplies psu-2',
      'meter ',
    ]);
  });

  it('are never derived themselves', () => {
    const origin = { unit: 'W', source: 'derived', simulated: false };
    registry.intern({ assetId: 'virtual', metric: 'hw.host.power', component: '' }, origin);
    expect(namesOf(powerOf('virtual'))).toEqual([]);
  });
});
