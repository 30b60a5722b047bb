import type { SeriesDescriptor } from '../domain/telemetry/series.js';

/** Remembers every series and its id across restarts. */
export abstract class SeriesCatalogue {
  /** All series, ascending by id. */
  abstract load(): Promise<readonly SeriesDescriptor[]>;
  /** Saves new series; durable on resolve. A repeated save of the same id and identity changes nothing; another identity under a used id is a `conflict`. */
  abstract save(series: readonly SeriesDescriptor[]): Promise<void>;
}
