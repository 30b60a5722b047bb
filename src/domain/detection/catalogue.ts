import type { Detector, DetectorOptions } from './detector.js';
import { RecordNovelty } from './detectors/record-novelty/record-novelty.js';
import { CountersAsRates } from './detectors/seasonal-band/counters-as-rates.js';

/** Every detector by name; adding one is a folder under `detectors/` and a line here. */
export const detectors = {
  'seasonal-band': (options) => new CountersAsRates(options),
  'record-novelty': () => new RecordNovelty(),
} as const satisfies Record<string, (options: DetectorOptions) => Detector>;

export type DetectorName = keyof typeof detectors;

/** The one that scores live series. */
export const liveDetector: DetectorName = 'seasonal-band';

/** True if the catalogue has a detector of this name. */
export function isDetectorName(name: string): name is DetectorName {
  return Object.hasOwn(detectors, name);
}
