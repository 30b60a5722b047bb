import { loadForecaster } from '../../domain/forecasting/catalogue.js';
import { DomainError, messageOf } from '../../domain/errors.js';
import { type EvenSeries, sliceOf } from '../../domain/forecasting/even-series.js';
import type { NamedForecaster } from '../../domain/forecasting/live/forecast-book.js';
import { type ForecastSubject, modelKeyOf } from '../../domain/forecasting/live/forecast-subject.js';
import { HINDSIGHT_STEPS } from '../../domain/forecasting/live/forecast-track.js';
import { HOUR_MS } from '../../domain/forecasting/live/hourly-history.js';
import type { ForecasterFitting } from '../../ports/forecaster-fitting.js';
import type { Log } from '../../ports/log.js';
import type { HourlyHistories } from './hourly-histories.js';

/** Which of the catalogue is fitted; a series that it does not suit falls back to seasonal naive by itself. */
const FORECASTER = 'combination';
/** A model is fitted anew after a day, and before that when half as much history again has come. */
const RENEWED_AFTER_MS = 24 * HOUR_MS;
const RENEWED_AT_GROWTH = 1.5;
/** So many series of a kind, evenly chosen, are enough to learn from. */
const MOST_SERIES = 32;

interface KeptModel {
  /** Undefined when there was too little to learn from. */
  readonly model: NamedForecaster | undefined;
  readonly fittedForMs: number;
  /** Hours of the longest history at that time. */
  readonly hours: number;
}

/** A model for each kind of subject, fitted to some of them and shared by all. */
export class SharedModels {
  readonly #kept = new Map<string, KeptModel>();

  constructor(
    private readonly fitting: Pick<ForecasterFitting, 'fit'>,
    private readonly histories: HourlyHistories,
    private readonly horizonHours: number,
    private readonly log: Log,
  ) {}

  /** Undefined while too little is known of the subject's kind. */
  of(subject: ForecastSubject): NamedForecaster | undefined {
    return this.#kept.get(modelKeyOf(subject))?.model;
  }

  /** Fits what there is no model for yet. The last hours are left out of a first model, for an honest look at them. */
  async fitMissing(subjects: readonly ForecastSubject[], originMs: number, signal: AbortSignal): Promise<void> {
    for (const [key, members] of byKey(subjects)) {
      if (signal.aborted) return;
      const known = this.#kept.get(key);
      const training = this.#trainingOf(members, originMs).map((all) =>
        sliceOf(all, 0, all.values.length - HINDSIGHT_STEPS),
      );
      const hours = longest(training);
      if (!known || (!known.model && hours > known.hours)) await this.#fit(key, training, originMs);
    }
  }

  /** Fits anew what is old. */
  async renew(subjects: readonly ForecastSubject[], originMs: number, signal: AbortSignal): Promise<void> {
    for (const [key, members] of byKey(subjects)) {
      if (signal.aborted) return;
      const known = this.#kept.get(key);
      if (!known?.model) continue;
      const training = this.#trainingOf(members, originMs);
      const isOld =
        originMs - known.fittedForMs >= RENEWED_AFTER_MS || longest(training) > known.hours * RENEWED_AT_GROWTH;
      if (isOld) await this.#fit(key, training, originMs);
    }
  }

  async #fit(key: string, training: readonly EvenSeries[], originMs: number): Promise<void> {
    const hours = longest(training);
    try {
      const saved = await this.fitting.fit(FORECASTER, training, { horizons: [this.horizonHours] });
      const model = { name: FORECASTER, fitted: loadForecaster(saved) };
      this.#kept.set(key, { model, fittedForMs: originMs, hours });
      this.log.debug('forecaster fitted', { model: key, series: training.length, hours });
    } catch (error) {
      const isTooLittle = error instanceof DomainError && error.code === 'invalid_input';
      // A kind that cannot be fitted must not keep all others from being forecast.
      if (!isTooLittle) this.log.error('forecaster not fitted', { model: key, error: messageOf(error) });
      this.#kept.set(key, { model: this.#kept.get(key)?.model, fittedForMs: originMs, hours });
    }
  }

  #trainingOf(members: readonly ForecastSubject[], originMs: number): readonly EvenSeries[] {
    const histories = members.map((member) => this.histories.of(member)).filter(({ firstMs }) => firstMs < originMs);
    const every = Math.max(1, histories.length / MOST_SERIES);
    const chosen = Array.from(
      { length: Math.min(MOST_SERIES, histories.length) },
      (_, i) => histories[Math.floor(i * every)],
    );
    return chosen.flatMap((history) => (history ? [history.before(originMs)] : []));
  }
}

function byKey(subjects: readonly ForecastSubject[]): ReadonlyMap<string, readonly ForecastSubject[]> {
  const grouped = new Map<string, ForecastSubject[]>();
  for (const subject of subjects) {
    const key = modelKeyOf(subject);
    const others = grouped.get(key);
    if (others) others.push(subject);
    else grouped.set(key, [subject]);
  }
  return grouped;
}

function longest(series: readonly EvenSeries[]): number {
  return series.reduce((most, { values }) => Math.max(most, values.length), 0);
}
