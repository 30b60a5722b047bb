import type { Command } from 'commander';
import { checkoutRoot } from '../config/checkout.js';
import { DomainError } from '../domain/errors.js';
import { examine } from './doctor/examine.js';
import type { Finding } from './doctor/finding.js';

/** `plenum doctor`: whether the service can run here, and what to do when it cannot. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('Check configuration, back ends or data folder, port, clocks and installation; say what to fix.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  PLENUM_DATA_DIR=/var/lib/plenum plenum doctor')
    .action(async (options: { json?: boolean }) => {
      const findings = await examine(process.env, checkoutRoot);
      process.stdout.write(options.json === true ? `${JSON.stringify(findings)}\n` : findings.map(lineOf).join(''));
      const failed = findings.filter(({ status }) => status === 'fail').map(({ check }) => check);
      if (failed.length > 0)
        throw new DomainError('invalid_configuration', `doctor: to be fixed: ${failed.join(', ')}`);
    });
}

function lineOf({ check, status, found, advice }: Finding): string {
  return `${status.padEnd(4)}  ${check.padEnd(13)}  ${found}${advice === undefined ? '' : `; ${advice}`}\n`;
}
