import type { PointsOfSeries, PointsSelection } from '../../ports/telemetry-store.js';

/** Rows that one batch may bring; eight columns of them are 16 MiB. A single series may have more. */
export const batchRows = 1 << 18;

/** Most series of a batch: bounds the length of a statement. */
const mostSeries = 1_024;

/**
 * Reads series batch by batch, in their order. `readFirst` gives the series from the beginning of its batch whose rows
 * fit into `batchRows`, at least one; those that did not fit begin the next batch. A batch is as large as those before it
 * let expect to fit, and at most twice as large as the last one, in case they were sparse.
 */
export async function* batchesOfSeries(
  seriesIds: readonly number[],
  selection: PointsSelection,
  readFirst: (batch: readonly number[]) => Promise<readonly PointsOfSeries[]>,
): AsyncGenerator<PointsOfSeries> {
  let size = seriesThatFit(guessedRows(selection));
  for (let next = 0; next < seriesIds.length;) {
    const found = await readFirst(seriesIds.slice(next, next + size));
    if (found.length === 0) throw new Error('BUG: a batch of series that brings none');
    const rows = found.reduce((sum, { points }) => sum + points.at.length, 0);
    yield* found;
    next += found.length;
    size = Math.min(seriesThatFit(rows / found.length), 2 * size);
  }
}

/** What a series is taken to have until the first batch has shown it: a row a step, or an hour of a point every five seconds. */
function guessedRows({ fromMs, toMs, stepMs, limit }: PointsSelection): number {
  return Math.min(limit, stepMs === undefined ? 720 : Math.ceil((toMs - fromMs) / stepMs) + 1);
}

function seriesThatFit(rowsEach: number): number {
  const fitting = Math.floor((batchRows - 1) / Math.max(1, rowsEach));
  return Math.min(Math.max(fitting, 1), mostSeries);
}
