import type { DeviceLimitBook } from '../domain/detection/device-limits/device-limit-book.js';
import type { SettingsInForce } from '../domain/detection/settings/settings-in-force.js';
import type { DeviceLimits } from '../ports/device-limits.js';

/**
 * Carries what devices state of their limits from intake to records, and from records to those who judge, which may be other
 * processes. To be called regularly; what devices say is lost for a moment by a crash, and said again with the next readings.
 */
export class FollowDeviceLimits {
  /** What is in force, as text: most rounds find nothing new. */
  #taken = '[]';

  constructor(
    private readonly limits: DeviceLimits,
    private readonly book: DeviceLimitBook,
    private readonly settings: SettingsInForce,
  ) {}

  /** Rejects with the adapter's error; what was not recorded waits for the next call. */
  async look(): Promise<void> {
    await this.#record();
    const limits = await this.limits.list();
    const stated = JSON.stringify(
      limits.map(({ assetId, metric, component, bound, value }) => [assetId, metric, component, bound, value]),
    );
    if (stated === this.#taken) return;
    this.#taken = stated;
    this.settings.takeDeviceLimits(limits);
  }

  async #record(): Promise<void> {
    const fresh = this.book.takeNew();
    try {
      await this.limits.record(fresh);
    } catch (error) {
      this.book.keepNew(fresh);
      throw error;
    }
  }
}
