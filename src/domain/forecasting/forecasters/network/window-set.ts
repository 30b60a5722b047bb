import { DomainError } from '../../../errors.js';
import type { TrainingSet } from '../../../networks/network-spec.js';
import { bridgeGaps } from '../../bridge-gaps.js';
import type { EvenSeries } from '../../even-series.js';
import { tooShort } from '../../ask.js';
import { spreadOf } from '../../spread.js';
import { seen, type Sight } from './window.js';

/** More windows than this, evenly chosen, teach little more and take as much longer. */
const MOST_LEARNED = 20_000;
const MOST_VALIDATING = 4_000;

/** Which rows teach, and which say when to stop. */
export interface Rows {
  /** Windows whose future ends before this row are learned. */
  readonly learned: number;
  /** Those whose future lies behind that one and ends before this row validate. */
  readonly validated: number;
}

/** The mean and spread of each series over the rows that are learned. */
export interface Scale {
  readonly mean: number;
  /** 1 for a series that never moves. */
  readonly deviation: number;
}

export function scaleOf({ values }: EvenSeries, learned: number): Scale {
  const { mean, deviation } = spreadOf(values.subarray(0, learned));
  return { mean, deviation: deviation || 1 };
}

/**
 * The windows of several series as rows of one training set, each over its series' spread. Gaps are bridged in what is seen;
 * a future with a gap teaches nothing. Throws `invalid_input`, as too short, where there is nothing to learn.
 */
export function windowSet(series: readonly EvenSeries[], sight: Sight, horizon: number, rows: Rows): TrainingSet {
  const bridged = series.map(({ values }) => bridgeGaps(values, sight.season));
  const scales = series.map((one) => scaleOf(one, rows.learned));
  const learned = windowsIn(series, sight.lookback, rows.learned - horizon, horizon, MOST_LEARNED);
  const validating = windowsIn(series, rows.learned, rows.validated - horizon, horizon, MOST_VALIDATING);
  if (learned.length === 0) throw nothingToLearn(rows.learned, sight.lookback + horizon);
  const windows = [...learned, ...validating];
  const inputs = new Float32Array(windows.length * sight.lookback);
  const targets = new Float32Array(windows.length * horizon);
  for (const [row, window] of windows.entries()) {
    const values = bridged[window.series];
    const scale = scales[window.series];
    if (!values || !scale) throw new Error('BUG: a window of no series');
    const { inputs: deviations, course } = seen(values, window.end, sight);
    deviations.forEach((value, i) => (inputs[row * sight.lookback + i] = value / scale.deviation));
    for (let step = 0; step < horizon; step++) {
      const expected = course[step % sight.season] ?? NaN;
      targets[row * horizon + step] = ((values[window.end + step] ?? NaN) - expected) / scale.deviation;
    }
  }
  return { inputs, targets, inputColumns: sight.lookback, validationRows: validating.length };
}

function nothingToLearn(rows: number, needed: number): DomainError {
  if (rows < needed) return tooShort('the training', rows, needed);
  return new DomainError(
    'invalid_input',
    'there is a gap in whatever is to be forecast; a shorter horizon may fit between',
  );
}

interface Window {
  readonly series: number;
  /** Row of the first value that is to be forecast. */
  readonly end: number;
}

/** Windows of every series that end from `first` to `last`, evenly thinned out, with a future that was read. */
function windowsIn(
  series: readonly EvenSeries[],
  first: number,
  last: number,
  horizon: number,
  most: number,
): readonly Window[] {
  const each = Math.max(0, last - first + 1);
  const step = Math.max(1, (each * series.length) / most);
  const windows: Window[] = [];
  for (let i = 0; Math.floor(i * step) < each * series.length; i++) {
    const place = Math.floor(i * step);
    const window = { series: Math.floor(place / each), end: first + (place % each) };
    const future = series[window.series]?.values.subarray(window.end, window.end + horizon);
    if (future?.length === horizon && future.every(Number.isFinite)) windows.push(window);
  }
  return windows;
}
