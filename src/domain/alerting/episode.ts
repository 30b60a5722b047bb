import type { AlertState } from './alert.js';

/** One scored point, as an episode sees it. Times are event time in epoch ms, values in the series' unit. */
export interface Observation {
  readonly at: number;
  readonly score: number;
  readonly value: number;
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
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
}

/** One stretch of trouble on one series, from its first anomalous sample on. */
export interface Episode {
  readonly state: AlertState;
  readonly startsAt: number;
  readonly firedAt: number | undefined;
  /** When the quiet spell began that ended the episode. */
  readonly resolvedAt: number | undefined;
  /** The observation that ended it; undefined until then. */
  readonly end: Observation | undefined;
  /** Time of the first sample of the current quiet spell; undefined while there is none. */
  readonly quietSince: number | undefined;
  /** Anomalous samples until it fired; not counted on. */
  readonly samples: number;
  /** How often trouble came back out of a quiet spell. */
  readonly returns: number;
  /** The observation with the highest score. */
  readonly peak: Observation;
}

/**
 * The alert state machine: inactive (undefined) -> pending -> firing -> resolved, by event time alone. A pending episode
 * vanishes at its first quiet sample. A firing one that comes back before it has cleared is the same episode.
 * Observations must come in ascending time; a resolved episode is final.
 */
export function advance(
  episode: Episode | undefined,
  observation: Observation,
  policy: AlertPolicy,
): Episode | undefined {
  if (observation.score >= policy.anomalousAt) {
    return fireWhenHeld(episode ? worsen(episode, observation) : begin(observation), observation.at, policy);
  }
  if (!episode) return undefined;
  if (episode.state === 'pending') return observation.score < policy.quietBelow ? undefined : episode;
  return calm(episode, observation, policy);
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
  };
}

function worsen(episode: Episode, observation: Observation): Episode {
  const isPending = episode.state === 'pending';
  const returned = episode.quietSince !== undefined;
  const isWorse = observation.score > episode.peak.score;
  // In a storm of long episodes nearly every sample ends here: it must not cost a new object.
  if (!isPending && !returned && !isWorse) return episode;
  return {
    ...episode,
    samples: isPending ? episode.samples + 1 : episode.samples,
    returns: returned ? episode.returns + 1 : episode.returns,
    quietSince: undefined,
    peak: isWorse ? observation : episode.peak,
  };
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
