import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Metrics, type CounterName, type GaugeName } from '../ports/metrics.js';

const counters: Record<CounterName, { help: string; labels: string[] }> = {
  component_received_total: { help: 'Items a component took in.', labels: ['component'] },
  component_sent_total: { help: 'Items a component passed on.', labels: ['component'] },
  component_dropped_total: { help: 'Items a component left out, by reason.', labels: ['component', 'reason'] },
  component_errors_total: { help: 'Failures of a component, by error code.', labels: ['component', 'code'] },
};

const gauges: Record<GaugeName, { help: string; labels: string[] }> = {
  series_total: { help: 'Series known.', labels: [] },
  bus_lag_points: { help: 'Points published but not yet committed by the consumer group.', labels: ['group'] },
  alerts_firing: { help: 'Alerts firing now, by what watches the series.', labels: ['kind'] },
  store_bytes: { help: 'Bytes of the telemetry store on disk.', labels: [] },
  back_end_reachable: { help: '1 while the back end answers.', labels: ['back_end'] },
  detection_settings_generation: {
    help: 'How many detection files this process has taken since its start, the first one included.',
    labels: [],
  },
  detection_settings_refused: {
    help: '1 while the newest detection file is refused and an older one holds.',
    labels: [],
  },
  alerting_settings_generation: {
    help: 'How many alerting files this process has taken since its start, the first one included.',
    labels: [],
  },
  alerting_settings_refused: {
    help: '1 while the newest alerting file is refused and an older one holds.',
    labels: [],
  },
};

/** One value of a metric, with its labels. */
export interface MetricValue {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Plenum's own metrics in Prometheus text; names and labels as in docs/contracts.md. */
export class PromMetrics extends Metrics {
  readonly #registry = new Registry();
  readonly #counters = new Map<CounterName, Counter>();
  readonly #gauges = new Map<GaugeName, Gauge>();
  readonly #samples = new Map<GaugeName, () => number>();
  readonly #stages: Histogram;

  constructor() {
    super();
    collectDefaultMetrics({ register: this.#registry });
    for (const [name, { help, labels }] of Object.entries(counters) as [
      CounterName,
      (typeof counters)[CounterName],
    ][]) {
      this.#counters.set(
        name,
        new Counter({ name: `plenum_${name}`, help, labelNames: labels, registers: [this.#registry] }),
      );
    }
    for (const [name, { help, labels }] of Object.entries(gauges) as [GaugeName, (typeof gauges)[GaugeName]][]) {
      this.#gauges.set(
        name,
        new Gauge({ name: `plenum_${name}`, help, labelNames: labels, registers: [this.#registry] }),
      );
    }
    this.#stages = new Histogram({
      name: 'plenum_stage_duration_seconds',
      help: 'Time a stage of the pipeline took for one batch or request.',
      labelNames: ['stage'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
      registers: [this.#registry],
    });
  }

  count(name: CounterName, labels: Readonly<Record<string, string>>, by = 1): void {
    if (by > 0) this.#counters.get(name)?.inc(labels, by);
  }

  observeSeconds(stage: string, seconds: number): void {
    this.#stages.observe({ stage }, seconds);
  }

  gauge(name: GaugeName, labels: Readonly<Record<string, string>>, value: number): void {
    this.#gauges.get(name)?.set(labels, value);
  }

  /** Sets a gauge from `read` whenever the metrics are read. */
  sample(name: GaugeName, read: () => number): void {
    this.#samples.set(name, read);
  }

  /** Everything in the Prometheus text format. */
  text(): Promise<string> {
    this.#takeSamples();
    return this.#registry.metrics();
  }

  /** The current values of one metric, by its name in the text format; empty while nothing has been counted. */
  async values(name: string): Promise<readonly MetricValue[]> {
    this.#takeSamples();
    const metric = await this.#registry.getSingleMetric(name)?.get();
    return metric?.values.map(({ labels, value }) => ({ labels: texts(labels), value })) ?? [];
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  #takeSamples(): void {
    for (const [name, read] of this.#samples) this.gauge(name, {}, read());
  }
}

function texts(labels: Readonly<Record<string, string | number | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value ?? '')]));
}
