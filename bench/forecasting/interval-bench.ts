import { scoreWindows, WindowScore } from '../../src/application/forecasting/score-windows.js';
import { baseline, type ForecasterName, forecasters } from '../../src/domain/forecasting/catalogue.js';
import { type EvenSeries, sliceOf } from '../../src/domain/forecasting/even-series.js';
import { type BenchRow, benchRow } from '../detection/bench-row.js';
import { hourlyTelemetry } from './hourly-telemetry.js';

const area = 'forecasting';
const levels = [0.8, 0.95];
const horizon = 24;

/** Of all steps these shares train, and warm the intervals up; the rest is scored. */
const trainShare = 0.5;
const warmUpShare = 0.2;

/** Measures how often intervals hold and how wide they are, a day ahead, on telemetry as a site sends it. */
export async function runIntervalBench(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const { name, series } of hourlyTelemetry()) {
    const naive = await score(baseline, series);
    const auto = await score('auto', series);
    rows.push(...levels.map((level) => intervalRow(name, level, auto, naive)));
  }
  return rows;
}

async function score(model: ForecasterName, series: readonly EvenSeries[]): Promise<WindowScore> {
  const steps = series[0]?.values.length ?? 0;
  const [train, from] = [Math.floor(trainShare * steps), Math.floor((trainShare + warmUpShare) * steps)];
  const forecaster = forecasters[model]().fit(
    series.map((one) => sliceOf(one, 0, train)),
    { horizons: [horizon] },
  );
  const result = new WindowScore(levels);
  for (const one of series) {
    await scoreWindows(
      { forecaster, warmUp: forecaster },
      one,
      horizon,
      { warmUpFrom: train, from, to: steps },
      {
        score: result,
        onForecast: () => undefined,
      },
    );
  }
  return result;
}

function intervalRow(name: string, level: number, auto: WindowScore, naive: WindowScore): BenchRow {
  const width = (of: WindowScore): string => (of.width?.[String(level)] ?? NaN).toPrecision(3);
  return benchRow({
    ...{ area, what: `${name}, truths inside the ${100 * level} % interval, ${horizon} h ahead, auto`, unit: '%' },
    value: 100 * (auto.coverage?.[String(level)] ?? NaN),
    target: 100 * level,
    reference: `mean width ${width(auto)}, around seasonal naive ${width(naive)}`,
  });
}
