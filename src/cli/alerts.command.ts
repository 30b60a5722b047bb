import { type Command, Option } from 'commander';
import { alertReceivers } from '../app/alert-receivers.js';
import { demoSiteFile, loadConfig } from '../config/config.js';
import { withConfigFile } from '../config/env-file.js';
import { loadAlerting } from '../config/load-alerting.js';
import { loadSite } from '../config/load-site.js';
import { type AlertSeverity, alertSeverities } from '../domain/alerting/alert.js';
import { DomainError } from '../domain/errors.js';
import { registerBacktest } from './alerts-backtest.command.js';

interface TestOptions {
  readonly receiver: string;
  readonly severity: AlertSeverity;
  readonly json?: boolean;
}

/** `plenum alerts test`: whether a receiver gets what it is told; `plenum alerts backtest`: what settings would raise. */
export function registerAlerts(program: Command): void {
  const alerts = program.command('alerts').description('Which alerts there are, and who is told of them.');
  alerts
    .command('test')
    .description('Tell a receiver of a test, with the configuration of this environment; no service need run.')
    .requiredOption('--receiver <name>', 'as it is called in alerting.yaml')
    .addOption(
      new Option('--severity <severity>', 'how urgent it shall look').choices(alertSeverities).default('warning'),
    )
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  PLENUM_ALERTING=alerting.yaml plenum alerts test --receiver on-call')
    .action(async ({ receiver: name, severity, json }: TestOptions) => {
      const receiver = await receiverCalled(name);
      await receiver.test(severity);
      const told = { receiver: name, type: receiver.type, severity };
      process.stdout.write(json === true ? `${JSON.stringify(told)}\n` : `${name} (${receiver.type}) has confirmed\n`);
    });
  registerBacktest(alerts);
}

async function receiverCalled(name: string) {
  const env = withConfigFile(process.env);
  const config = loadConfig(env);
  const alerting = await loadAlerting(config, env);
  const receivers = alertReceivers(config, alerting, await loadSite(config.siteFile ?? demoSiteFile));
  const receiver = receivers.find((known) => known.name === name);
  if (receiver) return receiver;
  const known = receivers.map((other) => other.name).join(', ');
  const advice = known === '' ? 'none is configured: see docs/alerting.md' : `there are ${known}`;
  throw new DomainError('invalid_input', `there is no receiver "${name}"; ${advice}`);
}
