import type { Command } from 'commander';
import { callService, type ServiceAddress, serviceOptions } from './service-client.js';

interface CreatedKey {
  readonly id: string;
  readonly role: string;
  readonly secret: string;
}

interface ListedKey {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** `plenum keys create|list|revoke`: API keys of the running service. */
export function registerKeys(program: Command): void {
  const keys = program.command('keys').description('API keys of the running service.');
  keys
    .command('create')
    .description('Create a key; its secret is printed once and never kept.')
    .requiredOption('--name <name>', 'who or what will use it')
    .option('--role <role>', 'viewer, operator or admin', 'viewer')
    .option('--json', 'print JSON')
    .option(...serviceOptions.url)
    .option(...serviceOptions.token)
    .addHelpText('after', '\nExample:\n  plenum keys create --name telegraf --role operator')
    .action(async (options: ServiceAddress & { name: string; role: string; json?: boolean }) => {
      const created = (await callService(options, 'POST', '/api/v1/keys', {
        name: options.name,
        role: options.role,
      })) as CreatedKey;
      process.stdout.write(options.json === true ? `${JSON.stringify(created)}\n` : `${created.secret}\n`);
    });
  keys
    .command('list')
    .description('List keys, without their secrets.')
    .option('--json', 'print JSON')
    .option(...serviceOptions.url)
    .option(...serviceOptions.token)
    .action(async (options: ServiceAddress & { json?: boolean }) => {
      const { items } = (await callService(options, 'GET', '/api/v1/keys')) as { items: readonly ListedKey[] };
      const lines = items.map((key) =>
        [key.id, key.role.padEnd(8), key.createdAt, key.revokedAt === null ? 'active ' : 'revoked', key.name].join(
          '  ',
        ),
      );
      process.stdout.write(
        options.json === true ? `${JSON.stringify(items)}\n` : lines.map((line) => `${line}\n`).join(''),
      );
    });
  keys
    .command('revoke <id>')
    .description('Revoke a key at once.')
    .option(...serviceOptions.url)
    .option(...serviceOptions.token)
    .action(async (id: string, options: ServiceAddress) => {
      await callService(options, 'DELETE', `/api/v1/keys/${encodeURIComponent(id)}`);
      process.stdout.write(`revoked ${id}\n`);
    });
}
