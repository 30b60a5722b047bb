/** Counters and timings of Plenum itself; names as in docs/contracts.md. */
export abstract class Metrics {
  abstract count(name: CounterName, labels: Readonly<Record<string, string>>, by?: number): void;
  abstract observeSeconds(stage: string, seconds: number): void;
  abstract gauge(name: GaugeName, labels: Readonly<Record<string, string>>, value: number): void;
}

export type CounterName =
  'component_received_total' | 'component_sent_total' | 'component_dropped_total' | 'component_errors_total';

export type GaugeName =
  | 'series_total'
  | 'bus_lag_points'
  | 'alerts_firing'
  | 'store_bytes'
  | 'back_end_reachable'
  | 'detection_settings_generation'
  | 'detection_settings_refused'
  | 'alerting_settings_generation'
  | 'alerting_settings_refused';
