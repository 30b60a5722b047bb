import type { Command } from 'commander';
import { startService } from '../main.js';

/** `plenum up`: the service, until Ctrl-C. */
export function registerUp(program: Command): void {
  program
    .command('up')
    .description('Run the service until Ctrl-C: everything in one process, some roles of distributed mode, or an edge.')
    .option('--mode <mode>', 'embedded, distributed or edge (default embedded)')
    .option('--roles <roles>', 'roles of this process in distributed mode, with commas between (default all)')
    .option('--config-file <file>', 'file of NAME=value lines with variables; those of the environment win')
    .option('--host <address>', 'address to listen on (default 127.0.0.1)')
    .option('--port <number>', 'port to listen on (default 8080)')
    .option('--data-dir <folder>', 'folder for telemetry, records and state (default ./data)')
    .option('--site <file>', 'site.yaml of the data center (default: the demo site)')
    .option('--no-twin', 'do not run the digital twin')
    .option('--no-host-source', 'do not read the sensors of this machine')
    .addHelpText(
      'after',
      '\nExamples:\n  plenum up --port 9090 --site my-site.yaml --no-twin\n  plenum up --mode distributed --roles store,score --config-file plenum.env\n  plenum up --mode edge --data-dir /var/lib/plenum --config-file plenum.env\n\nEnvironment variables: docs/config.md',
    )
    .action(async (options: UpOptions) => {
      await startService({ ...process.env, ...environmentOf(options) });
    });
}

interface UpOptions {
  readonly mode?: string;
  readonly roles?: string;
  readonly configFile?: string;
  readonly host?: string;
  readonly hostSource: boolean;
  readonly port?: string;
  readonly dataDir?: string;
  readonly site?: string;
  readonly twin: boolean;
}

/** Options of the command line win over the environment. */
function environmentOf(options: UpOptions): Record<string, string> {
  return {
    ...(options.mode === undefined ? {} : { PLENUM_MODE: options.mode }),
    ...(options.roles === undefined ? {} : { PLENUM_ROLES: options.roles }),
    ...(options.configFile === undefined ? {} : { PLENUM_CONFIG_FILE: options.configFile }),
    ...(options.host === undefined ? {} : { PLENUM_HTTP_HOST: options.host }),
    ...(options.hostSource ? {} : { PLENUM_HOST_SOURCE: 'off' }),
    ...(options.port === undefined ? {} : { PLENUM_HTTP_PORT: options.port }),
    ...(options.dataDir === undefined ? {} : { PLENUM_DATA_DIR: options.dataDir }),
    ...(options.site === undefined ? {} : { PLENUM_SITE: options.site }),
    ...(options.twin ? {} : { PLENUM_TWIN: 'off' }),
  };
}
