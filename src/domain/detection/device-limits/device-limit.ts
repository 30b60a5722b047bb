import type { SeriesIdentity } from '../../telemetry/series.js';
import type { DetectorSettings } from '../settings/detector-settings.js';

/** The bounds that a device may state for itself. */
export const deviceBounds = ['warningAbove', 'criticalAbove', 'warningBelow', 'criticalBelow'] as const;
export type DeviceBound = (typeof deviceBounds)[number];

/** A bound that a device states beside its reading, such as Redfish's `UpperThresholdCritical`. */
export interface DeviceLimit extends SeriesIdentity {
  readonly bound: DeviceBound;
  /** In the unit of the series. */
  readonly value: number;
  /** When the device first stated this value, and when it was last heard to. */
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
}

/** What the limits of one series set: the least specific of all settings, so that any rule beats them. */
export type DeviceSettings = Readonly<Partial<Pick<DetectorSettings, DeviceBound>>>;

/**
 * The settings that a series' limits make. Bounds that contradict each other (an upper one that is not above a lower one)
 * are placeholders of a driver, and none of them holds.
 */
export function settingsOfLimits(limits: Iterable<Pick<DeviceLimit, 'bound' | 'value'>>): DeviceSettings {
  const set: Partial<Record<DeviceBound, number>> = {};
  for (const { bound, value } of limits) set[bound] = value;
  const upper = Math.min(set.warningAbove ?? Infinity, set.criticalAbove ?? Infinity);
  const lower = Math.max(set.warningBelow ?? -Infinity, set.criticalBelow ?? -Infinity);
  return upper > lower ? set : {};
}
