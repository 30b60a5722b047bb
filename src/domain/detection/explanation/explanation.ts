import type { Alert } from '../../alerting/alert.js';
import type { SeriesDescriptor } from '../../telemetry/series.js';
import type { DetectorSettings } from '../settings/detector-settings.js';
import type { Excursion, ScoreRank } from './excursion.js';
import type { NeighbourRelation } from './neighbours.js';
import type { SimilarEvent } from './similar-events.js';
import type { JudgedPoint, SpeakingPart } from './speaking-part.js';

/** What came of a past alert. */
export interface PastAlert extends Alert {
  readonly acknowledgedBy: string | undefined;
}

/** A series nearby, and how it went around the onset. */
export interface Neighbour {
  readonly series: SeriesDescriptor;
  readonly relation: NeighbourRelation;
  readonly peakScore: number;
}

/** A neighbour whose score rose. */
export interface MovedNeighbour extends Neighbour {
  /** How long after the onset, in seconds; negative when it was earlier. */
  readonly lagSeconds: number;
  /** Its score was high already where looking began: it rose then or earlier. */
  readonly wasEarlier: boolean;
}

/** A series that a residual is computed from, and what it said at the time of the residual. */
export interface InputReading {
  readonly series: SeriesDescriptor;
  /** On the straight line between two readings, as residuals take it; undefined where none are kept, or too far apart. */
  readonly value: number | undefined;
}

/** Why a point has the score that it has. */
export interface Explanation {
  readonly series: SeriesDescriptor;
  readonly point: JudgedPoint;
  readonly part: SpeakingPart;
  readonly settings: DetectorSettings;
  /** Of a residual: the first of the series that it is computed from. */
  readonly madeOf: readonly InputReading[];
  readonly madeOfInAll: number;
  /** The stretch of trouble that the point is in; undefined when there is none. */
  readonly excursion: Excursion | undefined;
  /** Its peak, or the point's score, among the hours of the days before it. */
  readonly rank: ScoreRank & { readonly days: number };
  readonly similar: readonly SimilarEvent<PastAlert>[];
  /** The first of them, by the time of their rise. */
  readonly moved: readonly MovedNeighbour[];
  readonly movedInAll: number;
  /** Neighbours that should have moved if it is true. */
  readonly still: readonly Neighbour[];
  /** Assets nearby that fell silent within minutes of it; only of a silence. */
  readonly silentToo: readonly string[];
  /** Neighbours that were not looked at, because there are too many. */
  readonly notLookedAt: number;
}
