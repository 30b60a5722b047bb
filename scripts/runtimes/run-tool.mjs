import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a program in the folder with its output on stderr. Rejects when it is not there or fails. */
export async function runTool(program, args, folder) {
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 2, 2] });
  const [code] = await once(child, 'exit').catch((error) => {
    throw new Error(`${program} cannot be started (${error.message})`);
  });
  if (code !== 0) throw new Error(`${program} failed; its output is above`);
}

/** Installs packages into the folder without running what they would like to run, which fetches from elsewhere. */
export function installPackages(folder, packages) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  return runTool('npm', ['install', '--prefix', folder, '--ignore-scripts', ...quiet, ...packages], folder);
}
