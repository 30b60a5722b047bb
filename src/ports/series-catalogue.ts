import type { SeriesDescriptor } from '../domain/telemetry/series.js';

/** A series of which it is not known yet whether it has an id. */
export type UnresolvedSeries = Omit<SeriesDescriptor, 'id'>;

/**
 * Remembers every series and its id across restarts. One process alone hands out ids itself and saves them; processes
 * that share a catalogue let it hand them out, so that an id means the same series to all of them. Use one way only.
 */
export abstract class SeriesCatalogue {
  /** All series with an id above `afterId` (0 when absent), ascending by id. One that is found later has a greater id. */
  abstract load(afterId?: number): Promise<readonly SeriesDescriptor[]>;
  /** Saves new series; durable on resolve. A repeated save of the same id and identity changes nothing; another identity under a used id is a `conflict`. */
  abstract save(series: readonly SeriesDescriptor[]): Promise<void>;
  /**
   * The series in the order given, with their ids; those that are new get the next ones, durable on resolve. Of several
   * callers at once each gets the same id for the same identity, and unit and origin as the first of them gave them.
   */
  abstract resolve(series: readonly UnresolvedSeries[]): Promise<readonly SeriesDescriptor[]>;
}
