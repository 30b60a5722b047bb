import type { Command } from 'commander';
import { faultCatalogue } from '../domain/twin/faults/catalogue.js';
import { callService, type ServiceAddress, serviceOptions } from './service-client.js';

interface Fault {
  readonly id: string;
  readonly kind: string;
  readonly asset: string;
  readonly startedAt: string;
  readonly endsAt: string | null;
}

const injectHelp = `
Kinds: ${Object.keys(faultCatalogue).join(', ')}.
\`plenum twin status\` says what each strikes and how strong it can be.

Examples:
  plenum twin inject crah-fan-failure hall-1-crah-1
  plenum twin inject sensor-drift hall-1-rack-01 --magnitude 4 --for 7200`;

/** `plenum twin status|inject|clear|speed`: the digital twin of the running service. */
export function registerTwin(program: Command): void {
  const twin = program.command('twin').description('The digital twin (simulated) of the running service.');
  withService(twin.command('status'))
    .description('Print the state of the twin as JSON.')
    .action(async (options: ServiceAddress) => {
      process.stdout.write(`${JSON.stringify(await callService(options, 'GET', '/api/v1/twin'), null, 2)}\n`);
    });
  withService(twin.command('inject <kind> <asset>'))
    .description('Inject a fault into the twin.')
    .option('--metric <name>', 'for sensor faults: which metric')
    .option('--magnitude <number>', 'how strong; the unit depends on the kind', Number)
    .option('--for <seconds>', 'simulated seconds until it ends by itself', Number)
    .addHelpText('after', injectHelp)
    .action(
      async (
        kind: string,
        asset: string,
        options: ServiceAddress & { metric?: string; magnitude?: number; for?: number },
      ) => {
        const fault = (await callService(options, 'POST', '/api/v1/twin/faults', {
          kind,
          asset,
          ...(options.metric === undefined ? {} : { metric: options.metric }),
          ...(options.magnitude === undefined ? {} : { magnitude: options.magnitude }),
          ...(options.for === undefined ? {} : { durationSeconds: options.for }),
        })) as Fault;
        process.stdout.write(`${fault.id}  ${fault.kind} on ${fault.asset} since ${fault.startedAt} (simulated)\n`);
      },
    );
  withService(twin.command('clear <id>'))
    .description('End a fault.')
    .action(async (id: string, options: ServiceAddress) => {
      await callService(options, 'DELETE', `/api/v1/twin/faults/${encodeURIComponent(id)}`);
      process.stdout.write(`cleared ${id}\n`);
    });
  withService(twin.command('speed <factor>'))
    .description('Simulated seconds per second.')
    .action(async (factor: string, options: ServiceAddress) => {
      await callService(options, 'PUT', '/api/v1/twin/clock', { speed: Number(factor) });
      process.stdout.write(`the twin runs at ${factor} times real time\n`);
    });
}

function withService(command: Command): Command {
  return command.option(...serviceOptions.url).option(...serviceOptions.token);
}
