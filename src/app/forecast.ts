import { CsvRecording } from '../adapters/telemetry-sources/csv-replay/csv-recording.js';
import {
  type FileForecast,
  forecastFile,
  type ForecastSettings,
  type OnStage,
} from '../application/forecasting/forecast-file.js';

/** Forecasts the columns of a CSV file; see `forecastFile`. */
export function forecastCsv(
  path: string,
  separator: string,
  settings: ForecastSettings,
  onStage: OnStage,
): Promise<FileForecast> {
  return forecastFile(new CsvRecording(path, separator), settings, onStage);
}
