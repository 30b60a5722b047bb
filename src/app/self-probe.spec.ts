import { expect, it } from '@jest/globals';
import { PromMetrics } from '../observability/prom-metrics.js';
import { selfProbe } from './self-probe.js';

it("Plenum's own counters and gauges become readings of its machine, labels their components", async () => {
  const metrics = new PromMetrics();
  metrics.count('component_dropped_total', { component: 'intake', reason: 'late' }, 3);
  metrics.gauge('bus_lag_points', { group: 'score' }, 42);
  metrics.sample('series_total', () => 7);
  const readings = await selfProbe(metrics).read(() => undefined);
  expect(readings).toEqual(
    expect.arrayContaining([
      { metric: 'plenum.dropped.rate', component: 'intake late', kind: 'counter', count: 3 },
      { metric: 'plenum.bus.lag', component: 'score', kind: 'gauge', value: 42 },
      { metric: 'plenum.series', component: '', kind: 'gauge', value: 7 },
      { metric: 'plenum.process.memory', component: '', kind: 'gauge', value: expect.any(Number) },
    ]),
  );
});
