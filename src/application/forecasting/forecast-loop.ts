import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { ForecastLog, ForecastRetention } from '../../ports/forecast-log.js';
import type { Loop } from '../../ports/loop.js';
import { WakefulLoop } from '../wakeful-loop.js';
import type { ForecastSeries } from './forecast-series.js';

/** A look at what is due costs next to nothing. */
const LOOK_MS = 30_000;
const TIDY_MS = 3_600_000;

/** Forecasts the hour that is over, and what is new meanwhile; deletes forecasts that nobody will ask for any more. */
export class ForecastLoop implements Loop {
  readonly name = 'forecast series';
  readonly #stopping = new AbortController();
  readonly #loop: WakefulLoop;
  #isResumed = false;
  #tidiedAt = -Infinity;

  constructor(
    private readonly forecast: Pick<ForecastSeries, 'resume' | 'round'>,
    private readonly kept: { readonly log: Pick<ForecastLog, 'applyRetention'>; readonly retention: ForecastRetention },
    private readonly clock: Clock,
    log: Log,
  ) {
    this.#loop = new WakefulLoop(this.name, () => this.#turn(), clock, log);
  }

  start(): Promise<void> {
    return this.#loop.start();
  }

  /** Ends a round under way: what it has not told yet, the next process does. */
  stop(): Promise<void> {
    this.#stopping.abort();
    return this.#loop.stop();
  }

  /** Once an hour: there is no hurry. */
  async #tidy(): Promise<void> {
    const now = this.clock.now();
    if (now < this.#tidiedAt + TIDY_MS) return;
    await this.kept.log.applyRetention(this.kept.retention, now);
    this.#tidiedAt = now;
  }

  async #turn(): Promise<number> {
    if (!this.#isResumed) await this.forecast.resume();
    this.#isResumed = true;
    await this.forecast.round(this.#stopping.signal);
    await this.#tidy();
    return LOOK_MS;
  }
}
