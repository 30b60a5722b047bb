import type { Command } from 'commander';
import { loadConfig } from '../config/config.js';
import { withConfigFile } from '../config/env-file.js';
import { DomainError } from '../domain/errors.js';

/** `plenum grafana-access`: a user for Grafana who may read what its dashboards show, and nothing else. */
export function registerGrafanaAccess(program: Command): void {
  program
    .command('grafana-access')
    .description(
      "Distributed mode: give Grafana users of its own in PostgreSQL and InfluxDB, who may read and that's all.",
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nMay be repeated: a changed password takes effect.' +
        '\n\nExample:\n  PLENUM_MODE=distributed PLENUM_CONFIG_FILE=plenum.env plenum grafana-access',
    )
    .action(async ({ json }: { json?: boolean }) => {
      const config = loadConfig(withConfigFile(process.env));
      if (config.mode !== 'distributed') {
        throw new DomainError(
          'invalid_configuration',
          `grafana-access is for PLENUM_MODE=distributed, not ${config.mode}; otherwise an API key is enough: plenum keys create --name grafana`,
        );
      }
      // Loaded here, because the libraries of back ends are large.
      const { grantGrafanaAccess } = await import('../app/grant-grafana-access.js');
      const access = await grantGrafanaAccess(config);
      const { user, tables, buckets } = access;
      const told = `${user} may read ${tables.join(', ')} of PostgreSQL and ${buckets.join(', ')} of InfluxDB\n`;
      process.stdout.write(json === true ? `${JSON.stringify(access)}\n` : told);
    });
}
