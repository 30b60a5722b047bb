import { detectors, type DetectorName } from '../domain/detection/catalogue.js';
import { ColumnScorer } from '../domain/detection/rows/column-scorer.js';
import { isJointDetectorName, type JointDetectorName } from '../domain/detection/rows/joint-detectors.js';
import { JointScorer } from '../domain/detection/rows/joint-scorer.js';
import type { RowScorer, RowVerdict } from '../domain/detection/rows/row-scorer.js';
import { DomainError, messageOf } from '../domain/errors.js';
import { layoutOf, type TableLayout } from '../domain/telemetry/csv/table-layout.js';
import { readRow } from '../domain/telemetry/csv/table-row.js';
import type { ModelRuntime } from '../ports/model-runtime.js';
import type { RecordedRow, Recording } from '../ports/recording.js';
import { jointMonitorTrainer } from './train-joint-monitor.js';

/** What `auto` stands for: the detectors that do best on recorded files (docs/detection.md). */
const AUTO: DetectorName = 'record-novelty';
const AUTO_JOINT: JointDetectorName = 'levels';
/** Training rows of the joint model when none are named; a fixed number, so that it never depends on the file. */
const DEFAULT_TRAIN_ROWS = 400;

export interface DetectSettings {
  /** Name of the time column; undefined to find it by its usual names. */
  readonly time: string | undefined;
  readonly values: 'all' | readonly string[];
  /** One of columns that are judged together is for `multivariate` alone; with it, any other stands for `auto`. */
  readonly detector: 'auto' | DetectorName | JointDetectorName;
  /** One model over all columns together. */
  readonly multivariate: boolean;
  readonly trainRows: number | undefined;
  readonly onBadRow: 'skip' | 'fail';
}

/** One row of the answer. `verdict` is reused: read it before asking for the next row. */
export interface DetectedRow {
  /** The time as it stands in the file. */
  readonly time: string;
  readonly verdict: RowVerdict;
}

export interface Detection {
  /** Names of the value columns. */
  readonly columns: readonly string[];
  /** One for each row of the file, in order, while it is being read. */
  readonly rows: AsyncIterable<DetectedRow>;
}

/** Told of each row that could not be read and is skipped: it is in the answer with score 0. */
export type OnBadRow = (line: number, problem: string) => void;

/**
 * Scores a recorded table in one pass and constant memory: the score of a row depends on that row and those above it.
 * Rejects with `invalid_input`, naming file and line, when the table has no such columns; so does `rows` at a row that
 * cannot be read, unless `onBadRow` is `skip`. `runtime` is asked for only where a network is to be trained.
 */
export async function detectFile(
  recording: Recording,
  settings: DetectSettings,
  onBadRow: OnBadRow,
  runtime: () => ModelRuntime,
): Promise<Detection> {
  const rows = recording.rows()[Symbol.asyncIterator]();
  const header = await rows.next();
  if (header.done === true) {
    throw new DomainError('invalid_input', `${recording.name}: is empty; a header and rows are expected`);
  }
  const layout = layoutFor(recording.name, header.value, settings);
  const scorer = scorerFor(layout, settings, runtime);
  const score = { name: recording.name, layout, scorer, skipsBadRows: settings.onBadRow === 'skip', onBadRow };
  return { columns: layout.values.map(({ name }) => name), rows: scoredRows(rows, score) };
}

interface Scoring {
  readonly name: string;
  readonly layout: TableLayout;
  readonly scorer: RowScorer;
  readonly skipsBadRows: boolean;
  readonly onBadRow: OnBadRow;
}

async function* scoredRows(
  rows: AsyncIterator<RecordedRow>,
  { name, layout, scorer, skipsBadRows, onBadRow }: Scoring,
): AsyncGenerator<DetectedRow> {
  const unread: RowVerdict = {
    score: 0,
    columnScores: new Float64Array(layout.values.length),
    band: { expected: NaN, lower: NaN, upper: NaN },
  };
  try {
    for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
      const { line, cells } = next.value;
      const time = cells[layout.timeIndex] ?? '';
      const row = readRow(layout, cells);
      if (row.kind === 'row') {
        yield { time, verdict: scorer.next(row.at, row.values) };
        await scorer.pending;
      } else if (skipsBadRows) {
        onBadRow(line, row.problem);
        yield { time, verdict: unread };
      } else {
        throw new DomainError(
          'invalid_input',
          `${name}:${line}: ${row.problem}; correct the row, or skip such rows with --on-bad-row skip`,
        );
      }
    }
  } finally {
    await rows.return?.();
  }
}

function layoutFor(name: string, header: RecordedRow, { time, values }: DetectSettings): TableLayout {
  try {
    return layoutOf(header.cells, { time, values });
  } catch (error) {
    throw new DomainError('invalid_input', `${name}:${header.line}: ${messageOf(error)}`, { cause: error });
  }
}

function scorerFor(
  { values }: TableLayout,
  { multivariate, trainRows, detector }: DetectSettings,
  runtime: () => ModelRuntime,
): RowScorer {
  if (multivariate) {
    const train = jointMonitorTrainer(isJointDetectorName(detector) ? detector : AUTO_JOINT, runtime);
    return new JointScorer(values.length, trainRows ?? DEFAULT_TRAIN_ROWS, train);
  }
  if (isJointDetectorName(detector)) {
    throw new DomainError('invalid_input', `The detector ${detector} judges columns together: add --multivariate`);
  }
  const make = detectors[detector === 'auto' ? AUTO : detector];
  return new ColumnScorer(values.length, () => make({ resolution: 0 }));
}
