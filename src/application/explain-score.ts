import type { SiteModel } from '../domain/assets/site-model.js';
import { jointDeviationMetric } from '../domain/detection/device-classes/class-model.js';
import { type Excursion, excursionAt, rankAmong } from '../domain/detection/explanation/excursion.js';
import type { Explanation, PastAlert } from '../domain/detection/explanation/explanation.js';
import { similarEvents } from '../domain/detection/explanation/similar-events.js';
import { type JudgedPoint, type SpeakingPart, speakingPartOf } from '../domain/detection/explanation/speaking-part.js';
import { DomainError } from '../domain/errors.js';
import type { SeriesDescriptor } from '../domain/telemetry/series.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { AcknowledgedAlert, AlertLog } from '../ports/alert-log.js';
import type { Clock } from '../ports/clock.js';
import type { SeriesPoints, TelemetryStore } from '../ports/telemetry-store.js';
import type { DeviationNotes } from './class-models/deviation-notes.js';
import type { DetectionSettings } from './detection-settings.js';
import { LookAround } from './look-around.js';
import { ResidualInputs } from './residual-inputs.js';

const hourMs = 3_600_000;
const rankDays = 14;
/** How far around a point its excursion is looked for. */
const aroundMs = 3 * hourMs;
const mostRows = 20_000;
/** Newest alerts that are looked through for others of the kind. */
const mostAlerts = 1_000;
const mostSimilar = 5;
/** Devices that fall silent no further apart do so together. */
const silentTogetherMs = 15 * 60_000;
/** Simulated series that are asked what time it is for the twin. */
const mostAskedForTime = 100;

/** What is asked for an explanation, which it reads only. */
export interface ExplanationSources {
  readonly store: Pick<TelemetryStore, 'latest' | 'readPoints' | 'readManyPoints'>;
  readonly alertLog: Pick<AlertLog, 'find' | 'list'>;
  /** What is known of devices that are unlike their class. */
  readonly deviations: Pick<DeviationNotes, 'of'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Tells why a point was scored as it was: what spoke, since when, how rare that is, what was like it before, and what
 * moved with it. Every read is bounded; an explanation costs some ten of them.
 */
export class ExplainScore {
  readonly #lookAround: LookAround;
  readonly #inputs: ResidualInputs;

  constructor(
    private readonly registry: SeriesRegistry,
    private readonly sources: ExplanationSources,
    private readonly settings: Pick<DetectionSettings, 'explain'>,
    site: () => SiteModel,
  ) {
    this.#lookAround = new LookAround(registry, sources.store, site);
    this.#inputs = new ResidualInputs(registry, sources.store, site);
  }

  /**
   * Of the last point at or before a time (epoch ms), or of the newest one. Throws `not_found` when there is no such
   * series, or no raw point of it within three hours before the time.
   */
  async ofSeries(id: number, at: number | undefined): Promise<Explanation> {
    const series = this.registry.byId(id);
    if (!series) throw new DomainError('not_found', `there is no series ${id}`);
    const time = at ?? (await this.#newestAt(id));
    const points = await this.#around(id, time);
    const index = points.at.findLastIndex((moment) => moment <= time);
    if (index < 0)
      throw new DomainError('not_found', `series ${id} has no raw point within three hours before that time`);
    return this.#explain(series, points, index);
  }

  /** Of the gravest point of an alert. Throws `not_found` when there is no such alert, or no raw point of it any more. */
  async ofAlert(id: string): Promise<Explanation> {
    const alert = await this.sources.alertLog.find(id);
    if (!alert) throw new DomainError('not_found', `there is no alert ${id}`);
    if (alert.kind === 'plenum')
      throw new DomainError('not_found', `alert ${id} is about Plenum itself, and no series`);
    const series = this.registry.byId(alert.seriesId);
    if (!series) throw new DomainError('not_found', `the series of alert ${id} is not known any more`);
    const points = await this.#around(series.id, alert.startsAt);
    if (alert.kind === 'silent') return this.#explainSilence(series, points, alert);
    const end = alert.resolvedAt ?? Infinity;
    const index = highest(points, (at) => at >= alert.startsAt && at <= end);
    if (index === undefined) throw new DomainError('not_found', `no raw point of alert ${id} is kept any more`);
    return this.#explain(series, points, index);
  }

  async #explain(series: SeriesDescriptor, points: SeriesPoints, index: number): Promise<Explanation> {
    const point = pointAt(points, index);
    const explained = this.settings.explain(series);
    const excursion = excursionAt(points, point.at);
    const onset = excursion?.startsAt ?? point.at;
    const height = Math.max(excursion?.peakScore ?? 0, point.score);
    const [peaks, past, around, inputs] = await Promise.all([
      this.#hourlyPeaks(series.id, onset),
      excursion ? this.#pastAlerts(series, onset) : [],
      this.#lookAround.at(series, onset),
      this.#inputs.at(series, point.at),
    ]);
    return {
      silentToo: [],
      series,
      point,
      part: (await this.#jointPart(series, point, excursion)) ?? speakingPartOf(point, explained),
      settings: explained.settings,
      excursion,
      rank: { days: rankDays, ...rankAmong(height, peaks) },
      similar: excursion ? similarTo(series, excursion, past) : [],
      ...around,
      ...inputs,
    };
  }

  /** Of a device that is unlike its class, as long as the newest judgement is about the same trouble. */
  async #jointPart(
    { assetId, metric }: SeriesDescriptor,
    { at, value }: JudgedPoint,
    excursion: Excursion | undefined,
  ): Promise<SpeakingPart | undefined> {
    if (metric !== jointDeviationMetric || value < 1) return undefined;
    const noted = await this.sources.deviations.of(assetId);
    const isOfIt = noted && noted.at >= (excursion?.startsAt ?? at) && noted.at <= (excursion?.lastAt ?? at);
    return isOfIt ? { kind: 'joint', metrics: noted.metrics, at: noted.at } : undefined;
  }

  async #explainSilence(
    series: SeriesDescriptor,
    points: SeriesPoints,
    alert: AcknowledgedAlert,
  ): Promise<Explanation> {
    const index = points.at.findLastIndex((moment) => moment <= alert.startsAt);
    if (index < 0) throw new DomainError('not_found', `no raw point from before alert ${alert.id} is kept any more`);
    const around = { fromMs: alert.startsAt - silentTogetherMs, toMs: alert.startsAt + silentTogetherMs };
    const [now, recent, past] = await Promise.all([
      alert.resolvedAt ?? this.#presentOf(alert),
      this.sources.alertLog.list({ ...around, limit: mostAlerts }),
      this.sources.alertLog.list({ toMs: alert.startsAt, assetId: alert.assetId, limit: mostAlerts }),
    ]);
    const near = this.#lookAround.assetsNear(series);
    const silent = recent.filter(
      ({ kind, assetId }) => kind === 'silent' && assetId !== alert.assetId && near.has(assetId),
    );
    const isAlike = ({ fingerprint }: AcknowledgedAlert) => fingerprint === alert.fingerprint;
    return {
      series,
      point: pointAt(points, index),
      part: { kind: 'silence', lastedMs: now - alert.startsAt, usuallyEveryMs: alert.expected * 1000 },
      settings: this.settings.explain(series).settings,
      excursion: undefined,
      rank: { days: rankDays, hours: 0, hoursAsHigh: 0 },
      similar: similarEvents({ ...alert, seriesId: series.id }, past.filter(isAlike), { most: mostSimilar, now }),
      silentToo: [...new Set(silent.map(({ assetId }) => assetId))],
      madeOf: [],
      madeOfInAll: 0,
      moved: [],
      movedInAll: 0,
      still: [],
      notLookedAt: 0,
    };
  }

  /**
   * What time it is for a device that is still silent. The twin may be ahead of the wall clock: its time is the newest that
   * others in it report. Never before the alert fired, of which both know.
   */
  async #presentOf({ assetId, simulated, startsAt, value }: AcknowledgedAlert): Promise<number> {
    const firedAt = startsAt + value * 1000;
    if (!simulated) return Math.max(firedAt, this.sources.clock.now());
    const others = [...this.registry.all()].filter((series) => series.simulated && series.assetId !== assetId);
    const newest = await this.sources.store.latest(others.slice(0, mostAskedForTime).map(({ id }) => id));
    return Math.max(firedAt, ...newest.map(({ at }) => at));
  }

  async #newestAt(seriesId: number): Promise<number> {
    const [latest] = await this.sources.store.latest([seriesId]);
    if (!latest) throw new DomainError('not_found', `series ${seriesId} has no points`);
    return latest.at;
  }

  /** Those before the time matter more than those after it, should there be too many. */
  #around(seriesId: number, time: number): Promise<SeriesPoints> {
    return this.sources.store.readPoints({ seriesId, fromMs: time - aroundMs, toMs: time + aroundMs, limit: mostRows });
  }

  /** Highest score of each hour of the days before. */
  async #hourlyPeaks(seriesId: number, before: number): Promise<Float64Array> {
    const days = { fromMs: before - rankDays * 24 * hourMs, toMs: before, stepMs: hourMs, limit: rankDays * 24 + 1 };
    return (await this.sources.store.readPoints({ seriesId, ...days })).score;
  }

  /** Of this series, and of the same metric elsewhere among the newest alerts there were. */
  async #pastAlerts({ id, metric }: SeriesDescriptor, before: number): Promise<readonly PastAlert[]> {
    const query = { toMs: before, limit: mostAlerts };
    const own = await this.sources.alertLog.list({ ...query, seriesId: id });
    const all = await this.sources.alertLog.list(query);
    const isPeer = (alert: AcknowledgedAlert) => alert.metric === metric && alert.seriesId !== id;
    return [...own, ...all.filter(isPeer)].filter(({ kind }) => kind === 'anomaly');
  }
}

function similarTo({ id }: SeriesDescriptor, excursion: Excursion, past: readonly PastAlert[]) {
  const { startsAt, lastAt, peakScore } = excursion;
  const shape = { seriesId: id, startsAt, resolvedAt: lastAt, peakScore };
  return similarEvents(shape, past, { most: mostSimilar, now: lastAt });
}

function highest({ at, score }: SeriesPoints, isWanted: (at: number) => boolean): number | undefined {
  /** A point without a score is lower than any other. */
  const heightAt = (index: number) => (Number.isNaN(score[index]) ? -1 : (score[index] ?? -1));
  let best: number | undefined;
  for (const [index, moment] of at.entries()) {
    if (isWanted(moment) && (best === undefined || heightAt(index) > heightAt(best))) best = index;
  }
  return best;
}

function pointAt({ at, value, score, expected, lower, upper }: SeriesPoints, index: number): JudgedPoint {
  return {
    at: at[index] ?? NaN,
    value: value[index] ?? NaN,
    score: score[index] ?? NaN,
    expected: expected[index] ?? NaN,
    lower: lower[index] ?? NaN,
    upper: upper[index] ?? NaN,
  };
}
