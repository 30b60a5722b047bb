import type { CatalogueMetric } from '../../../domain/telemetry/metric-catalogue.js';

interface Measured {
  readonly metric: CatalogueMetric;
  /** Part of the host it belongs to (`cpu0`, `eth0 receive`, `/var`); empty for the whole host. */
  readonly component: string;
}

/**
 * What a probe found, before rates. Values are in the catalogue's unit; a counter's increase per second is in it.
 * A `share` is the increase of a part over the increase of the whole, such as busy ticks of all ticks.
 */
export type HostReading = Measured &
  (
    | { readonly kind: 'gauge'; readonly value: number }
    | {
        readonly kind: 'counter';
        readonly count: number;
        /** The counter falls back to 0 after this value; undefined when a fall means a reset. */
        readonly wrapsAt?: number;
      }
    | { readonly kind: 'share'; readonly part: number; readonly whole: number }
  );

/** Says that a sensor that exists could not be read. The reading is left out; no number stands in for it. */
export type ReportFault = (sensor: string, error: unknown) => void;

/** Reads one group of this machine's sensors. A group that the machine does not have yields nothing. */
export interface HostProbe {
  readonly name: string;
  read(fault: ReportFault): Promise<readonly HostReading[]>;
}
