import type { RowWindow } from './nab-data.js';

const THRESHOLDS = 250;

/**
 * Volume under the range precision-recall surface (Paparrizos et al., "Volume Under the Surface", PVLDB 2022), as TSB-AD
 * defines it: the mean over buffers 0..period of the average precision against labels whose edges fade out over half a
 * buffer, at 250 thresholds spaced evenly in rank. 1 is perfect; chance is about the share of anomalous rows.
 */
export function vusPr(scores: Float64Array, windows: readonly RowWindow[], period: number): number {
  const reached = firstThresholds(scores);
  let volume = 0;
  for (let buffer = 0; buffer <= period; buffer++) volume += averagePrecision(reached, windows, buffer);
  return volume / (period + 1);
}

/** Which of the thresholds first admits each row, and how many rows each one admits. */
interface Admission {
  readonly first: Int32Array;
  readonly admitted: Float64Array;
}

function firstThresholds(scores: Float64Array): Admission {
  const descending = Float64Array.from(scores).sort().reverse();
  const thresholds = Float64Array.from({ length: THRESHOLDS }, (_, k) => {
    return descending[Math.floor((k * (scores.length - 1)) / (THRESHOLDS - 1))] ?? 0;
  });
  const admitted = new Float64Array(THRESHOLDS);
  const first = Int32Array.from(scores, (score) => {
    const k = thresholds.findIndex((threshold) => score >= threshold);
    admitted[k] = (admitted[k] ?? 0) + 1;
    return k;
  });
  return { first, admitted: runningSums(admitted) };
}

function averagePrecision({ first, admitted }: Admission, windows: readonly RowWindow[], buffer: number): number {
  const half = Math.floor(buffer / 2);
  const length = first.length;
  const label = fadedLabels(windows, buffer, length);
  const core = coreRows(windows, length);
  const hits = new Float64Array(THRESHOLDS);
  const bufferHits = new Float64Array(THRESHOLDS);
  for (let i = 0; i < length; i++) {
    const weight = label[i] ?? 0;
    if (weight === 0) continue;
    const k = first[i] ?? 0;
    hits[k] = (hits[k] ?? 0) + weight;
    if (core[i] === 0) bufferHits[k] = (bufferHits[k] ?? 0) + weight;
  }
  const truePositives = runningSums(hits);
  const bufferSums = runningSums(bufferHits);
  const coreCount = core.reduce((sum, one) => sum + one, 0);
  const events = mergedRanges(windows, half, length);
  const eventFirst = events.map((event) =>
    first.subarray(event.first, event.last + 1).reduce((a, b) => Math.min(a, b)),
  );
  let area = 0;
  let recallBefore = 0;
  for (let k = 0; k < THRESHOLDS; k++) {
    const positives = coreCount + (bufferSums[k] ?? 0) / 2;
    const found = eventFirst.filter((reached) => reached <= k).length / events.length;
    const recall = Math.min((truePositives[k] ?? 0) / positives, 1) * found;
    area += (recall - recallBefore) * ((truePositives[k] ?? 0) / (admitted[k] ?? 1));
    recallBefore = recall;
  }
  return area;
}

/** 1 inside a window, falling off with the square root on both sides up to half the buffer away. */
function fadedLabels(windows: readonly RowWindow[], buffer: number, length: number): Float64Array {
  const half = Math.floor(buffer / 2);
  const label = new Float64Array(length);
  const raise = (row: number, distance: number) => {
    if (row >= 0 && row < length) label[row] = Math.min(1, (label[row] ?? 0) + Math.sqrt(1 - distance / buffer));
  };
  for (const { first, last } of windows) label.fill(1, first, last + 1);
  for (const { first, last } of windows) {
    for (let distance = 1; distance <= half; distance++) {
      raise(first - distance, distance);
      raise(last + distance, distance);
    }
  }
  return label;
}

function coreRows(windows: readonly RowWindow[], length: number): Uint8Array {
  const core = new Uint8Array(length);
  for (const { first, last } of windows) core.fill(1, first, last + 1);
  return core;
}

/** The windows with their buffers; those whose buffers meet are one event. */
function mergedRanges(windows: readonly RowWindow[], half: number, length: number): RowWindow[] {
  const merged: { first: number; last: number }[] = [];
  for (const window of windows) {
    const first = Math.max(window.first - half, 0);
    const last = Math.min(window.last + half, length - 1);
    const previous = merged.at(-1);
    if (previous && previous.last >= first) previous.last = last;
    else merged.push({ first, last });
  }
  return merged;
}

function runningSums(values: Float64Array): Float64Array {
  let sum = 0;
  return values.map((value) => (sum += value));
}

/**
 * TSB-AD's period of a series: the lag (up to 400) of the highest local maximum of the autocorrelation after lag 3, of
 * the first 20,000 rows; 125 when it is shorter than 6 or longer than 303, or when there is none.
 */
export function periodOf(values: Float64Array): number {
  const rows = values.subarray(0, 20_000);
  const mean = rows.reduce((sum, value) => sum + value, 0) / rows.length;
  const centred = rows.map((value) => value - mean);
  const correlation = Float64Array.from({ length: 401 }, (_, lag) => {
    let sum = 0;
    for (let i = lag; i < centred.length; i++) sum += (centred[i] ?? 0) * (centred[i - lag] ?? 0);
    return sum;
  });
  let best = -1;
  for (let lag = 4; lag < 400; lag++) {
    const here = correlation[lag] ?? 0;
    const isPeak = here > (correlation[lag - 1] ?? 0) && here > (correlation[lag + 1] ?? 0);
    if (isPeak && (best < 0 || here > (correlation[best] ?? 0))) best = lag;
  }
  return best < 6 || best > 303 ? 125 : best;
}
