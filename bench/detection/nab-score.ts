import type { NabSeries, RowWindow } from './nab-data.js';

/** What a detection, a miss and a false alarm weigh. */
export interface NabProfile {
  readonly truePositive: number;
  readonly falseNegative: number;
  readonly falsePositive: number;
}

export const nabProfiles = {
  standard: { truePositive: 1, falseNegative: 1, falsePositive: 0.11 },
  lowFalsePositive: { truePositive: 1, falseNegative: 1, falsePositive: 0.22 },
  lowFalseNegative: { truePositive: 1, falseNegative: 2, falsePositive: 0.11 },
} as const satisfies Record<string, NabProfile>;

/** Weight of a detection at the very start of a window, by which detections are divided. */
const EARLIEST = 0.98661;

interface JudgedRow {
  readonly score: number;
  /** Index over all windows of all series, or -1 outside. */
  readonly window: number;
  readonly weight: number;
}

/**
 * The normalised score of the Numenta Anomaly Benchmark 1.1 (Lavin and Ahmad, 2015): 100 is perfect, 0 is never
 * alerting. One threshold for all series, the best over all distinct scores. The first 15 % of rows (750 at most) of a
 * series are not judged.
 */
export function nabScore(series: readonly NabSeries[], scores: readonly Float64Array[], profile: NabProfile) {
  const rows = judgedRows(series, scores, profile).sort((a, b) => b.score - a.score);
  const windows = series.reduce((sum, one) => sum + one.windows.length, 0);
  const best = new Float64Array(windows).fill(-profile.falseNegative);
  let raw = -profile.falseNegative * windows;
  let highest = raw;
  let threshold = Infinity;
  rows.forEach((row, i) => {
    if (row.window < 0) {
      raw += row.weight;
    } else {
      const before = best[row.window] ?? 0;
      // A first detection replaces the miss; a later one counts only where it is worth more.
      const after = before === -profile.falseNegative ? row.weight : Math.max(before, row.weight);
      raw += after - before;
      best[row.window] = after;
    }
    if (rows[i + 1]?.score !== row.score && raw > highest) {
      highest = raw;
      threshold = row.score;
    }
  });
  const perfect = windows * (profile.truePositive + profile.falseNegative);
  return { score: (100 * (highest + profile.falseNegative * windows)) / perfect, threshold };
}

function judgedRows(series: readonly NabSeries[], scores: readonly Float64Array[], profile: NabProfile): JudgedRow[] {
  const rows: JudgedRow[] = [];
  let windowOffset = 0;
  series.forEach(({ at, windows }, index) => {
    const column = scores[index] ?? new Float64Array(0);
    for (let i = Math.min(Math.floor(0.15 * at.length), 750); i < at.length; i++) {
      const inside = windows.findIndex((window) => i >= window.first && i <= window.last);
      const window = windows[inside];
      const weight = window ? detectionWeight(i, window, profile) : falseAlarmWeight(i, windows, profile);
      rows.push({ score: column[i] ?? 0, window: window ? windowOffset + inside : -1, weight });
    }
    windowOffset += windows.length;
  });
  return rows;
}

function detectionWeight(row: number, { first, last }: RowWindow, profile: NabProfile): number {
  const position = -(last - row + 1) / (last - first + 1);
  return (sigmoid(position) * profile.truePositive) / EARLIEST;
}

function falseAlarmWeight(row: number, windows: readonly RowWindow[], profile: NabProfile): number {
  const previous = windows.findLast((window) => window.last < row);
  if (!previous) return -profile.falsePositive;
  return sigmoid((row - previous.last) / (previous.last - previous.first)) * profile.falsePositive;
}

/** The benchmark's scaled sigmoid: about 1 at the start of a window, 0 at its end, -1 far behind it. */
function sigmoid(position: number): number {
  return position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
}
