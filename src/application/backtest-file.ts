import { BacktestTally } from '../domain/alerting/backtest/backtest-tally.js';
import { SettingsComparison } from '../domain/alerting/backtest/settings-comparison.js';
import { SiteModel } from '../domain/assets/site-model.js';
import { type DetectorName, liveDetector } from '../domain/detection/catalogue.js';
import type { DetectionRule } from '../domain/detection/settings/detector-settings.js';
import { SettingsInForce } from '../domain/detection/settings/settings-in-force.js';
import { DomainError, messageOf } from '../domain/errors.js';
import { layoutOf, type TableLayout } from '../domain/telemetry/csv/table-layout.js';
import { readRow, type TableRow } from '../domain/telemetry/csv/table-row.js';
import { metricDefinition } from '../domain/telemetry/metric-catalogue.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { BatchBuilder } from '../domain/telemetry/telemetry-batch.js';
import type { Recording } from '../ports/recording.js';
import type { BacktestResult } from './backtest-detection.js';

export interface FileBacktest {
  readonly rules: readonly DetectionRule[];
  readonly detector: DetectorName;
  readonly assetId: string;
  /** Name for the only value column; undefined to name each metric after its column. */
  readonly metric: string | undefined;
  /** Alerts that fired from here to there count; undefined for the ends of the file. Epoch ms. */
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
}

/** Points that are judged in one go. */
const pointsAtOnce = 10_000;
/** A site of which nothing is known. */
const nowhere = new SiteModel([]);

/**
 * What settings would have raised on a recorded table, beside what is raised without any. Constant memory but for the
 * alerts. Rejects with `invalid_input` that begins with the recording's name and line when it cannot be read.
 */
export async function backtestFile(recording: Recording, wish: FileBacktest): Promise<BacktestResult> {
  const registry = new SeriesRegistry();
  const comparison = new SettingsComparison(registry, {
    proposed: { detector: wish.detector, settings: new SettingsInForce(() => nowhere, wish.rules) },
    present: { detector: liveDetector, settings: new SettingsInForce(() => nowhere) },
  });
  let [points, firstAt, lastAt] = [0, Infinity, -Infinity];
  let waiting = new BatchBuilder();
  const judge = () => {
    points += waiting.length;
    comparison.take(waiting.build());
    waiting = new BatchBuilder();
  };
  for await (const { layout, row } of rowsOf(recording, wish)) {
    firstAt = Math.min(firstAt, row.at);
    lastAt = Math.max(lastAt, row.at);
    for (const [column, value] of row.values.entries()) {
      if (value !== undefined) waiting.push(seriesOf(registry, layout, column, wish), row.at, value);
    }
    if (waiting.length >= pointsAtOnce) judge();
  }
  judge();
  if (points === 0) throw new DomainError('invalid_input', `${recording.name}: has no readings`);
  const span = { fromMs: wish.fromMs ?? firstAt, toMs: wish.toMs ?? lastAt + 1 };
  const tally = new BacktestTally(span);
  tally.add(comparison.within(span));
  const { alerts, ...tallies } = tally.result();
  return {
    ...tallies,
    series: registry.size,
    points,
    seriesWithoutPoints: 0,
    oldestPointAt: firstAt,
    alerts: alerts.map((compared) => ({ ...compared, past: undefined })),
  };
}

function seriesOf(registry: SeriesRegistry, { values }: TableLayout, column: number, wish: FileBacktest): number {
  const metric = wish.metric ?? values[column]?.name ?? '';
  const origin = { unit: metricDefinition(metric)?.unit ?? '', source: 'csv', simulated: false };
  return registry.intern({ assetId: wish.assetId, metric, component: '' }, origin).id;
}

async function* rowsOf(
  recording: Recording,
  { metric }: FileBacktest,
): AsyncGenerator<{ readonly layout: TableLayout; readonly row: TableRow }> {
  let layout: TableLayout | undefined;
  for await (const { line, cells } of recording.rows()) {
    const refuse = (problem: string) => new DomainError('invalid_input', `${recording.name}:${line}: ${problem}`);
    if (layout === undefined) {
      try {
        layout = layoutOf(cells, { time: undefined, values: 'all' });
      } catch (error) {
        throw refuse(messageOf(error));
      }
      if (metric !== undefined && layout.values.length > 1) {
        throw refuse('has several columns of values; one metric name fits only one');
      }
      continue;
    }
    const row = readRow(layout, cells);
    if (row.kind === 'bad') throw refuse(row.problem);
    yield { layout, row };
  }
}
