import { SystemClock } from '../adapters/system/system-clock.js';
import { CsvRecording } from '../adapters/telemetry-sources/csv-replay/csv-recording.js';
import {
  backtestForecasters,
  type BacktestListener,
  type ForecastBacktest,
  type ForecastBacktestSettings,
} from '../application/forecasting/backtest-forecasters.js';

/** Judges forecasters on a CSV file; see `backtestForecasters`. */
export function backtestCsv(
  path: string,
  separator: string,
  settings: ForecastBacktestSettings,
  listener: BacktestListener,
): Promise<ForecastBacktest> {
  return backtestForecasters(new CsvRecording(path, separator), settings, new SystemClock(), listener);
}
