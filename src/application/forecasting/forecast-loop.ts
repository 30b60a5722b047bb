import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { Loop } from '../../ports/loop.js';
import { WakefulLoop } from '../wakeful-loop.js';
import type { ForecastSeries } from './forecast-series.js';

/** A look at what is due costs next to nothing. */
const LOOK_MS = 30_000;

/** Forecasts the hour that is over, and what is new meanwhile. */
export class ForecastLoop implements Loop {
  readonly name = 'forecast series';
  readonly #stopping = new AbortController();
  readonly #loop: WakefulLoop;
  #isResumed = false;

  constructor(
    private readonly forecast: Pick<ForecastSeries, 'resume' | 'round'>,
    clock: Clock,
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

  async #turn(): Promise<number> {
    if (!this.#isResumed) await this.forecast.resume();
    this.#isResumed = true;
    await this.forecast.round(this.#stopping.signal);
    return LOOK_MS;
  }
}
