import { metricTitle } from '../telemetry/metric-catalogue.js';
import type { SeriesDescriptor } from '../telemetry/series.js';
import type { Alert } from './alert.js';
import { alertIdOf, fingerprintOf } from './fingerprint.js';
import { formatDuration } from './quantity.js';
import { silenceSeverity } from './severity.js';

/** Series of one asset that stopped reporting together; never empty. */
export interface Silence {
  readonly assetId: string;
  /** True when nothing at all of the asset has been heard since. */
  readonly wholeDevice: boolean;
  /** Silent series by ascending id. */
  readonly series: readonly [SeriesDescriptor, ...SeriesDescriptor[]];
  /** Time of the last sign of life of the silent series. */
  readonly startsAt: number;
  /** Usual interval of the most frequent of them. */
  readonly intervalMs: number;
}

/** Whole device and part of it are two kinds of trouble: a unit that loses a sensor and later dies is told twice. */
export function silenceFingerprint({ assetId, wholeDevice }: Pick<Silence, 'assetId' | 'wholeDevice'>): string {
  return fingerprintOf('silent', `${assetId}|${wholeDevice ? 'device' : 'part'}`);
}

/**
 * The firing alert of a silence. It has no score: its value is the silence and its expected value the usual interval, in
 * seconds. Its series is the first silent one; metric and component are empty unless it is the only one.
 */
export function silenceAlert(silence: Silence, nowMs: number): Alert {
  const [first, ...others] = silence.series;
  const fingerprint = silenceFingerprint(silence);
  const alone = others.length === 0;
  return {
    id: alertIdOf(fingerprint, silence.startsAt),
    fingerprint,
    kind: 'silent',
    state: 'firing',
    severity: silenceSeverity(
      silence.series.map(({ metric }) => metric),
      silence.wholeDevice,
    ),
    seriesId: first.id,
    assetId: silence.assetId,
    metric: alone ? first.metric : '',
    component: alone ? first.component : '',
    simulated: first.simulated,
    startsAt: silence.startsAt,
    firedAt: nowMs,
    resolvedAt: undefined,
    peakScore: 1,
    value: (nowMs - silence.startsAt) / 1000,
    expected: silence.intervalMs / 1000,
    unit: 's',
    summary: `${subjectOf(silence)} reported nothing for ${formatDuration(nowMs - silence.startsAt)}, usually every ${formatDuration(silence.intervalMs)}`,
  };
}

/** How a silence ended. */
export type SilenceEnd = 'returned' | 'forgotten' | 'whole-device';

/** The alert once its silence is over. */
export function silenceOver(alert: Alert, nowMs: number, end: SilenceEnd): Alert {
  const lasted = formatDuration(nowMs - alert.startsAt);
  const endings: Record<SilenceEnd, string> = {
    returned: `${alert.assetId} reports again after ${lasted}`,
    forgotten: `${alert.assetId} is no longer expected to report: silent for ${lasted}`,
    'whole-device': `${alert.assetId} has fallen silent as a whole after ${lasted}`,
  };
  return {
    ...alert,
    state: 'resolved',
    resolvedAt: nowMs,
    value: (nowMs - alert.startsAt) / 1000,
    summary: endings[end],
  };
}

function subjectOf({ assetId, wholeDevice, series: [first, ...others] }: Silence): string {
  if (wholeDevice) return `${assetId} has`;
  if (others.length > 0) return `${others.length + 1} series of ${assetId} have`;
  const place = first.component === '' ? assetId : `${assetId} ${first.component}`;
  return `${metricTitle(first.metric)} of ${place} has`;
}
