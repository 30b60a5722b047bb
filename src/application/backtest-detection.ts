import { BacktestTally, type BacktestTallies } from '../domain/alerting/backtest/backtest-tally.js';
import type { ComparedAlert } from '../domain/alerting/backtest/compared-alert.js';
import { SettingsComparison, type Span } from '../domain/alerting/backtest/settings-comparison.js';
import type { SiteModel } from '../domain/assets/site-model.js';
import { type DetectorName, liveDetector } from '../domain/detection/catalogue.js';
import type { DeviceSettings } from '../domain/detection/device-limits/device-limit.js';
import type { DetectionRule } from '../domain/detection/settings/detector-settings.js';
import { selectSeries, type SeriesSelection } from '../domain/detection/settings/series-selection.js';
import { SettingsInForce } from '../domain/detection/settings/settings-in-force.js';
import { DomainError } from '../domain/errors.js';
import type { SeriesDescriptor } from '../domain/telemetry/series.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';
import type { AcknowledgedAlert, AlertLog } from '../ports/alert-log.js';
import type { Clock } from '../ports/clock.js';
import { HalfPace } from './half-pace.js';
import { PastAlerts } from './past-alerts.js';
import { type PointsReader, storedHistory } from './stored-history.js';

export interface BacktestRequest extends Span {
  readonly rules: readonly DetectionRule[];
  readonly detector: DetectorName;
  readonly select: SeriesSelection;
  /** So much before the span is learned, and not judged. */
  readonly warmUpMs: number;
}

/** A compared alert, and the one that was really raised of the same trouble. */
export interface BacktestAlert extends ComparedAlert {
  readonly past: AcknowledgedAlert | undefined;
}

export interface BacktestResult extends Omit<BacktestTallies, 'alerts'> {
  readonly series: number;
  readonly points: number;
  /** Selected series without a raw point: none was ever kept, or it is no longer. */
  readonly seriesWithoutPoints: number;
  /** The oldest raw point that was found, epoch ms; NaN when there is none. What happened before it could not be looked at. */
  readonly oldestPointAt: number;
  readonly alerts: readonly BacktestAlert[];
}

/** Hears how far a backtest is, 0 to 1. */
export type OnProgress = (fraction: number) => void;

/** What holds while the backtest runs, as it is at the moment. */
export interface PresentDetection {
  site(): SiteModel;
  rules(): readonly DetectionRule[];
  /** What the limits that devices state set, by key of the series. */
  deviceLimits(): ReadonlyMap<string, DeviceSettings>;
}

export const mostBacktestSeries = 20_000;
/** Series that are judged side by side: bounds the memory for detectors and alerts. */
const groupSize = 200;
/** Points that are judged in one go; between two goes the process does what it is there for. */
const pointsAtOnce = 10_000;

/**
 * Replays stored points under proposed settings and under those in force, and tells the alerts apart. It goes at
 * half pace, because embedded mode judges what comes in meanwhile in the same process. The silence of devices is not
 * replayed: no setting changes it.
 */
export class BacktestDetection {
  constructor(
    private readonly registry: SeriesRegistry,
    private readonly store: PointsReader,
    private readonly alertLog: Pick<AlertLog, 'list'>,
    private readonly clock: Clock,
    private readonly present: PresentDetection,
  ) {}

  /** Throws `invalid_input` when no series, or too many, are selected. */
  select(selection: SeriesSelection): readonly SeriesDescriptor[] {
    const selected = selectSeries(this.registry.all(), selection, this.present.site());
    if (selected.length === 0) throw new DomainError('invalid_input', 'no series is selected');
    if (selected.length <= mostBacktestSeries) return selected;
    throw new DomainError(
      'invalid_input',
      `${selected.length} series are selected; select ${mostBacktestSeries} or fewer, by asset, room, kind or metric`,
    );
  }

  /** Resolves with undefined when the signal aborts meanwhile. Rejects as `select` does. */
  async run(
    request: BacktestRequest,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<BacktestResult | undefined> {
    const ids = this.select(request.select).map(({ id }) => id);
    const past = await PastAlerts.read(this.alertLog, request, new Set(ids));
    const site = this.present.site();
    // What devices state of themselves holds whatever the rules are, unless one of them says otherwise.
    const limits = this.present.deviceLimits();
    const under = (rules: readonly DetectionRule[]) => new SettingsInForce(() => site, rules, limits);
    const sides = {
      proposed: { detector: request.detector, settings: under(request.rules) },
      present: { detector: liveDetector, settings: under(this.present.rules()) },
    };
    const tally = new BacktestTally(request);
    const pace = new HalfPace(this.clock);
    const seen = { points: 0, oldestPointAt: NaN, series: new Set<number>() };
    const historyFrom = request.fromMs - request.warmUpMs;
    for (let start = 0; start < ids.length; start += groupSize) {
      const group = ids.slice(start, start + groupSize);
      const comparison = new SettingsComparison(this.registry, sides);
      for await (const { batch, upToMs } of storedHistory(this.store, group, {
        fromMs: historyFrom,
        toMs: request.toMs,
      })) {
        note(seen, batch);
        for (let from = 0; from < batch.length; from += pointsAtOnce) {
          await pace.do(() => comparison.take(part(batch, from, from + pointsAtOnce)), signal);
          if (signal.aborted) return undefined;
        }
        onProgress((start + (group.length * (upToMs - historyFrom)) / (request.toMs - historyFrom)) / ids.length);
      }
      tally.add(comparison.within(request));
    }
    const { alerts, ...tallies } = tally.result();
    return {
      ...tallies,
      series: ids.length,
      points: seen.points,
      seriesWithoutPoints: ids.length - seen.series.size,
      oldestPointAt: seen.oldestPointAt,
      alerts: alerts.map((compared) => ({ ...compared, past: past.sameAs(compared.alert) })),
    };
  }
}

function note(
  seen: { points: number; oldestPointAt: number; series: Set<number> },
  { length, seriesIds, at }: TelemetryBatch,
) {
  const [seriesId, oldest] = [seriesIds[0], at[0]];
  if (seriesId === undefined || oldest === undefined) return;
  seen.points += length;
  seen.series.add(seriesId);
  if (!(seen.oldestPointAt <= oldest)) seen.oldestPointAt = oldest;
}

function part({ seriesIds, at, values }: TelemetryBatch, from: number, to: number): TelemetryBatch {
  const columns = {
    seriesIds: seriesIds.subarray(from, to),
    at: at.subarray(from, to),
    values: values.subarray(from, to),
  };
  return { length: columns.at.length, ...columns };
}
