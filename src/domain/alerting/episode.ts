import { type AlertSeverity, type AlertState, compareSeverity } from './alert.js';

/** One scored point, as an episode sees it. Times are event time in epoch ms, values in the series' unit. */
export interface Observation {
  readonly at: number;
  readonly score: number;
  readonly value: number;
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
  /** How urgent it would be by itself, if it were to last. */
  readonly severity: AlertSeverity;
}

/** When trouble becomes an alert and when it ends. It knows no detector: scores have one scale. */
export interface AlertPolicy {
  /** A score at or above this is anomalous. */
  readonly anomalousAt: number;
  /** Only a score below this counts as quiet; between the two nothing changes, so that noise at the line does not flap. */
  readonly quietBelow: number;
  /** An episode fires once it has lasted this long ... */
  readonly holdMs: number;
  /** ... and has shown this many anomalous samples. */
  readonly holdSamples: number;
  /** With a peak score of this or more, either of the two is enough. */
  readonly strongAt: number;
  /** A firing episode ends when it has been quiet for this long. */
  readonly clearMs: number;
  /** Each return out of a quiet spell makes the next clear time longer by `clearMs`, up to this many times `clearMs`. */
  readonly maxClearFactor: number;
  /** What was said of a firing episode is said anew once its peak score has grown by this factor ... */
  readonly restateGrowth: number;
  /** ... or has grown at all, and this much time has passed. */
  readonly restateMs: number;
}

/** What has been said of a firing episode. */
export interface Statement {
  readonly at: number;
  readonly score: number;
  readonly severity: AlertSeverity;
}

/** One stretch of trouble on one series, from its first anomalous sample on. */
export interface Episode {
  readonly state: AlertState;
  readonly startsAt: number;
  readonly firedAt: number | undefined;
  /** When it was last stated as more urgent than before; not saved, since its alert is recorded with it. */
  readonly escalatedAt?: number | undefined;
  /** When the quiet spell began that ended the episode. */
  readonly resolvedAt: number | undefined;
  /** The observation that ended it; undefined until then, and when it lapsed. */
  readonly end: Observation | undefined;
  /** Time of the first sample of the current quiet spell; undefined while there is none. */
  readonly quietSince: number | undefined;
  /** Anomalous samples until it fired; not counted on. */
  readonly samples: number;
  /** How often trouble came back out of a quiet spell. */
  readonly returns: number;
  /** The gravest observation: the most urgent, and of those the one with the highest score. Its score is the highest of all. */
  readonly peak: Observation;
  /** The latest statement, to which its alert holds; undefined until it fires. A new one is a new object. */
  readonly stated: Statement | undefined;
}

/**
 * The alert state machine: inactive (undefined) -> pending -> firing -> resolved, by event time alone. A pending episode
 * vanishes at its first quiet sample. A firing one that comes back before it has cleared is the same episode. While it
 * fires it is stated anew as it gets worse: at once when it becomes more urgent, else only so often that a storm is bearable.
 * Observations must come in ascending time; a resolved episode is final.
 */
export function advance(
  episode: Episode | undefined,
  observation: Observation,
  policy: AlertPolicy,
): Episode | undefined {
  if (observation.score >= policy.anomalousAt) {
    const troubled = episode ? worsen(episode, observation) : begin(observation);
    return stateWhenDue(fireWhenHeld(troubled, observation.at, policy), observation.at, policy);
  }
  if (!episode) return undefined;
  if (episode.state === 'pending') return observation.score < policy.quietBelow ? undefined : episode;
  return stateWhenDue(calm(episode, observation, policy), observation.at, policy);
}

/** Ends a firing episode of whose series nothing can be said any more since this time. */
export function lapse(episode: Episode, lastAt: number): Episode {
  return { ...episode, state: 'resolved', resolvedAt: episode.quietSince ?? lastAt };
}

function begin(observation: Observation): Episode {
  return {
    state: 'pending',
    startsAt: observation.at,
    firedAt: undefined,
    resolvedAt: undefined,
    end: undefined,
    quietSince: undefined,
    samples: 1,
    returns: 0,
    peak: observation,
    stated: undefined,
  };
}

function worsen(episode: Episode, observation: Observation): Episode {
  // One that was taken over from its alert is told again from its beginning: now it hears what the alert does not say.
  if (observation.at === episode.startsAt) return { ...episode, peak: observation };
  const isPending = episode.state === 'pending';
  const returned = episode.quietSince !== undefined;
  const peak = peakOf(episode.peak, observation);
  // In a storm of long episodes nearly every sample ends here: it must not cost a new object.
  if (!isPending && !returned && peak === episode.peak) return episode;
  return {
    ...episode,
    samples: isPending ? episode.samples + 1 : episode.samples,
    returns: returned ? episode.returns + 1 : episode.returns,
    quietSince: undefined,
    peak,
  };
}

function peakOf(peak: Observation, observation: Observation): Observation {
  const isGraver =
    observation.severity === peak.severity
      ? observation.score > peak.score
      : compareSeverity(observation.severity, peak.severity) > 0;
  const gravest = isGraver ? observation : peak;
  const score = Math.max(observation.score, peak.score);
  return gravest.score === score ? gravest : { ...gravest, score };
}

function fireWhenHeld(episode: Episode, at: number, policy: AlertPolicy): Episode {
  if (episode.state !== 'pending') return episode;
  const longEnough = at - episode.startsAt >= policy.holdMs;
  const oftenEnough = episode.samples >= policy.holdSamples;
  const strong = episode.peak.score >= policy.strongAt;
  const held = strong ? longEnough || oftenEnough : longEnough && oftenEnough;
  return held ? { ...episode, state: 'firing', firedAt: at } : episode;
}

function calm(episode: Episode, observation: Observation, policy: AlertPolicy): Episode {
  if (episode.quietSince === undefined) {
    return observation.score < policy.quietBelow ? { ...episode, quietSince: observation.at } : episode;
  }
  const clearMs = policy.clearMs * Math.min(1 + episode.returns, policy.maxClearFactor);
  if (observation.at - episode.quietSince < clearMs) return episode;
  return { ...episode, state: 'resolved', resolvedAt: episode.quietSince, end: observation };
}

function stateWhenDue(episode: Episode, at: number, policy: AlertPolicy): Episode {
  if (episode.state !== 'firing') return episode;
  const { peak, stated } = episode;
  if (stated && !isNews(peak, at, stated, policy)) return episode;
  const hasRisen = stated && compareSeverity(peak.severity, stated.severity) > 0;
  return {
    ...episode,
    escalatedAt: hasRisen ? at : episode.escalatedAt,
    stated: { at, score: peak.score, severity: peak.severity },
  };
}

function isNews(peak: Observation, at: number, stated: Statement, policy: AlertPolicy): boolean {
  if (peak.severity !== stated.severity) return true;
  if (peak.score <= stated.score) return false;
  return peak.score >= stated.score * policy.restateGrowth || at - stated.at >= policy.restateMs;
}
