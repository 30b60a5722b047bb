import type { ScoreBatch } from '../detection/score-batch.js';
import { breachOf, type LimitBreach } from '../detection/settings/limit-breach.js';
import type { SettingsInForce } from '../detection/settings/settings-in-force.js';
import { withRoom } from '../telemetry/columns.js';
import { isDerived, type SeriesDescriptor } from '../telemetry/series.js';
import type { SeriesRegistry } from '../telemetry/series-registry.js';
import type { Alert } from './alert.js';
import { alertPolicyOf, defaultAlertPolicy } from './alert-policies.js';
import { advance, type Episode, lapse, type Observation } from './episode.js';
import { alertOfEpisode, episodeOfAlert } from './episode-alert.js';
import { decodeEpisodes, encodeEpisodes } from './episode-codec.js';
import { breachSeverityScale, type SeverityScale, severityScaleOf } from './severity.js';

/**
 * The open episodes of all series. Only a point that is anomalous, or whose series is in an episode, costs more than
 * one comparison. Holds at most one episode per registered series.
 */
export class AlertBook {
  #episodes = new Map<number, Episode>();
  /** 1 at the id of each series that is in an episode: what the hot loop reads instead of the map. */
  #inEpisode = new Uint8Array(1024);

  readonly #scales = new Map<string, SeverityScale>();

  /** Without settings no value is beyond a limit. */
  constructor(
    private readonly registry: SeriesRegistry,
    private readonly settings?: SettingsInForce,
  ) {}

  /** Series whose episode fires. */
  get firing(): number {
    let count = 0;
    for (const episode of this.#episodes.values()) if (episode.state === 'firing') count += 1;
    return count;
  }

  /**
   * Takes scores with their points' values (aligned) and returns the alerts that fired, got worse or resolved, in order.
   * One that got worse is firing again under the same id.
   */
  advance(scores: ScoreBatch, values: Float64Array): readonly Alert[] {
    const changes: Alert[] = [];
    const { anomalousAt } = defaultAlertPolicy;
    const { seriesIds, score } = scores;
    for (let index = 0; index < scores.length; index += 1) {
      const seriesId = seriesIds[index] ?? 0;
      if ((score[index] ?? 0) < anomalousAt && this.#inEpisode[seriesId] !== 1) continue;
      const change = this.#observe(seriesId, index, scores, values);
      if (change) changes.push(change);
    }
    return changes;
  }

  /**
   * Takes over a firing alert of the log, so that it resolves although its episode's state is lost. Answers whether its
   * episode fires now: not while another one fires on its series.
   */
  adopt(alert: Alert): boolean {
    const known = this.#episodes.get(alert.seriesId);
    if (known?.state === 'firing') return known.startsAt === alert.startsAt;
    this.#keep(alert.seriesId, episodeOfAlert(alert));
    return true;
  }

  /**
   * The alerts of derived series that are over because nothing can be said of them any more, as of their last points. They
   * count only after `settle`, so that a failure to record repeats them. `overSince` gives the time of the last point of one
   * that is over, by its series and when it fired. Other than a sensor, a derived series may have
   * nothing to say for ever while all is well: its device was switched off, or does what it has never done before.
   */
  lapsed(overSince: (seriesId: number, firedAt: number) => number | undefined): readonly Alert[] {
    return [...this.#episodes].flatMap(([seriesId, episode]) => {
      const series = this.registry.byId(seriesId);
      if (episode.state !== 'firing' || !series || !isDerived(series)) return [];
      const lastAt = overSince(seriesId, episode.firedAt ?? episode.startsAt);
      if (lastAt === undefined) return [];
      return [alertOfEpisode(lapse(episode, lastAt), series, this.#breachOf(episode.peak.value, series))];
    });
  }

  /** Takes over lapsed alerts that have been recorded. */
  settle(lapsed: readonly Alert[]): void {
    for (const { seriesId, startsAt } of lapsed) {
      // Points may have come meanwhile, and with them the next episode.
      if (this.#episodes.get(seriesId)?.startsAt === startsAt) this.#drop(seriesId);
    }
  }

  snapshot(): Uint8Array {
    return encodeEpisodes(this.#episodes);
  }

  /** Replaces the episodes by those of a snapshot. Throws `incompatible_data` and changes nothing when it is damaged. */
  restore(bytes: Uint8Array): void {
    const episodes = decodeEpisodes(bytes);
    this.#episodes = new Map();
    this.#inEpisode.fill(0);
    for (const [seriesId, episode] of episodes) this.#keep(seriesId, episode);
  }

  #observe(seriesId: number, index: number, scores: ScoreBatch, values: Float64Array): Alert | undefined {
    const before = this.#episodes.get(seriesId);
    // An adopted episode may lie ahead of a replay that begins before it.
    if (before && (scores.at[index] ?? NaN) < before.startsAt) return undefined;
    const series = this.registry.byId(seriesId);
    if (!series) throw new Error(`BUG: series ${seriesId} was scored but is not registered`);
    const breach = this.#breachOf(values[index] ?? NaN, series);
    const scale = breach ? breachSeverityScale(breach, this.#scaleOf(series.metric)) : this.#scaleOf(series.metric);
    const observation = observationAt(index, scores, values, scale);
    // Whoever sets a limit wants to hear of it, also where users may do as they please below.
    const after = advance(before, observation, breach ? defaultAlertPolicy : alertPolicyOf(series.metric));
    if (after === before) return undefined;
    if (!after || after.state === 'resolved') this.#drop(seriesId);
    else this.#keep(seriesId, after);
    const isNews = after && (after.state === 'resolved' || after.stated !== before?.stated);
    return isNews ? alertOfEpisode(after, series, this.#breachOf(after.peak.value, series)) : undefined;
  }

  #breachOf(value: number, series: SeriesDescriptor): LimitBreach | undefined {
    const settings = this.settings?.resolver.settingsOf(series);
    return settings && breachOf(value, settings);
  }

  #scaleOf(metric: string): SeverityScale {
    let scale = this.#scales.get(metric);
    if (!scale) this.#scales.set(metric, (scale = severityScaleOf(metric)));
    return scale;
  }

  #keep(seriesId: number, episode: Episode): void {
    this.#episodes.set(seriesId, episode);
    this.#inEpisode = withRoom(this.#inEpisode, seriesId + 1, (length) => new Uint8Array(length));
    this.#inEpisode[seriesId] = 1;
  }

  #drop(seriesId: number): void {
    this.#episodes.delete(seriesId);
    this.#inEpisode[seriesId] = 0;
  }
}

function observationAt(index: number, scores: ScoreBatch, values: Float64Array, scale: SeverityScale): Observation {
  const score = scores.score[index] ?? NaN;
  const value = values[index] ?? NaN;
  const expected = scores.expected[index] ?? NaN;
  return {
    at: scores.at[index] ?? NaN,
    score,
    value,
    expected,
    lower: scores.lower[index] ?? NaN,
    upper: scores.upper[index] ?? NaN,
    severity: scale({ score, value, expected }),
  };
}
