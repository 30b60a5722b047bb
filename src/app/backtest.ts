import { CsvRecording } from '../adapters/telemetry-sources/csv-replay/csv-recording.js';
import { backtestFile, type FileBacktest } from '../application/backtest-file.js';
import { mapReport } from '../http/backtests/backtests.mapping.js';
import type { BacktestAlertOut, BacktestOut, BacktestReportOut } from '../http/backtests/backtests.schema.js';

/** What the service answers, and what a backtest of a file comes to in the same shape. */
export type Backtest = BacktestOut;
export type BacktestReport = BacktestReportOut;
export type ReportedAlert = BacktestAlertOut;

/** Tries settings on a CSV file; see `backtestFile`. */
export async function backtestCsv(path: string, wish: FileBacktest): Promise<BacktestReport> {
  return mapReport(await backtestFile(new CsvRecording(path), wish));
}
