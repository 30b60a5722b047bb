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

/** Points above never alerting, out of `windows * (truePositive + falseNegative)`. */
export interface NabGain {
  readonly gained: number;
  readonly windows: number;
}

/**
 * The normalised score of the Numenta Anomaly Benchmark 1.1 (Lavin and Ahmad, 2015): 100 is perfect, 0 is never
 * alerting. One threshold for all series, the best over all distinct scores. The first 15 % of rows (750 at most) of a
 * series are not judged.
 */
export function nabScore(series: readonly NabSeries[], scores: readonly Float64Array[], profile: NabProfile) {
  const rows = judgedRows(series, scores, profile, -Infinity).sort((a, b) => b.score - a.score);
  const windows = series.reduce((sum, one) => sum + one.windows.length, 0);
  const tally = new Tally(windows, profile);
  let highest = 0;
  let threshold = Infinity;
  rows.forEach((row, i) => {
    tally.add(row);
    if (rows[i + 1]?.score !== row.score && tally.gained > highest) {
      highest = tally.gained;
      threshold = row.score;
    }
  });
  return { score: normalisedNab([{ gained: highest, windows }], profile), threshold };
}

/** What one series gains when every score of 1 or more is an alert: the detector's own threshold, none chosen. */
export function nabGain(series: NabSeries, scores: Float64Array, profile: NabProfile): NabGain {
  const tally = new Tally(series.windows.length, profile);
  for (const row of judgedRows([series], [scores], profile, 1)) tally.add(row);
  return { gained: tally.gained, windows: series.windows.length };
}

/** The normalised score of several series together. */
export function normalisedNab(gains: readonly NabGain[], { truePositive, falseNegative }: NabProfile): number {
  const gained = gains.reduce((sum, gain) => sum + gain.gained, 0);
  const windows = gains.reduce((sum, gain) => sum + gain.windows, 0);
  return (100 * gained) / (windows * (truePositive + falseNegative));
}

/** Adds up alerts: a window counts its best one, those outside all count. */
class Tally {
  gained = 0;
  readonly #best: Float64Array;

  constructor(
    windows: number,
    private readonly profile: NabProfile,
  ) {
    this.#best = new Float64Array(windows).fill(-profile.falseNegative);
  }

  add(row: JudgedRow): void {
    if (row.window < 0) {
      this.gained += row.weight;
      return;
    }
    const before = this.#best[row.window] ?? 0;
    // A first detection replaces the miss; a later one counts only where it is worth more.
    const after = before === -this.profile.falseNegative ? row.weight : Math.max(before, row.weight);
    this.gained += after - before;
    this.#best[row.window] = after;
  }
}

/** Rows behind the probation whose score is at least `least`. */
function judgedRows(
  series: readonly NabSeries[],
  scores: readonly Float64Array[],
  profile: NabProfile,
  least: number,
): JudgedRow[] {
  const rows: JudgedRow[] = [];
  let windowOffset = 0;
  series.forEach(({ at, windows }, index) => {
    const column = scores[index] ?? new Float64Array(0);
    for (let i = Math.min(Math.floor(0.15 * at.length), 750); i < at.length; i++) {
      const score = column[i] ?? 0;
      if (score < least) continue;
      const inside = windows.findIndex((window) => i >= window.first && i <= window.last);
      const window = windows[inside];
      const weight = window ? detectionWeight(i, window, profile) : falseAlarmWeight(i, windows, profile);
      rows.push({ score, window: window ? windowOffset + inside : -1, weight });
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
