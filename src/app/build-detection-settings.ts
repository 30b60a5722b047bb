import { DetectionSettings, type DetectionSource } from '../application/detection-settings.js';
import { KeepCurrent } from '../application/keep-current.js';
import type { SiteModel } from '../domain/assets/site-model.js';
import { SettingsInForce } from '../domain/detection/settings/settings-in-force.js';
import type { Loop } from '../ports/loop.js';
import type { Kit } from './kit.js';

/** Cheap enough to read a small file so often, and portable: not every file system tells of changes. */
const lookMs = 2_000;

/** How series are judged in this process, and the loop that follows the file that says so. */
export function buildDetectionSettings(source: DetectionSource | undefined, siteNow: () => SiteModel, kit: Kit) {
  const inForce = new SettingsInForce(siteNow, source?.value);
  const settings = new DetectionSettings(inForce, source, kit);
  const refresh = () => settings.look();
  const loops: readonly Loop[] = source
    ? [new KeepCurrent({ what: 'detection settings', everyMs: lookMs, refresh }, kit.clock, kit.log)]
    : [];
  return { inForce, settings, loops };
}
