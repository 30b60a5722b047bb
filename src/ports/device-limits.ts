import type { DeviceLimit } from '../domain/detection/device-limits/device-limit.js';

/** The limits that devices state for their own readings, by series and bound. */
export abstract class DeviceLimits {
  /** Replaces what is known of the same series and bound. While the value stays the same, so does its first sighting. */
  abstract record(limits: readonly DeviceLimit[]): Promise<void>;
  /**
   * A number that has grown whenever a limit is new or has another value, and not otherwise; 0 before the first. What is listed
   * after it was asked for is at least as new. Cheap, however many limits there are.
   */
  abstract revision(): Promise<number>;
  /** All of them, by series and bound. */
  abstract list(): Promise<readonly DeviceLimit[]>;
}
