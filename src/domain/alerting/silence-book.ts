import { jointDeviationMetric } from '../detection/device-classes/class-model.js';
import { isCountedMetric, isEventMetric } from '../telemetry/events/event-metrics.js';
import { isDerived, type SeriesDescriptor } from '../telemetry/series.js';
import type { SeriesRegistry } from '../telemetry/series-registry.js';
import type { SilentSeries } from '../telemetry/silence.js';
import type { Alert } from './alert.js';
import { type Silence, silenceAlert, type SilenceEnd, silenceFingerprint, silenceOver } from './silence-alert.js';

/** What is silent now, by one clock: simulated series follow the twin's time, the others the wall clock. */
export interface SilenceReport {
  readonly simulated: boolean;
  readonly nowMs: number;
  /** Since when reports could have been heard: downtime of the service itself is nobody's silence. */
  readonly listeningSinceMs: number;
  readonly silent: readonly SilentSeries[];
  /** Whether a series was found reporting, so that its silence would be among those. */
  readonly isExpected: (seriesId: number) => boolean;
  /** Time of a series' newest point; undefined when none is known. */
  readonly lastAtOf: (seriesId: number) => number | undefined;
}

export interface SilencePolicy {
  /** A silence fires only after the service has listened for this many of the usual intervals. */
  readonly listenIntervals: number;
  /** A series silent for longer is gone for good, or imported history: no alert, and an open one ends. */
  readonly forgetAfterMs: number;
}

const defaultSilencePolicy: SilencePolicy = { listenIntervals: 5, forgetAfterMs: 7 * 86_400_000 };

interface Member {
  readonly series: SeriesDescriptor;
  readonly silent: SilentSeries;
}

/**
 * Alerts about devices that stopped reporting: one for a whole device, or one for the parts of it that are silent while
 * others still report. Series that are computed from others say nothing of a device. A silence fires when two reports in a
 * row show it, and resolves with the first that does not.
 */
export class SilenceBook {
  readonly #open = new Map<string, Alert>();
  /** Fingerprints that may fire if the next report of the same clock shows them again. */
  readonly #suspects = new Map<boolean, ReadonlySet<string>>();

  constructor(
    private readonly registry: SeriesRegistry,
    private readonly policy: SilencePolicy = defaultSilencePolicy,
  ) {}

  get firing(): number {
    return this.#open.size;
  }

  /** The alerts that a report fires or resolves. They count only after `settle`, so that a failure to record repeats them. */
  review(report: SilenceReport): readonly Alert[] {
    const silences = this.#silencesIn(report);
    const suspects = this.#suspects.get(report.simulated);
    this.#suspects.set(report.simulated, this.#suspectsAmong(silences, report));
    const resolved = [...this.#open.values()]
      .filter(({ simulated, fingerprint }) => simulated === report.simulated && !silences.has(fingerprint))
      .map((alert) => silenceOver(alert, report.nowMs, this.#endOf(alert, silences, report)));
    const fired = [...silences]
      .filter(([fingerprint]) => suspects?.has(fingerprint) === true && !this.#open.has(fingerprint))
      .map(([, silence]) => silenceAlert(silence, report.nowMs));
    return [...resolved, ...fired];
  }

  /** Takes over changes that have been recorded; also the firing silences of an earlier run. */
  settle(changes: readonly Alert[]): void {
    for (const alert of changes) {
      if (alert.state === 'resolved') this.#open.delete(alert.fingerprint);
      else this.#open.set(alert.fingerprint, alert);
    }
  }

  /** Forgets what was only suspected: the next report does not follow upon the last one. */
  pause(): void {
    this.#suspects.clear();
  }

  #suspectsAmong(silences: ReadonlyMap<string, Silence>, report: SilenceReport): ReadonlySet<string> {
    const listenedMs = report.nowMs - report.listeningSinceMs;
    const due = [...silences].filter(([, { intervalMs }]) => listenedMs >= intervalMs * this.policy.listenIntervals);
    return new Set(due.map(([fingerprint]) => fingerprint));
  }

  #silencesIn(report: SilenceReport): ReadonlyMap<string, Silence> {
    const membersByAsset = new Map<string, [Member, ...Member[]]>();
    for (const silent of report.silent) {
      const series = this.registry.byId(silent.seriesId);
      if (series?.simulated !== report.simulated || !isMeasured(series) || this.#isForgotten(silent.lastAt, report))
        continue;
      const members = membersByAsset.get(series.assetId);
      if (members) members.push({ series, silent });
      else membersByAsset.set(series.assetId, [{ series, silent }]);
    }
    const silentIds = new Set(report.silent.map(({ seriesId }) => seriesId));
    const silences = [...membersByAsset].map(([assetId, members]) => {
      const others = this.registry.ofAsset(assetId).filter((series) => isMeasured(series) && !silentIds.has(series.id));
      return silenceOf(
        members,
        others.map(({ id }) => report.lastAtOf(id)),
      );
    });
    return new Map(silences.map((silence) => [silenceFingerprint(silence), silence]));
  }

  #isForgotten(lastAt: number, { nowMs }: SilenceReport): boolean {
    return nowMs - lastAt > this.policy.forgetAfterMs;
  }

  #endOf(alert: Alert, silences: ReadonlyMap<string, Silence>, report: SilenceReport): SilenceEnd {
    if (silences.has(silenceFingerprint({ assetId: alert.assetId, wholeDevice: true }))) return 'whole-device';
    return this.#isForgotten(alert.startsAt, report) ? 'forgotten' : 'returned';
  }
}

/**
 * False for events, and for what Plenum itself makes of reports: that nobody logs in, or that the model of a class is gone,
 * says nothing of a device.
 */
function isMeasured(series: SeriesDescriptor): boolean {
  const { metric } = series;
  return !isDerived(series) && !isEventMetric(metric) && !isCountedMetric(metric) && metric !== jointDeviationMetric;
}

/**
 * The silence that an asset's silent series amount to. A slower series that is not due yet says nothing, so the device
 * counts as silent as a whole unless one of the others has reported since, or may have before the service started.
 */
function silenceOf(members: [Member, ...Member[]], othersLastAt: readonly (number | undefined)[]): Silence {
  members.sort((left, right) => left.series.id - right.series.id);
  const [first, ...more] = members;
  const startsAt = Math.max(...members.map(({ silent }) => silent.lastAt));
  const intervalMs = Math.min(...members.map(({ silent }) => silent.intervalMs));
  return {
    assetId: first.series.assetId,
    wholeDevice: othersLastAt.every((lastAt) => lastAt !== undefined && lastAt <= startsAt + intervalMs),
    series: [first.series, ...more.map(({ series }) => series)],
    startsAt,
    intervalMs,
  };
}
