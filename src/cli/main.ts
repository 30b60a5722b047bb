import { Command, CommanderError } from 'commander';
import { DomainError, messageOf } from '../domain/errors.js';
import { registerAlerts } from './alerts.command.js';
import { registerBacktest } from './backtest.command.js';
import { registerDetect } from './detect.command.js';
import { registerDoctor } from './doctor.command.js';
import { registerForecast } from './forecast.command.js';
import { registerGrafanaAccess } from './grafana-access.command.js';
import { registerKeys } from './keys.command.js';
import { registerReplay } from './replay.command.js';
import { registerTrain } from './train.command.js';
import { registerTwin } from './twin.command.js';
import { registerUp } from './up.command.js';

/** Exit code for bad usage and bad input, as the command line contract has it. */
const badInput = 2;

/** Runs the command line. Sets the exit code: 0 success, 2 bad usage or input (one line says what), 1 anything else. */
export async function runCli(args: readonly string[]): Promise<void> {
  // Libraries that train networks, where they are installed, else tell of the processor on stderr.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  const program = new Command('plenum')
    .description('Operations autopilot of a data center.')
    .showHelpAfterError('(add --help for usage)')
    .exitOverride();
  for (const register of [
    registerUp,
    registerDetect,
    registerForecast,
    registerBacktest,
    registerReplay,
    registerTrain,
    registerTwin,
    registerKeys,
    registerAlerts,
    registerDoctor,
    registerGrafanaAccess,
  ]) {
    register(program);
  }
  for (const command of program.commands) overrideExit(command);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = report(error);
  }
}

function overrideExit(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) overrideExit(child);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : badInput;
  if (isBrokenPipe(error)) return 0;
  if (error instanceof DomainError) {
    process.stderr.write(`plenum: ${error.message}\n`);
    return error.code === 'address_in_use' || error.code === 'internal' || error.code === 'unavailable' ? 1 : badInput;
  }
  process.stderr.write(
    `plenum: unexpected failure: ${error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}\n`,
  );
  return 1;
}

/** The reader of our output has seen enough (`plenum detect ... | head`). */
function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
