import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { board } from '../parts/board.js';
import { figure, lines } from '../parts/panels.js';
import { choice } from '../parts/variables.js';
import { metricOverTime } from '../queries/metric-query.js';

const processes = { assets: 'instance' } as const;
const parts = { ...processes, lines: ['asset', 'component'] } as const;

/** Whether Plenum keeps up. Its own metrics are stored like any other telemetry of the machine that it runs on. */
export function plenumItself(): Builder<Dashboard> {
  return board({
    uid: 'plenum-itself',
    title: 'Plenum / Plenum itself',
    description: 'Throughput, lag, refusals, memory and disk of Plenum.',
    variables: [
      choice({
        name: 'instance',
        label: 'Machine',
        query: 'SHOW TAG VALUES FROM "plenum.series" WITH KEY = "asset"',
        several: true,
      }),
    ],
    sections: [
      {
        title: 'Now',
        panels: [
          figure({
            title: 'Series',
            description: 'Series known. PLENUM_INTAKE_MAX_SERIES bounds them.',
            width: 6,
            metric: 'plenum.series',
            queries: [metricOverTime({ metric: 'plenum.series', ...processes })],
          }),
          figure({
            title: 'Points waiting',
            description:
              'Published on the bus but not yet stored or scored. It should come back to 0 after every burst.',
            width: 6,
            metric: 'plenum.bus.lag',
            queries: [metricOverTime({ metric: 'plenum.bus.lag', by: 'max', ...parts })],
            limits: { warning: 500_000, critical: 5_000_000 },
          }),
          figure({
            title: 'Alerts firing',
            description: 'As Plenum counts them itself.',
            width: 6,
            metric: 'plenum.alerts.firing',
            queries: [metricOverTime({ metric: 'plenum.alerts.firing', by: 'max', ...parts })],
          }),
          figure({
            title: 'Store on disk',
            description: 'Size of the telemetry store.',
            width: 6,
            metric: 'plenum.store.size',
            queries: [metricOverTime({ metric: 'plenum.store.size', by: 'max', ...processes })],
          }),
        ],
      },
      {
        title: 'Flow',
        panels: [
          lines({
            title: 'Points taken in',
            description: 'By each component. Store and score should follow the intake.',
            width: 12,
            metric: 'plenum.received.rate',
            queries: [metricOverTime({ metric: 'plenum.received.rate', ...parts })],
          }),
          lines({
            title: 'Points waiting on the bus',
            description: 'By consumer group.',
            width: 12,
            metric: 'plenum.bus.lag',
            queries: [metricOverTime({ metric: 'plenum.bus.lag', by: 'max', ...parts })],
          }),
          lines({
            title: 'Left out',
            description: 'Items that a component left out, by reason. What was refused is in the dead letters.',
            width: 12,
            metric: 'plenum.dropped.rate',
            queries: [metricOverTime({ metric: 'plenum.dropped.rate', by: 'max', ...parts })],
          }),
          lines({
            title: 'Errors',
            description: 'Failures by component and code; the log has the reason.',
            width: 12,
            metric: 'plenum.errors.rate',
            queries: [metricOverTime({ metric: 'plenum.errors.rate', by: 'max', ...parts })],
          }),
        ],
      },
      {
        title: 'The process',
        panels: [
          lines({
            title: 'CPU',
            description: 'Cores used.',
            width: 8,
            metric: 'plenum.process.cpu',
            queries: [metricOverTime({ metric: 'plenum.process.cpu', ...processes })],
            decimals: 2,
          }),
          lines({
            title: 'Memory',
            description: 'Resident memory.',
            width: 8,
            metric: 'plenum.process.memory',
            queries: [metricOverTime({ metric: 'plenum.process.memory', by: 'max', ...processes })],
          }),
          lines({
            title: 'Event loop delay',
            description: '99th percentile. Above some 100 ms, requests wait for computations.',
            width: 8,
            metric: 'plenum.process.event_loop_delay',
            queries: [metricOverTime({ metric: 'plenum.process.event_loop_delay', by: 'max', ...processes })],
            limits: { warning: 0.1, critical: 1 },
          }),
        ],
      },
    ],
  });
}
