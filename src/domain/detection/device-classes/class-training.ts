import { type ClassModel, WINDOW_MINUTES } from './class-model.js';
import type { DeviceHistory } from './device-history.js';
import { type DeviceProfile, profileOf, rowOf } from './device-profile.js';
import type { HeldOutRows } from './held-out.js';
import { learnedMinutesOf, learnedPartOf } from './learned-part.js';

/** Rows that are learned at most; more of the same day add time, not knowledge. */
const MOST_LEARNED_ROWS = 8_000;
/** Of what is held out, so much must be left when trouble and what the model before found unlike the class are left out. */
const LEAST_KEPT_SHARE = 0.5;

/** The history of a class, made ready for a network. */
export interface ClassTraining {
  readonly profiles: readonly DeviceProfile[];
  readonly learned: readonly Float64Array[];
  /** Of each device, in the order of the profiles. */
  readonly heldOut: readonly HeldOutRows[];
}

/**
 * Splits the histories of a class by time; profiles come from the part that is learned. Trouble is neither learned nor held out,
 * and what the model before found unlike the class is not held out: one faulty device would raise the threshold of all. Yields
 * between devices.
 */
export function* prepareTraining(
  histories: readonly DeviceHistory[],
  metrics: readonly string[],
  before?: ClassModel,
): Generator<void, ClassTraining> {
  const minutes = histories[0]?.columns[0]?.length ?? 0;
  const learnedMinutes = learnedMinutesOf(minutes);
  const step = Math.max(1, Math.ceil((learnedMinutes * histories.length) / MOST_LEARNED_ROWS));
  const profiles: DeviceProfile[] = [];
  const learned: Float64Array[] = [];
  const heldOut: HeldOutRows[] = [];
  for (const [device, history] of histories.entries()) {
    const profile = profileOf(history, metrics);
    profiles.push(profile);
    const learnedPart = learnedPartOf(history);
    for (let at = device % step; at < learnedMinutes; at += step) {
      const row = rowOf(profile, learnedPart, at);
      if (row) learned.push(row);
    }
    const { columns } = history;
    heldOut.push(
      Array.from({ length: minutes - learnedMinutes }, (_, i) => rowOf(profile, columns, learnedMinutes + i)),
    );
    yield;
  }
  return { profiles, learned, heldOut: yield* withoutDeviations(heldOut, histories, before) };
}

/** As they were when little is left: what most devices do is how the class is now. */
function* withoutDeviations(
  heldOut: readonly HeldOutRows[],
  histories: readonly DeviceHistory[],
  before: ClassModel | undefined,
): Generator<void, readonly HeldOutRows[]> {
  const kept: HeldOutRows[] = [];
  for (const [device, rows] of heldOut.entries()) {
    const history = histories[device];
    kept.push(history ? withoutDeviationsOf(rows, history, before) : rows);
    yield;
  }
  return readRows(kept) >= LEAST_KEPT_SHARE * readRows(heldOut) ? kept : heldOut;
}

/** All minutes of a window that scored 1 or more are left out: the fault may be in any of them. */
function withoutDeviationsOf(
  rows: HeldOutRows,
  { assetId, columns, troubled }: DeviceHistory,
  before: ClassModel | undefined,
): HeldOutRows {
  const start = (columns[0]?.length ?? 0) - rows.length;
  const kept = rows.map((row, at) => (troubled?.[start + at] === 1 ? undefined : row));
  if (!before) return kept;
  for (let at = 0; at < rows.length; at++) {
    const isUnlike = (before.judge(assetId, columns, start + at)?.score ?? 0) >= 1;
    if (isUnlike) kept.fill(undefined, Math.max(0, at - WINDOW_MINUTES + 1), at + 1);
  }
  return kept;
}

function readRows(heldOut: readonly HeldOutRows[]): number {
  return heldOut.reduce((sum, rows) => sum + rows.filter((row) => row !== undefined).length, 0);
}
