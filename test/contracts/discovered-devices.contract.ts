import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DiscoveredDevices } from '../../src/ports/discovered-devices.js';
import { noon } from '../alerting/builders.js';
import { aDevice } from '../records/builders.js';

/** The contract of `DiscoveredDevices`; `open` gives an empty one. */
export function describeDiscoveredDevicesContract(name: string, open: () => Promise<DiscoveredDevices>): void {
  describe(`${name} as discovered devices`, () => {
    let devices: DiscoveredDevices;

    beforeEach(async () => {
      devices = await open();
    });

    const placed = { as: 'asset', kind: 'server', parentId: 'rack-a07', at: noon + 60, by: 'ada' } as const;
    const alias = { as: 'alias', of: 'srv-001', at: noon + 90, by: 'ada' } as const;

    it('1. MUST list what was recorded, earliest sighting first', async () => {
      const later = aDevice({ assetId: 'a-later', firstSeenAt: noon + 1, hints: {} });
      await devices.record([later, aDevice()]);
      expect(await devices.list()).toEqual([aDevice(), later]);
    });

    it('2. MUST keep the first sighting of a device already known', async () => {
      await devices.record([aDevice()]);
      await devices.record([aDevice({ firstSeenAt: noon + 500, source: 'otlp' })]);
      expect(await devices.list()).toEqual([aDevice()]);
    });

    it('3. MUST keep the adoption of a device that is recorded again', async () => {
      await devices.record([aDevice()]);
      expect(await devices.adopt('srv-new', placed)).toBe(true);
      await devices.record([aDevice()]);
      expect(await devices.list()).toEqual([aDevice({ adoption: placed })]);
    });

    it('4. MUST let the operator decide anew', async () => {
      await devices.record([aDevice()]);
      await devices.adopt('srv-new', placed);
      await devices.adopt('srv-new', alias);
      expect(await devices.list()).toEqual([aDevice({ adoption: alias })]);
    });

    it('5. MUST say when there is no such device', async () => {
      expect(await devices.adopt('srv-none', placed)).toBe(false);
      expect(await devices.list()).toEqual([]);
    });

    it('6. MUST take a device twice in one call, and nothing at all', async () => {
      await devices.record([aDevice(), aDevice({ firstSeenAt: noon + 1 })]);
      await devices.record([]);
      expect(await devices.list()).toEqual([aDevice()]);
    });
  });
}
