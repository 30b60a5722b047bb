import { describe, expect, it } from '@jest/globals';
import { aRegistry, noon, withSeries } from '../../../test/alerting/builders.js';
import { batchOf } from '../telemetry/telemetry-batch.js';
import { SimulatedTime } from './simulated-time.js';

describe('Simulated time', () => {
  it('is that of the newest simulated point, whatever real devices report', () => {
    const registry = aRegistry();
    const [twin = 0] = withSeries(registry, 'twin-rack-1', ['dc.rack.power'], { simulated: true });
    const time = new SimulatedTime(registry);
    time.observe(batchOf([{ seriesId: 1, at: noon + 9000, value: 0.6 }]));
    expect(time.newest).toBeUndefined();
    time.observe(
      batchOf([
        { seriesId: twin, at: noon + 5000, value: 1 },
        { seriesId: 1, at: noon + 99_000, value: 0.6 },
        { seriesId: twin, at: noon + 3000, value: 1 },
      ]),
    );
    expect(time.newest).toBe(noon + 5000);
  });
});
