import type { z } from 'zod';
import type { LatestScore } from '../../application/latest-scores.js';
import type { PointsView, SeriesView, Step } from '../../application/query-series.js';
import { metricTitle } from '../../domain/telemetry/metric-catalogue.js';
import { withinNature } from '../../domain/telemetry/natural-range.js';
import type { SeriesDescriptor } from '../../domain/telemetry/series.js';
import { isoOf, numberOrNull } from '../iso.js';
import type { LatestOut, PointOut, SeriesOut } from './series.schema.js';

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A checked `step` parameter as the use case takes it. */
export function mapStep(text: string): Step {
  if (text === 'auto' || text === 'raw') return text;
  const [, count = '0', unit = 's'] = /^(\d+)(ms|s|m|h|d)$/.exec(text) ?? [];
  return Math.max(1, Number(count)) * unitMs[unit as keyof typeof unitMs];
}

export function mapSeries({ series, latest }: SeriesView): SeriesOut {
  const { id, assetId, metric, component, unit, source, simulated } = series;
  return {
    id,
    assetId,
    metric,
    component,
    unit,
    source,
    simulated,
    title: metricTitle(metric),
    latest: latest ? mapLatest(latest, series) : null,
  };
}

export function mapLatest(latest: LatestScore, series: SeriesDescriptor): z.infer<typeof LatestOut> {
  const { lower, upper } = withinNature(latest, latest.value, series);
  return {
    at: isoOf(latest.at),
    value: latest.value,
    score: numberOrNull(latest.score),
    expected: numberOrNull(latest.expected),
    lower: numberOrNull(lower),
    upper: numberOrNull(upper),
  };
}

export function mapPoints({ view, points }: PointsView): z.infer<typeof PointOut>[] {
  return Array.from(points.at, (at, i) => {
    const value = points.value[i] ?? NaN;
    const band = { lower: points.lower[i] ?? NaN, upper: points.upper[i] ?? NaN };
    const { lower, upper } = withinNature(band, value, view.series);
    return {
      at: isoOf(at),
      value,
      min: points.min[i] ?? NaN,
      max: points.max[i] ?? NaN,
      score: numberOrNull(points.score[i] ?? NaN),
      expected: numberOrNull(points.expected[i] ?? NaN),
      lower: numberOrNull(lower),
      upper: numberOrNull(upper),
    };
  });
}
