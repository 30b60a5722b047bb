import { DomainError } from '../domain/errors.js';
import { type LayoutChoice, layoutOf, type TableLayout } from '../domain/telemetry/csv/table-layout.js';
import { readRow } from '../domain/telemetry/csv/table-row.js';
import type { Clock } from '../ports/clock.js';
import type { RecordedRow, Recording } from '../ports/recording.js';
import type { TelemetryIntake } from '../ports/telemetry-intake.js';
import { ReplayColumns } from './replay-columns.js';
import { replayOffsetMs, type ReplayTimes } from './replay-times.js';

export interface ReplaySettings extends LayoutChoice, ReplayTimes {
  readonly assetId: string;
  /** Name for the only value column; undefined to name each metric after its column. */
  readonly metric: string | undefined;
  readonly unit: string | undefined;
  readonly onBadRow: 'skip' | 'fail';
}

/** Told of what happens on the way. */
export interface ReplayObserver {
  badRow(line: number, problem: string): void;
  progress(rowsSent: number, rows: number): void;
}

export interface ReplaySummary {
  readonly rows: number;
  readonly badRows: number;
  readonly points: number;
  readonly refusedPoints: number;
  readonly firstRefusal: string | undefined;
}

interface Survey {
  readonly rows: number;
  readonly badRows: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** Points in one request. */
const batchPoints = 10_000;

/**
 * Sends a recorded table through a running service. The table is read twice: once to find its span and its bad rows,
 * so that with `onBadRow: 'fail'` nothing is sent from a table that has one, and once to send it.
 */
export class ReplayFile {
  constructor(
    private readonly intake: TelemetryIntake,
    private readonly clock: Clock,
  ) {}

  /** Rejects with `invalid_input` that begins with the recording's name and line when it cannot be read. */
  async run(recording: Recording, settings: ReplaySettings, observer: ReplayObserver): Promise<ReplaySummary> {
    const survey = await this.#survey(recording, settings, observer);
    const startedMs = this.clock.monotonic();
    const offsetMs = replayOffsetMs(settings, survey, this.clock.now());
    const columns = new ReplayColumns(this.intake);
    let rows = 0;
    for await (const { row, layout } of tableRows(recording, settings)) {
      if (row.kind === 'bad') continue;
      await this.#awaitTurn(startedMs + (row.at - survey.firstAt) / settings.speed, columns);
      columns.add(row, row.at + offsetMs, { ...settings, names: layout.values });
      rows += 1;
      if (columns.points < batchPoints) continue;
      await columns.flush();
      observer.progress(rows, survey.rows);
    }
    await columns.flush();
    observer.progress(rows, survey.rows);
    return { rows, badRows: survey.badRows, ...columns.totals };
  }

  async #survey(recording: Recording, settings: ReplaySettings, observer: ReplayObserver): Promise<Survey> {
    let [rows, badRows, firstAt, lastAt] = [0, 0, Infinity, -Infinity];
    for await (const { line, row } of tableRows(recording, settings)) {
      if (row.kind === 'bad') {
        if (settings.onBadRow === 'fail') throw badTable(recording, line, row.problem);
        observer.badRow(line, row.problem);
        badRows += 1;
      } else {
        rows += 1;
        firstAt = Math.min(firstAt, row.at);
        lastAt = Math.max(lastAt, row.at);
      }
    }
    if (rows === 0) throw new DomainError('invalid_input', `${recording.name}: has no rows to send`);
    return { rows, badRows, firstAt, lastAt };
  }

  /** Sends what is there before it sleeps, so that a slow replay arrives row by row. */
  async #awaitTurn(dueMs: number, columns: ReplayColumns): Promise<void> {
    const waitMs = dueMs - this.clock.monotonic();
    if (waitMs <= 0) return;
    await columns.flush();
    await this.clock.sleep(waitMs, new AbortController().signal);
  }
}

async function* tableRows(recording: Recording, settings: ReplaySettings) {
  let layout: TableLayout | undefined;
  for await (const { line, cells } of recording.rows()) {
    if (layout === undefined) layout = headerLayout(recording, { line, cells }, settings);
    else yield { line, layout, row: readRow(layout, cells) };
  }
}

function headerLayout(recording: Recording, { line, cells }: RecordedRow, settings: ReplaySettings): TableLayout {
  try {
    const layout = layoutOf(cells, settings);
    if (settings.metric !== undefined && layout.values.length > 1) {
      throw new DomainError('invalid_input', 'has several columns of values; one metric name fits only one');
    }
    return layout;
  } catch (error) {
    if (error instanceof DomainError) throw badTable(recording, line, error.message);
    throw error;
  }
}

function badTable(recording: Recording, line: number, problem: string): DomainError {
  return new DomainError('invalid_input', `${recording.name}:${line}: ${problem}`);
}
