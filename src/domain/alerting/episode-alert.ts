import type { LimitBreach } from '../detection/settings/limit-breach.js';
import { metricTitle } from '../telemetry/metric-catalogue.js';
import { withinNature } from '../telemetry/natural-range.js';
import { type SeriesDescriptor, seriesKey } from '../telemetry/series.js';
import type { Alert } from './alert.js';
import { countSummary } from './count-summary.js';
import type { Episode, Observation } from './episode.js';
import { alertIdOf, fingerprintOf } from './fingerprint.js';
import { breachText } from './breach-text.js';
import { isSameReading, singlePrecision } from './single-precision.js';
import { residualText } from './residual-text.js';
import { formatDuration, formatQuantity, formatRange } from './quantity.js';

/** The alert that an episode of anomalous scores on this series is; `breach` is the bound that its gravest value is beyond. */
export function alertOfEpisode(episode: Episode, series: SeriesDescriptor, breach?: LimitBreach): Alert {
  const fingerprint = fingerprintOf('anomaly', seriesKey(series));
  return {
    id: alertIdOf(fingerprint, episode.startsAt),
    fingerprint,
    kind: 'anomaly',
    state: episode.state,
    severity: episode.peak.severity,
    seriesId: series.id,
    assetId: series.assetId,
    metric: series.metric,
    component: series.component,
    simulated: series.simulated,
    startsAt: episode.startsAt,
    firedAt: episode.firedAt,
    resolvedAt: episode.resolvedAt,
    escalatedAt: episode.escalatedAt,
    peakScore: singlePrecision(episode.peak.score),
    value: episode.peak.value,
    expected: singlePrecision(episode.peak.expected),
    unit: series.unit,
    summary: summaryOf(episode, series, breach),
  };
}

/**
 * The episode behind a firing alert, for a start without saved state: it goes on where the alert log left it. How often it
 * had come back is forgotten, and its band is taken to be the expected value, unless its points are judged again from the
 * first one on.
 */
export function episodeOfAlert(alert: Alert): Episode {
  return {
    state: 'firing',
    startsAt: alert.startsAt,
    firedAt: alert.firedAt,
    resolvedAt: undefined,
    escalatedAt: alert.escalatedAt,
    end: undefined,
    quietSince: undefined,
    samples: 1,
    returns: 0,
    peak: {
      at: alert.startsAt,
      score: alert.peakScore,
      value: alert.value,
      expected: alert.expected,
      lower: alert.expected,
      upper: alert.expected,
      severity: alert.severity,
    },
    stated: { at: alert.firedAt ?? alert.startsAt, score: alert.peakScore, severity: alert.severity },
  };
}

function summaryOf(episode: Episode, series: SeriesDescriptor, breach: LimitBreach | undefined): string {
  const { peak, resolvedAt } = episode;
  const place = series.component === '' ? series.assetId : `${series.assetId} ${series.component}`;
  const subject = `${metricTitle(series.metric)} of ${place}`;
  const seen = formatQuantity(peak.value, series);
  const lasted = resolvedAt === undefined ? '' : formatDuration(resolvedAt - episode.startsAt);
  if (breach) {
    const beyond = breachText(breach, series);
    if (resolvedAt === undefined) return `${subject} ${reachedBy(episode, breach.side)} ${seen}, ${beyond}`;
    return `${subject} is back after ${lasted}; it was ${seen}, ${beyond}`;
  }
  const counted = countSummary(episode, series);
  if (counted !== undefined) return counted;
  if (isStuck(peak)) {
    if (resolvedAt === undefined) return `${subject} does not move any more: it stays at ${seen} to the last digit`;
    return `${subject} moves again after ${lasted}; it was stuck at ${seen}`;
  }
  const range = peak.lower === peak.upper ? formatQuantity(peak.expected, series) : bandText(peak, series);
  if (resolvedAt === undefined) {
    const residual = residualText(series.metric, peak);
    if (residual !== undefined) return `${place} ${residual}, expected ${range}`;
    const side = peak.value < peak.expected ? 'below' : 'above';
    return `${subject} ${reachedBy(episode, side)} ${seen}, expected ${range}`;
  }
  if (!episode.end) return `${subject} cannot be told any more after ${lasted}; it was ${seen}, expected ${range}`;
  if (staysAway(episode.end.value, peak)) {
    const settled = formatQuantity(episode.end.value, series);
    return `${subject} has been away from normal for ${lasted}, and ${settled} now counts as normal; expected was ${range}`;
  }
  return `${subject} is back to normal after ${lasted}; it was ${seen}, expected ${range}`;
}

/** What was seen by the time it fired is; what came later may have passed when it is read. */
function reachedBy({ peak, firedAt = Infinity }: Episode, side: LimitBreach['side']): string {
  if (peak.at <= firedAt) return 'is';
  return side === 'below' ? 'fell to' : 'rose to';
}

function bandText(peak: Observation, series: SeriesDescriptor): string {
  const { lower, upper } = withinNature(peak, peak.value, series);
  return formatRange(lower, upper, series);
}

/** A detector says that a series is stuck by a band that is the value itself. */
function isStuck({ value, expected, lower, upper }: Observation): boolean {
  return lower === upper && isSameReading(value, expected);
}

/** True when an episode ends not because the value came back, but because the detector got used to it. */
function staysAway(value: number, peak: Observation): boolean {
  const out = value < peak.lower || value > peak.upper;
  return out && peak.lower < peak.upper && Math.abs(value - peak.value) < Math.abs(value - peak.expected);
}
