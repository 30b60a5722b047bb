import type { Detector, DetectorOptions } from './detector.js';
import { isResidual } from '../telemetry/metric-catalogue.js';
import { BalanceBand } from './detectors/balance-band/balance-band.js';
import { RecordNovelty } from './detectors/record-novelty/record-novelty.js';
import { CountersAsRates } from './detectors/seasonal-band/counters-as-rates.js';

/** Every detector by name; adding one is a folder under `detectors/` and a line here. */
export const detectors = {
  'seasonal-band': (options) => new CountersAsRates(options),
  'record-novelty': () => new RecordNovelty(),
  'balance-band': (options) => new BalanceBand(options),
} as const satisfies Record<string, (options: DetectorOptions) => Detector>;

export type DetectorName = keyof typeof detectors;

/** The one that scores live series, but for residuals. */
export const liveDetector: DetectorName = 'seasonal-band';
/** The one that scores live residuals. */
const residualDetector: DetectorName = 'balance-band';
/** Those that score live series of some kind. */
export const detectorsInUse: ReadonlySet<string> = new Set([liveDetector, residualDetector]);

/** The detector for a live series: what should be zero is not followed where it goes. */
export function detectorOf(metric: string, usual: DetectorName): DetectorName {
  return usual === liveDetector && isResidual(metric) ? residualDetector : usual;
}

/** True if the catalogue has a detector of this name. */
export function isDetectorName(name: string): name is DetectorName {
  return Object.hasOwn(detectors, name);
}
