import { metricTitle } from '../telemetry/metric-catalogue.js';
import { type SeriesDescriptor, seriesKey } from '../telemetry/series.js';
import type { Alert } from './alert.js';
import type { Episode } from './episode.js';
import { alertIdOf, fingerprintOf } from './fingerprint.js';
import { formatDuration, formatQuantity, formatRange } from './quantity.js';
import { anomalySeverity } from './severity.js';

/** The alert that an episode of anomalous scores on this series is. */
export function alertOfEpisode(episode: Episode, series: SeriesDescriptor): Alert {
  const fingerprint = fingerprintOf('anomaly', seriesKey(series));
  return {
    id: alertIdOf(fingerprint, episode.startsAt),
    fingerprint,
    kind: 'anomaly',
    state: episode.state,
    severity: anomalySeverity(series.metric, episode.peak.score),
    seriesId: series.id,
    assetId: series.assetId,
    metric: series.metric,
    component: series.component,
    simulated: series.simulated,
    startsAt: episode.startsAt,
    firedAt: episode.firedAt,
    resolvedAt: episode.resolvedAt,
    peakScore: singlePrecision(episode.peak.score),
    value: episode.peak.value,
    expected: singlePrecision(episode.peak.expected),
    unit: series.unit,
    summary: summaryOf(episode, series),
  };
}

/**
 * The episode behind a firing alert, for a start without saved state: it goes on where the alert log left it. How often it
 * had come back is forgotten, and its band is taken to be the expected value.
 */
export function episodeOfAlert(alert: Alert): Episode {
  return {
    state: 'firing',
    startsAt: alert.startsAt,
    firedAt: alert.firedAt,
    resolvedAt: undefined,
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
    },
  };
}

function summaryOf(episode: Episode, series: SeriesDescriptor): string {
  const { peak } = episode;
  const place = series.component === '' ? series.assetId : `${series.assetId} ${series.component}`;
  const subject = `${metricTitle(series.metric)} of ${place}`;
  const seen = formatQuantity(peak.value, series);
  const range =
    peak.lower === peak.upper ? formatQuantity(peak.expected, series) : formatRange(peak.lower, peak.upper, series);
  if (episode.resolvedAt === undefined) return `${subject} is ${seen}, expected ${range}`;
  const lasted = formatDuration(episode.resolvedAt - episode.startsAt);
  return `${subject} is back to normal after ${lasted}; it was ${seen}, expected ${range}`;
}

/** Scores and bands are stored as 32-bit floats; the digits beyond their seven are noise. */
function singlePrecision(value: number): number {
  return Number(value.toPrecision(7));
}
