import { DomainError, messageOf } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Metrics } from '../ports/metrics.js';

const component = 'forward-records';
/** An operator who begins to look at the log reads within this time what he must do. */
const REMIND_AFTER_MS = 600_000;

export interface CopyReporting {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/**
 * Tells what keeps records from being copied: an outage, which passes, once; anything else, which somebody must mend,
 * at once and every ten minutes for as long as it lasts. Every failure is counted.
 */
export class CopyTroubles {
  #isCutOff = false;
  #remindAt = -Infinity;

  constructor(private readonly reporting: CopyReporting) {}

  note(error: unknown): void {
    const { clock, log, metrics } = this.reporting;
    const code = error instanceof DomainError ? error.code : 'internal';
    metrics.count('component_errors_total', { component, code });
    if (error instanceof DomainError && error.retriable) {
      if (!this.#isCutOff) log.warn('central records out of reach, alerts are copied later', { error: error.message });
      this.#isCutOff = true;
      return;
    }
    const now = clock.monotonic();
    if (now < this.#remindAt) return;
    this.#remindAt = now + REMIND_AFTER_MS;
    log.error('alerts are not copied to the central records', { code, error: messageOf(error) });
  }

  /** After a success: the next trouble is told at once. */
  clear(): void {
    this.#isCutOff = false;
    this.#remindAt = -Infinity;
  }
}
