import { CsvRecording } from '../adapters/telemetry-sources/csv-replay/csv-recording.js';
import { ServiceIntake, type ServiceIntakeSettings } from '../adapters/telemetry-sources/csv-replay/service-intake.js';
import { SystemClock } from '../adapters/system/system-clock.js';
import {
  ReplayFile,
  type ReplayObserver,
  type ReplaySettings,
  type ReplaySummary,
} from '../application/replay-file.js';

/** Sends one CSV file to a running service; see `ReplayFile`. */
export type ReplayCsv = (path: string, settings: ReplaySettings, observer: ReplayObserver) => Promise<ReplaySummary>;

/** Puts together what replays CSV files into the service at an address. */
export function replayInto(service: ServiceIntakeSettings): ReplayCsv {
  const clock = new SystemClock();
  const replay = new ReplayFile(new ServiceIntake(service, clock), clock);
  return (path, settings, observer) => replay.run(new CsvRecording(path), settings, observer);
}
