/** A stretch of anomalous points of one series, epoch ms. */
export interface Excursion {
  /** The first anomalous point. */
  readonly startsAt: number;
  /** It is the first point that was looked at, so that it may have begun earlier. */
  readonly beganEarlier: boolean;
  /** The last anomalous point so far as it was looked at. */
  readonly lastAt: number;
  readonly peakAt: number;
  readonly peakScore: number;
}

export interface ScoredColumns {
  readonly at: Float64Array;
  readonly score: Float64Array;
}

const anomalousAt = 1;
/** Anomalous points that are no further apart are one excursion; of a series that reports more rarely, those next to each other, or but one. */
const leastJoinedMs = 120_000;
const joinedSpacings = 2.5;

/** The excursion that a time lies in, among points that ascend in time; undefined when all is well then. */
export function excursionAt({ at, score }: ScoredColumns, time: number): Excursion | undefined {
  const joinedWithinMs = Math.max(leastJoinedMs, joinedSpacings * usualSpacing(at));
  let found: Excursion | undefined;
  for (const [index, moment] of at.entries()) {
    const height = score[index] ?? NaN;
    if (!(height >= anomalousAt)) continue;
    if (found && moment - found.lastAt <= joinedWithinMs) found = extended(found, moment, height);
    else if (moment > time) break;
    else found = { startsAt: moment, beganEarlier: index === 0, lastAt: moment, peakAt: moment, peakScore: height };
  }
  return found && time <= found.lastAt ? found : undefined;
}

/** The median distance between points; 0 when there are not two. */
function usualSpacing(at: Float64Array): number {
  const spacings = at.subarray(1).map((moment, index) => moment - (at[index] ?? moment));
  return spacings.sort()[spacings.length >> 1] ?? 0;
}

function extended(excursion: Excursion, at: number, score: number): Excursion {
  const isHigher = score > excursion.peakScore;
  return { ...excursion, lastAt: at, ...(isHigher ? { peakAt: at, peakScore: score } : {}) };
}

/** How rare a score is among those of some days. */
export interface ScoreRank {
  /** Hours with a score, and how many of them reached this one. */
  readonly hours: number;
  readonly hoursAsHigh: number;
}

/** The rank of a score among the highest ones of past hours; hours without a score are left out. */
export function rankAmong(score: number, hourlyPeaks: Float64Array): ScoreRank {
  const known = hourlyPeaks.filter((peak) => !Number.isNaN(peak));
  return { hours: known.length, hoursAsHigh: known.filter((peak) => peak >= score).length };
}
