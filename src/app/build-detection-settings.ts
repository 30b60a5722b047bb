import { DetectionSettings, type DetectionSource } from '../application/detection-settings.js';
import { FollowDeviceLimits } from '../application/follow-device-limits.js';
import { KeepCurrent } from '../application/keep-current.js';
import type { SiteModel } from '../domain/assets/site-model.js';
import type { DeviceLimitBook } from '../domain/detection/device-limits/device-limit-book.js';
import { SettingsInForce } from '../domain/detection/settings/settings-in-force.js';
import type { DeviceLimits } from '../ports/device-limits.js';
import type { Loop } from '../ports/loop.js';
import type { Kit } from './kit.js';

/** Cheap enough to read a small file so often, and portable: not every file system tells of changes. */
const lookMs = 2_000;

/** Limits of devices change with firmware, not with readings. */
const followLimitsMs = 5_000;

/** Where the limits that devices state come from and go to. */
interface LimitParts {
  readonly deviceLimits: DeviceLimits;
  readonly book: DeviceLimitBook;
}

/** How series are judged in this process, and the loop that follows the file that says so. */
export function buildDetectionSettings(
  source: DetectionSource | undefined,
  siteNow: () => SiteModel,
  kit: Kit,
  { deviceLimits, book }: LimitParts,
) {
  const inForce = new SettingsInForce(siteNow, source?.rules);
  const settings = new DetectionSettings(inForce, source, kit);
  const follow = new FollowDeviceLimits(deviceLimits, book, inForce);
  const keepCurrent = (what: string, everyMs: number, refresh: () => Promise<void>): Loop =>
    new KeepCurrent({ what, everyMs, refresh }, kit.clock, kit.log);
  const loops: readonly Loop[] = [
    ...(source ? [keepCurrent('detection settings', lookMs, () => settings.look())] : []),
    keepCurrent('device limits', followLimitsMs, () => follow.look()),
  ];
  return { inForce, settings, loops };
}
