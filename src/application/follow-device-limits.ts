import type { DeviceLimitBook } from '../domain/detection/device-limits/device-limit-book.js';
import type { SettingsInForce } from '../domain/detection/settings/settings-in-force.js';
import type { DeviceLimits } from '../ports/device-limits.js';

/**
 * Carries what devices state of their limits from intake to records, and from records to those who judge, which may be other
 * processes. To be called regularly; what devices say is lost for a moment by a crash, and said again with the next readings.
 */
export class FollowDeviceLimits {
  /** Of what is in force: most rounds find nothing new. Before the first, nothing is. */
  #taken = 0;

  constructor(
    private readonly limits: DeviceLimits,
    private readonly book: DeviceLimitBook,
    private readonly settings: SettingsInForce,
  ) {}

  /** Rejects with the adapter's error; what was not recorded waits for the next call. */
  async look(): Promise<void> {
    await this.#record();
    // Asked for first: what is listed then may be newer, and is listed once more.
    const revision = await this.limits.revision();
    if (revision === this.#taken) return;
    this.settings.takeDeviceLimits(await this.limits.list());
    this.#taken = revision;
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
