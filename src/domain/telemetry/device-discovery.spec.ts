import { describe, expect, it } from '@jest/globals';
import { DeviceDiscovery } from './device-discovery.js';

const tags = (values: Record<string, string>) => new Map(Object.entries(values));

describe('DeviceDiscovery', () => {
  it('hands out each unknown device once, with what it says of its place and kind', () => {
    const discovery = new DeviceDiscovery();
    discovery.notice('srv-1', 'prometheus', tags({ rack: 'R7', modelName: 'H100', serial: '', job: 'dcgm' }));
    discovery.notice('srv-1', 'prometheus', tags({ rack: 'R8' }));
    expect(discovery.takeNew()).toEqual([
      { assetId: 'srv-1', source: 'prometheus', hints: { rack: 'R7', model: 'H100' } },
    ]);
    expect(discovery.takeNew()).toEqual([]);
  });

  it('does not hand out again what an earlier run has recorded', () => {
    const discovery = new DeviceDiscovery();
    discovery.load(['srv-1']);
    discovery.notice('srv-1', 'influx', tags({}));
    expect(discovery.takeNew()).toEqual([]);
  });

  it('keeps what could not be recorded, in order', () => {
    const discovery = new DeviceDiscovery();
    discovery.notice('a', 'influx', tags({}));
    const taken = discovery.takeNew();
    discovery.notice('b', 'influx', tags({}));
    discovery.keepNew(taken);
    expect(discovery.takeNew().map(({ assetId }) => assetId)).toEqual(['a', 'b']);
  });
});
