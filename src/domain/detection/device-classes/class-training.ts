import { type DeviceHistory, type DeviceProfile, profileOf, rowOf } from './device-profile.js';

/** Of the history of a class, the last part is not learned: it sets what is usual. */
const HELD_OUT_SHARE = 0.25;
/** Rows that are learned at most; more of the same day add time, not knowledge. */
const MOST_LEARNED_ROWS = 8_000;

/** The history of a class, made ready for a network. */
export interface ClassTraining {
  readonly profiles: readonly DeviceProfile[];
  readonly learned: readonly Float64Array[];
  /** Of each device, minute by minute; undefined where a metric is missing. */
  readonly heldOut: readonly (readonly (Float64Array | undefined)[])[];
}

/** Splits the histories of a class by time; profiles come from the part that is learned. */
export function prepareTraining(histories: readonly DeviceHistory[], metrics: readonly string[]): ClassTraining {
  const minutes = histories[0]?.columns[0]?.length ?? 0;
  const learnedMinutes = Math.floor((1 - HELD_OUT_SHARE) * minutes);
  const step = Math.max(1, Math.ceil((learnedMinutes * histories.length) / MOST_LEARNED_ROWS));
  const profiles = histories.map((history) => profileOf(history, metrics, learnedMinutes));
  const learned: Float64Array[] = [];
  const heldOut = histories.map(({ columns }, device) => {
    const profile = profiles[device];
    if (!profile) throw new Error('BUG: a device without a profile');
    for (let at = device % step; at < learnedMinutes; at += step) {
      const row = rowOf(profile, columns, at);
      if (row) learned.push(row);
    }
    return Array.from({ length: minutes - learnedMinutes }, (_, i) => rowOf(profile, columns, learnedMinutes + i));
  });
  return { profiles, learned, heldOut };
}
