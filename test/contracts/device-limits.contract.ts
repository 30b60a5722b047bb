import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DeviceLimit } from '../../src/domain/detection/device-limits/device-limit.js';
import type { DeviceLimits } from '../../src/ports/device-limits.js';
import { noon } from '../alerting/builders.js';

function aLimit(known: Partial<DeviceLimit> = {}): DeviceLimit {
  return {
    assetId: 'web483',
    metric: 'hw.host.ambient_temperature',
    component: 'Chassis Intake Temp 2',
    bound: 'criticalAbove',
    value: 40,
    firstSeenAt: noon,
    lastSeenAt: noon,
    ...known,
  };
}

/** The contract of `DeviceLimits`; `open` gives an empty one. */
export function describeDeviceLimitsContract(name: string, open: () => Promise<DeviceLimits>): void {
  describe(`${name} as device limits`, () => {
    let limits: DeviceLimits;

    beforeEach(async () => {
      limits = await open();
    });

    it('1. MUST list what was recorded, by series and bound', async () => {
      const lower = aLimit({ bound: 'criticalBelow', value: 5 });
      const first = aLimit({ assetId: 'api001', value: -12.5 });
      await limits.record([lower, aLimit(), first]);
      expect(await limits.list()).toEqual([first, aLimit(), lower]);
    });

    it('2. MUST keep the first sighting of a limit that is stated again, and note the last', async () => {
      await limits.record([aLimit()]);
      await limits.record([aLimit({ firstSeenAt: noon + 500, lastSeenAt: noon + 500 })]);
      expect(await limits.list()).toEqual([aLimit({ lastSeenAt: noon + 500 })]);
    });

    it('3. MUST take a new value with a first sighting of its own', async () => {
      await limits.record([aLimit()]);
      const changed = aLimit({ value: 45, firstSeenAt: noon + 900, lastSeenAt: noon + 900 });
      await limits.record([changed]);
      expect(await limits.list()).toEqual([changed]);
    });

    it('4. MUST take a limit twice in one call, the later one, and nothing at all', async () => {
      await limits.record([aLimit({ value: 30 }), aLimit()]);
      await limits.record([]);
      expect(await limits.list()).toEqual([aLimit()]);
    });

    it('5. MUST count a limit that is new or has another value, and none that is merely stated again', async () => {
      expect(await limits.revision()).toBe(0);
      await limits.record([aLimit()]);
      const first = await limits.revision();
      expect(first).toBeGreaterThan(0);
      await limits.record([aLimit({ lastSeenAt: noon + 500 })]);
      expect(await limits.revision()).toBe(first);
      await limits.record([aLimit(), aLimit({ bound: 'criticalBelow', value: 5 })]);
      const second = await limits.revision();
      expect(second).toBeGreaterThan(first);
      await limits.record([aLimit({ value: 45 })]);
      expect(await limits.revision()).toBeGreaterThan(second);
    });
  });
}
