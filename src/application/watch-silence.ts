import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { TelemetryBus } from '../ports/telemetry-bus.js';
import type { Lanes } from './lanes.js';
import type { RaiseAlerts } from './raise-alerts.js';
import { SCORE_GROUP } from './score-telemetry.js';
import { WakefulLoop } from './wakeful-loop.js';

const CHECK_EVERY_MS = 15_000;
/** Less than the shortest silence, so that a bus that brings nothing is never taken for devices that send nothing. */
const MOST_BEHIND_MS = 20_000;

/**
 * Raises an alert for each device, or part of one, that stops reporting, and resolves it when it reports again. While it
 * is not known what the bus holds (brokers out of reach, a backlog after an outage) nothing is said of the partition.
 */
export class WatchSilence implements Loop {
  readonly name = 'watch silence';
  readonly #loop: WakefulLoop;

  constructor(
    private readonly lanes: Pick<Lanes, 'silences'>,
    private readonly bus: Pick<TelemetryBus, 'behindMs'>,
    private readonly alerts: RaiseAlerts,
    clock: Clock,
    log: Log,
  ) {
    this.#loop = new WakefulLoop(this.name, () => this.#turn(), clock, log);
  }

  start(): Promise<void> {
    return this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Looks once at what is silent now in the partitions of this process. */
  async check(): Promise<void> {
    let firing = 0;
    for (const [partition, silence] of this.lanes.silences) {
      if (this.bus.behindMs(SCORE_GROUP, partition) > MOST_BEHIND_MS) silence.pause();
      else await silence.check();
      firing += silence.firing;
    }
    this.alerts.gauge('silent', firing);
  }

  async #turn(): Promise<number> {
    await this.check();
    return CHECK_EVERY_MS;
  }
}
