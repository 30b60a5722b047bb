import { AlertBook } from '../../src/domain/alerting/alert-book.js';
import type { Alert } from '../../src/domain/alerting/alert.js';
import { SeriesWatch } from '../../src/domain/alerting/series-watch.js';
import { SimulatedTime } from '../../src/domain/alerting/simulated-time.js';
import { liveDetector } from '../../src/domain/detection/catalogue.js';
import { DetectorBank } from '../../src/domain/detection/detector-bank.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { ReportingIntervals } from '../../src/domain/telemetry/silence.js';
import { BatchBuilder } from '../../src/domain/telemetry/telemetry-batch.js';
import { type AlertEpisode, lastWords } from './alert-episodes.js';
import type { FleetLoad } from './fleet-load.js';
import { cellsOfRow } from './stored-rows.js';

/** What comes of a load when nothing is killed. */
export interface UndisturbedRun {
  readonly alerts: readonly AlertEpisode[];
  /** The rows of a series as `StoredRows` has them. */
  cellsOf(metric: string, assetId: string): Float64Array;
}

/** Judges a load step by step in this process: real detectors and alert rules, no bus and no store. */
export function undisturbedRun(load: FleetLoad): UndisturbedRun {
  const registry = new SeriesRegistry();
  const watch = new SeriesWatch(
    new DetectorBank(registry, liveDetector),
    new AlertBook(registry),
    new ReportingIntervals(),
    new SimulatedTime(registry),
  );
  const fleet = [...load.series()].map(({ identity, valueAt }) => ({
    id: registry.intern(identity, { unit: '', source: 'influx', simulated: false }).id,
    valueAt,
  }));
  const cellsById = new Map(fleet.map(({ id }) => [id, new Float64Array(load.size.steps * cellsOfRow)]));
  const alerts: Alert[] = [];
  for (let step = 0; step < load.size.steps; step += 1) {
    const batch = new BatchBuilder(load.width);
    for (const { id, valueAt } of fleet) batch.push(id, load.atOf(step), valueAt(step));
    const judgement = watch.judge(batch.build());
    alerts.push(...judgement.alerts);
    const { at, score, expected, lower, upper, seriesIds } = judgement.scores;
    const columns = [at, judgement.values, score, expected, lower, upper];
    seriesIds.forEach((id, row) => {
      cellsById.get(id)!.set(
        columns.map((column) => column[row]!),
        step * cellsOfRow,
      );
    });
  }
  return {
    alerts: lastWords(alerts),
    cellsOf: (metric, assetId) => cellsById.get(registry.find({ metric, assetId, component: '' })!.id)!,
  };
}
