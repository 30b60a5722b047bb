import type { PromMetrics } from '../observability/prom-metrics.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Log } from '../ports/log.js';

/** What nearly everything needs from its surroundings. */
export interface Kit {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: PromMetrics;
}
