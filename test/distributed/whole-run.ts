import { eventually } from '../e2e/plenum-process.js';
import { type AlertEpisode, alertEpisodes } from './alert-episodes.js';
import type { FleetLoad } from './fleet-load.js';
import { cellsOfRow, type StoredRows } from './stored-rows.js';
import type { UndisturbedRun } from './undisturbed-run.js';

/** Resolves when a step is stored and scored in all series, hence all before it are: a series is handled in order. */
export async function untilScored(rows: StoredRows, load: FleetLoad, step: number): Promise<void> {
  await eventually(
    () => rows.count(load.atOf(step)),
    ({ values, scores }) => values === load.width && scores === load.width,
  );
}

/** The series whose stored rows are not those of the undisturbed run, each with the first row that differs. */
export async function differingSeries(
  rows: StoredRows,
  load: FleetLoad,
  run: UndisturbedRun,
): Promise<readonly string[]> {
  const differing: string[] = [];
  for (const metric of load.metrics) {
    const stored = await rows.of(metric);
    if (stored.length !== load.size.assets) differing.push(`${metric} of ${stored.length} assets`);
    for (const { assetId, cells } of stored) {
      const expected = run.cellsOf(metric, assetId);
      const cell = firstDifference(cells, expected);
      if (cell === undefined) continue;
      const rowOf = (all: Float64Array) =>
        all
          .subarray(cell - (cell % cellsOfRow))
          .subarray(0, cellsOfRow)
          .join(' ');
      differing.push(`${metric} of ${assetId}: ${rowOf(cells)} instead of ${rowOf(expected)}`);
    }
  }
  return differing;
}

/** Scores and bands are single precision; InfluxDB holds them as such, written in decimal. */
function firstDifference(stored: Float64Array, expected: Float64Array): number | undefined {
  const { fround } = Math;
  for (let cell = 0; cell < Math.max(stored.length, expected.length); cell += 1) {
    const [a = Infinity, b = Infinity] = [stored[cell], expected[cell]];
    if (a === b || (a !== a && b !== b)) continue;
    if (cell % cellsOfRow < 2 || fround(a) !== fround(b)) return cell;
  }
  return undefined;
}

/** Resolves with the alerts that a service has, as soon as they are as many and as resolved as expected. */
export function untilResolved(url: string, expected: readonly AlertEpisode[]): Promise<readonly AlertEpisode[]> {
  return eventually(
    () => alertEpisodes(url),
    (alerts) => alerts.filter(({ state }) => state === 'resolved').length >= expected.length,
  );
}
