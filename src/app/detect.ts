import { TfjsModelRuntime } from '../adapters/model-runtime/tfjs/tfjs-model-runtime.js';
import { CsvRecording } from '../adapters/telemetry-sources/csv-replay/csv-recording.js';
import { detectFile, type Detection, type DetectSettings, type OnBadRow } from '../application/detect-file.js';

/** Scores a CSV file; see `detectFile`. Networks are trained in a worker, which ends when the training is over. */
export function detectCsv(
  path: string,
  separator: string,
  settings: DetectSettings,
  onBadRow: OnBadRow,
): Promise<Detection> {
  return detectFile(new CsvRecording(path, separator), settings, onBadRow, () => new TfjsModelRuntime('wasm'));
}
