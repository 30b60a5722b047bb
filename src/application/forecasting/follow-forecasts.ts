import type { Clock } from '../../ports/clock.js';
import type { ForecastLog } from '../../ports/forecast-log.js';
import type { LatestForecasts } from './latest-forecasts.js';

/** Of the first look: no forecast that is told is older than its horizon, a week at most. */
const FIRST_LOOK_BACK_MS = 7 * 86_400_000;
/** Of further looks: how long it may take from the telling of a forecast until it is recorded. */
const LOOK_BACK_MS = 600_000;

/** Takes over the newest forecasts that another process has told. */
export class FollowForecasts {
  #lookedAt: number | undefined;

  constructor(
    private readonly log: Pick<ForecastLog, 'latest'>,
    private readonly latest: LatestForecasts,
    private readonly clock: Clock,
  ) {}

  async look(): Promise<void> {
    const now = this.clock.now();
    const sinceMs = this.#lookedAt === undefined ? now - FIRST_LOOK_BACK_MS : this.#lookedAt - LOOK_BACK_MS;
    this.latest.take(await this.log.latest(sinceMs));
    this.#lookedAt = now;
  }
}
