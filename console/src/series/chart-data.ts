import type { PointsOut } from '../../../src/http/series/series.schema.js';

export type ChartPoint = PointsOut['points'][number];

/** Parallel columns for the charts, in the display unit; null where there is nothing to draw. */
export interface ChartColumns {
  /** Epoch seconds, as uPlot counts. */
  readonly at: readonly number[];
  readonly value: readonly (number | null)[];
  readonly min: readonly (number | null)[];
  readonly max: readonly (number | null)[];
  readonly expected: readonly (number | null)[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  readonly score: readonly (number | null)[];
  /** The value where the score is 1 or more. */
  readonly anomaly: readonly (number | null)[];
}

/** A silence this many times the usual spacing is drawn as a gap. */
const gapSpacings = 5;
/** The usual spacing is that of so many readings before and after. */
const spacingsAround = 4;

/** Columns of the points; where the series fell silent, an empty instant keeps the line from crossing the gap. */
export function chartColumns(points: readonly ChartPoint[], factor: number): ChartColumns {
  const rows = withGaps(points);
  const column = (pick: (point: ChartPoint) => number | null) =>
    rows.map(({ point }) => {
      const value = point && pick(point);
      return value === null || value === undefined ? null : value * factor;
    });
  return {
    at: rows.map((row) => row.atMs / 1000),
    value: column((point) => point.value),
    min: column((point) => point.min),
    max: column((point) => point.max),
    expected: column((point) => point.expected),
    lower: column((point) => point.lower),
    upper: column((point) => point.upper),
    score: rows.map(({ point }) => point?.score ?? null),
    anomaly: column((point) => (isAnomalous(point) ? point.value : null)),
  };
}

export function isAnomalous(point: { readonly score: number | null }): boolean {
  return (point.score ?? 0) >= 1;
}

interface Row {
  readonly atMs: number;
  readonly point: ChartPoint | undefined;
}

function withGaps(points: readonly ChartPoint[]): readonly Row[] {
  const rows = points.map((point) => ({ atMs: Date.parse(point.at), point }));
  const spacings = rows.slice(1).map((row, index) => row.atMs - (rows[index]?.atMs ?? row.atMs));
  return rows.flatMap((row, index): readonly Row[] => {
    const before = rows[index - 1];
    if (before === undefined) return [row];
    const usual = usualSpacing(spacings, index - 1);
    const isSilence = usual > 0 && row.atMs - before.atMs > gapSpacings * usual;
    return isSilence ? [{ atMs: before.atMs + 1, point: undefined }, row] : [row];
  });
}

/** The median of the spacings around a place: a series may report more or less often later on. */
function usualSpacing(spacings: readonly number[], place: number): number {
  const near = spacings.slice(Math.max(0, place - spacingsAround), place + spacingsAround + 1);
  return near.sort((a, b) => a - b)[Math.floor(near.length / 2)] ?? 0;
}
