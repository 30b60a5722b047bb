import type { TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';
import type { Span } from '../domain/alerting/backtest/settings-comparison.js';
import type { SeriesPoints, TelemetryStore } from '../ports/telemetry-store.js';

export type PointsReader = Pick<TelemetryStore, 'readManyPoints' | 'readPoints'>;

const dayMs = 86_400_000;
/** Rows of one series that are held at a time: a day of a point a second. */
const mostRows = 86_400;

/** The raw points of a day of the series, or a part of one. */
export interface HistoryPart {
  readonly batch: TelemetryBatch;
  /** Every point of the series before this time has been given, epoch ms. */
  readonly upToMs: number;
}

/**
 * The raw points of the series in the span, day by day, so that what is held is bounded whatever the span. Those of one
 * series ascend in time; within a day the series come one after the other.
 */
export async function* storedHistory(
  store: PointsReader,
  seriesIds: readonly number[],
  { fromMs, toMs }: Span,
): AsyncGenerator<HistoryPart> {
  for (let dayFrom = fromMs; dayFrom < toMs; dayFrom += dayMs) {
    const dayTo = Math.min(dayFrom + dayMs, toMs);
    const selection = { fromMs: dayFrom, toMs: dayTo, limit: mostRows, scored: false };
    for await (const { seriesId, points } of store.readManyPoints({ seriesIds, ...selection })) {
      yield { batch: batchOfSeries(seriesId, points), upToMs: dayFrom };
      for (let last = points; last.at.length === mostRows;) {
        last = await store.readPoints({ seriesId, ...selection, fromMs: (last.at.at(-1) ?? dayTo) + 1 });
        if (last.at.length > 0) yield { batch: batchOfSeries(seriesId, last), upToMs: dayFrom };
      }
    }
  }
}

function batchOfSeries(seriesId: number, { at, value }: SeriesPoints): TelemetryBatch {
  return { length: at.length, seriesIds: new Int32Array(at.length).fill(seriesId), at, values: value };
}
