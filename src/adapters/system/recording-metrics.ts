import { type CounterName, type GaugeName, Metrics } from '../../ports/metrics.js';

/** Metrics that keep their values in memory, keyed by name and label values; for tests. */
export class RecordingMetrics extends Metrics {
  readonly values = new Map<string, number>();

  count(name: CounterName, labels: Readonly<Record<string, string>>, by = 1): void {
    const key = keyOf(name, labels);
    this.values.set(key, (this.values.get(key) ?? 0) + by);
  }

  observeSeconds(stage: string, seconds: number): void {
    this.values.set(`stage ${stage}`, seconds);
  }

  gauge(name: GaugeName, labels: Readonly<Record<string, string>>, value: number): void {
    this.values.set(keyOf(name, labels), value);
  }
}

function keyOf(name: string, labels: Readonly<Record<string, string>>): string {
  return [name, ...Object.values(labels)].join(' ');
}
