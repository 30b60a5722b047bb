import { LevelRange } from './level-range.js';
import { ResidualRange } from './residual-range.js';
import { Stillness } from './stillness.js';

export const pointRange = new ResidualRange(0);
export const driftRange = new ResidualRange(ResidualRange.numbers);
export const levelRange = new LevelRange(2 * ResidualRange.numbers);
export const stillness = new Stillness(2 * ResidualRange.numbers + LevelRange.numbers);

const NUMBERS = 2 * ResidualRange.numbers + LevelRange.numbers + Stillness.numbers;

/** Bytes that a track record takes. */
export const trackRecordBytes = NUMBERS * Float64Array.BYTES_PER_ELEMENT;

/**
 * What a series has shown so far: how far its residuals strayed, which levels it kept, how long it stayed the same. One array in
 * double precision at the start of a buffer, because an object of its own for each number would be three times as large.
 */
export function emptyTrackRecord(buffer: ArrayBuffer): Float64Array {
  const track = new Float64Array(buffer, 0, NUMBERS);
  levelRange.begin(track);
  stillness.begin(track);
  return track;
}
