import { type AlertReceiver, alertReceivers } from '../../app/alert-receivers.js';
import { type Config, demoSiteFile } from '../../config/config.js';
import { withConfigFile } from '../../config/env-file.js';
import { loadAlerting, tellsOfAlerts } from '../../config/load-alerting.js';
import { loadSite } from '../../config/load-site.js';
import { messageOf } from '../../domain/errors.js';
import { fail, type Finding, ok, warn } from './finding.js';

/** Whether those who are told of alerts can be reached. Nothing is said when none is configured, as the log always is, or when another process tells. */
export async function checkAlerting(
  config: Config,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly Finding[]> {
  if (!tellsOfAlerts(config)) return [];
  let receivers: readonly AlertReceiver[];
  try {
    const alerting = await loadAlerting(config, withConfigFile(env));
    if (alerting.receivers.length === 0) return [];
    receivers = alertReceivers(config, alerting, await loadSite(config.siteFile ?? demoSiteFile));
  } catch (error) {
    return [fail('alerting', messageOf(error).replace(/\s*\n\s*/g, ' '), 'or unset PLENUM_ALERTING')];
  }
  return Promise.all(receivers.map(checkReceiver));
}

/** The service runs without it and tells it later. */
async function checkReceiver(receiver: AlertReceiver): Promise<Finding> {
  const { name, type } = receiver;
  return receiver.check().then(
    () => ok('alerting', `receiver ${name} (${type}) can be reached`),
    (error: unknown) =>
      warn('alerting', `receiver ${name}: ${messageOf(error)}`, 'start it, or correct its entry in the alerting file'),
  );
}
