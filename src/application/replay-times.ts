/** When recorded rows are sent, and the times they are given. */
export interface ReplayTimes {
  /** Recorded seconds per second; Infinity sends as fast as the service takes it. */
  readonly speed: number;
  /** `keep` sends the recorded times; `shift` moves them all by the same amount into the present. */
  readonly times: 'shift' | 'keep';
}

/**
 * What to add to each recorded time. Shifted, the last row's time is the moment at which it will be sent, so that charts
 * end in the present. Slower than real time that would put the first rows into the future: there, the first row
 * becomes now.
 */
export function replayOffsetMs(
  { speed, times }: ReplayTimes,
  recorded: { readonly firstAt: number; readonly lastAt: number },
  now: number,
): number {
  if (times === 'keep') return 0;
  if (speed <= 1) return now - recorded.firstAt;
  return now + (recorded.lastAt - recorded.firstAt) / speed - recorded.lastAt;
}
