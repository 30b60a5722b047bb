import { DomainError } from '../../domain/errors.js';
import type { ForecastBook } from '../../domain/forecasting/live/forecast-book.js';
import type { ForecastSubject } from '../../domain/forecasting/live/forecast-subject.js';
import { HOUR_MS } from '../../domain/forecasting/live/hourly-history.js';
import type { LiveForecast } from '../../domain/forecasting/live/live-forecast.js';
import { HalfPace } from '../half-pace.js';
import type { Reporting } from '../store-telemetry.js';
import { ForecastAgenda } from './forecast-agenda.js';
import type { ForecastCheckpoints } from './forecast-checkpoints.js';
import type { ForecastSubjects } from './forecast-subjects.js';
import type { HourlyHistories } from './hourly-histories.js';
import type { SharedModels } from './shared-models.js';
import type { TellForecasts } from './tell-forecasts.js';

/** An hour is forecast from when it has been over for this long: what its devices reported is in the store by then. */
export const SETTLED_MS = 120_000;
/** Told together. */
const PORTION = 500;

/**
 * Forecasts every subject once an hour, in pieces that give way to whatever else the process does. What was told for an hour
 * stays: a round that is repeated, after a crash too, does what is missing.
 */
export class ForecastSeries {
  readonly #agenda = new ForecastAgenda();

  constructor(
    private readonly subjects: ForecastSubjects,
    private readonly histories: HourlyHistories,
    private readonly forecasting: { readonly models: SharedModels; readonly book: ForecastBook },
    private readonly outlet: { readonly checkpoints: ForecastCheckpoints; readonly tell: TellForecasts },
    private readonly reporting: Reporting,
  ) {}

  /** Goes on after what an earlier process has told. To be called once, first. */
  async resume(): Promise<void> {
    await this.outlet.checkpoints.restore();
    const told = await this.outlet.tell.recall(this.reporting.clock.now() - SETTLED_MS - 2 * HOUR_MS);
    for (const { subject, originMs } of told) this.#agenda.done(subject, originMs);
  }

  /** Forecasts what is due. Rejects when it cannot be read or recorded; it is then due again. */
  async round(signal: AbortSignal): Promise<void> {
    const { clock, log, metrics } = this.reporting;
    const startedMs = clock.monotonic();
    const nowMs = clock.now();
    const originMs = Math.floor((nowMs - SETTLED_MS) / HOUR_MS) * HOUR_MS;
    const subjects = await this.subjects.all();
    const due = subjects.filter((subject) => this.#agenda.isDue(subject, originMs, nowMs));
    if (due.length === 0) return;
    await this.histories.bringUpTo(originMs, due);
    await this.forecasting.models.fitMissing(subjects, originMs, signal);
    const made = await this.#forecastAll(due, { originMs, issuedAtMs: nowMs }, signal);
    if (signal.aborted || made.length === 0) return;
    // First: after a crash in between the same is forecast again, and judged once all the same.
    await this.outlet.checkpoints.save(originMs);
    for (let from = 0; from < made.length; from += PORTION) {
      // As of now, however long the round has taken: processes that follow the log look back a few minutes only.
      const issuedAtMs = clock.now();
      const portion = made.slice(from, from + PORTION).map((forecast) => ({ ...forecast, issuedAtMs }));
      await this.outlet.tell.tell(portion);
      for (const { subject } of portion) this.#agenda.done(subject, originMs);
    }
    const told = made.length;
    metrics.count('component_sent_total', { component: 'forecast' }, told);
    metrics.observeSeconds('forecast', (clock.monotonic() - startedMs) / 1_000);
    log.info('series forecast', { told, notYet: due.length - told, origin: originMs });
    await this.forecasting.models.renew(subjects, originMs, signal);
  }

  async #forecastAll(
    due: readonly ForecastSubject[],
    { originMs, issuedAtMs }: Pick<LiveForecast, 'originMs' | 'issuedAtMs'>,
    signal: AbortSignal,
  ): Promise<readonly LiveForecast[]> {
    const pace = new HalfPace(this.reporting.clock);
    const made: LiveForecast[] = [];
    for (const subject of due) {
      if (signal.aborted) break;
      await pace.do(() => {
        const forecast = this.#forecast(subject, originMs, issuedAtMs);
        if (forecast) made.push(forecast);
      }, signal);
    }
    return made;
  }

  /** Undefined while too little is known of the subject. */
  #forecast(subject: ForecastSubject, originMs: number, issuedAtMs: number): LiveForecast | undefined {
    const history = this.histories.of(subject);
    const isComplete = history.newestMs >= originMs - HOUR_MS;
    if (isComplete || !this.#agenda.isWorthWaiting(subject.identity)) {
      try {
        const { book, models } = this.forecasting;
        return book.forecast({ subject, history, originMs, issuedAtMs }, models.of(subject));
      } catch (error) {
        if (!(error instanceof DomainError) || error.details['reason'] !== 'history_too_short') throw error;
      }
    }
    this.#agenda.postpone(subject.identity, issuedAtMs);
    this.histories.readAnew(subject);
    return undefined;
  }
}
