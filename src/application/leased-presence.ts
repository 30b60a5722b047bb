import { isEdgeAsset } from '../domain/alerting/own-troubles/process-asset.js';
import type { Clock } from '../ports/clock.js';
import type { Leases } from '../ports/leases.js';
import type { Presence } from './presence.js';

/** A process that has shown no sign of life for so long is gone: longer than a restart, or a server that fails over, takes. */
export const GONE_AFTER_MS = 600_000;
/** Recording a few ends takes far less. */
const ACT_MS = 30_000;

/**
 * Presence among processes that share records. A sign of life is a lease that its process prolongs; whoever can take it over
 * finds the process gone. One that was cut off itself judges nobody until it has watched for as long again: after an outage of
 * the records it would find everybody gone.
 */
export class LeasedPresence implements Presence {
  /** When the last sign was given; by the monotonic clock, as the next. */
  #shownAt = -Infinity;
  /** Since when signs have been given without a gap. */
  #steadySince = Infinity;

  constructor(
    private readonly assetId: string,
    private readonly leases: Leases,
    private readonly clock: Pick<Clock, 'monotonic'>,
  ) {}

  async show(): Promise<boolean> {
    const askedAt = this.clock.monotonic();
    const isShown = await this.leases.take(leaseOf(this.assetId), this.assetId, GONE_AFTER_MS);
    const isSteady = isShown && this.clock.monotonic() - this.#shownAt < GONE_AFTER_MS;
    if (!isSteady) this.#steadySince = askedAt;
    if (isShown) this.#shownAt = askedAt;
    return isSteady;
  }

  async ifGone(assetId: string, act: () => Promise<unknown>): Promise<void> {
    const hasWatchedLong = this.clock.monotonic() - this.#steadySince >= GONE_AFTER_MS;
    if (!hasWatchedLong || isEdgeAsset(assetId)) return;
    const lease = leaseOf(assetId);
    if (!(await this.leases.take(lease, this.assetId, ACT_MS))) return;
    try {
      await act();
    } finally {
      await this.leases.give(lease, this.assetId);
    }
  }
}

function leaseOf(assetId: string): string {
  return `presence ${assetId}`;
}
