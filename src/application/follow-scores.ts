import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { Clock } from '../ports/clock.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';
import type { LatestScores } from './latest-scores.js';

/** Of the first look: a series that reports less often than this shows its score from its next point on. */
const firstLookBackMs = 3_600_000;
/** Of further looks: how much later than its time a score may come without being overlooked. */
const lookBackMs = 300_000;

/** Takes over the newest scores that other processes have stored. */
export class FollowScores {
  #lookedAt: number | undefined;

  constructor(
    private readonly store: Pick<TelemetryStore, 'latestScores'>,
    private readonly registry: SeriesRegistry,
    private readonly latest: LatestScores,
    private readonly clock: Clock,
  ) {}

  async look(): Promise<void> {
    const now = this.clock.now();
    const sinceMs = this.#lookedAt === undefined ? now - firstLookBackMs : this.#lookedAt - lookBackMs;
    const ids = Array.from(this.registry.all(), ({ id }) => id);
    this.latest.take(await this.store.latestScores(ids, sinceMs));
    this.#lookedAt = now;
  }
}
