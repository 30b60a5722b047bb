import { FollowedFile } from '../application/followed-file.js';
import { InForce } from '../application/in-force.js';
import { KeepCurrent } from '../application/keep-current.js';
import type { AlertingConfig } from '../config/alerting-config.js';
import type { AlertingSource } from '../config/load-alerting.js';
import type { Loop } from '../ports/loop.js';
import type { Kit } from './kit.js';

/** Cheap enough to read a small file so often, and portable: not every file system tells of changes. */
const lookMs = 2_000;

/** Who is told of what in this process, and the loop that follows the file that says so. */
export function buildAlertingSettings({ config, source }: AlertingSource, kit: Kit) {
  const inForce = new InForce<AlertingConfig>(config);
  const gauges = { generation: 'alerting_settings_generation', refused: 'alerting_settings_refused' } as const;
  const take = (alerting: AlertingConfig) => inForce.replace(alerting);
  const file = new FollowedFile(source, { what: 'alerting settings', gauges, take }, kit);
  const refresh = () => file.look();
  const loops: readonly Loop[] = source
    ? [new KeepCurrent({ what: 'alerting settings', everyMs: lookMs, refresh }, kit.clock, kit.log)]
    : [];
  return { inForce, loops };
}
