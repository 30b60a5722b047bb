import type { HostProbe, HostReading } from '../adapters/telemetry-sources/host/host-reading.js';
import type { CatalogueMetric } from '../domain/telemetry/metric-catalogue.js';
import type { MetricValue, PromMetrics } from '../observability/prom-metrics.js';

/** A metric of `/metrics` and the series that it becomes. */
interface SelfMetric {
  readonly prometheus: string;
  readonly metric: CatalogueMetric;
  readonly kind: 'gauge' | 'counter';
  /** Labels that make the component. */
  readonly labels: readonly string[];
}

const selfMetrics: readonly SelfMetric[] = [
  selfMetric('plenum_component_received_total', 'plenum.received.rate', 'counter', ['component']),
  selfMetric('plenum_component_dropped_total', 'plenum.dropped.rate', 'counter', ['component', 'reason']),
  selfMetric('plenum_component_errors_total', 'plenum.errors.rate', 'counter', ['component', 'code']),
  selfMetric('plenum_bus_lag_points', 'plenum.bus.lag', 'gauge', ['group']),
  selfMetric('plenum_series_total', 'plenum.series', 'gauge'),
  selfMetric('plenum_alerts_firing', 'plenum.alerts.firing', 'gauge', ['kind']),
  selfMetric('plenum_store_bytes', 'plenum.store.size', 'gauge'),
  selfMetric('process_resident_memory_bytes', 'plenum.process.memory', 'gauge'),
  selfMetric('process_cpu_seconds_total', 'plenum.process.cpu', 'counter'),
  selfMetric('nodejs_eventloop_lag_p99_seconds', 'plenum.process.event_loop_delay', 'gauge'),
];

/**
 * Plenum's own metrics among those of its machine: with a history, a band and alerts like any other series, and without
 * a second monitoring system.
 */
export function selfProbe(metrics: PromMetrics): HostProbe {
  return {
    name: 'plenum',
    async read() {
      const readings = selfMetrics.map(async (one) => (await metrics.values(one.prometheus)).map(readingOf(one)));
      return (await Promise.all(readings)).flat();
    },
  };
}

function readingOf({ metric, kind, labels }: SelfMetric): (value: MetricValue) => HostReading {
  return ({ labels: found, value }) => {
    const component = labels.map((label) => found[label] ?? '').join(' ');
    return kind === 'gauge' ? { metric, component, kind, value } : { metric, component, kind, count: value };
  };
}

function selfMetric(
  prometheus: string,
  metric: CatalogueMetric,
  kind: SelfMetric['kind'],
  labels: readonly string[] = [],
): SelfMetric {
  return { prometheus, metric, kind, labels };
}
