/** What a process of Plenum sees of itself at one moment. What is not known is undefined. */
export interface Vitals {
  readonly backEnds: readonly { readonly name: string; readonly problem: string | undefined }[];
  /** Points since the last look: offered to intake, and not taken (refused as overloaded, invalid, or of unknown devices). */
  readonly offered: number;
  readonly rejected: number;
  /** How far scoring is behind at the speed of now, seconds; undefined while nothing is scored. */
  readonly scoringBehindS: number | undefined;
  /** Receivers that have confirmed nothing since they last refused. */
  readonly failingNotifiers: readonly string[];
  /** Of the disk that holds the data folder: its share, 0..1, and bytes; undefined without one. */
  readonly diskFree: { readonly share: number; readonly bytes: number } | undefined;
  /** How far the wall clock has moved against the monotonic one since the last look, seconds. */
  readonly clockStepS: number;
  /** Files of settings whose newest content is refused. */
  readonly refusedSettings: readonly string[];
}
