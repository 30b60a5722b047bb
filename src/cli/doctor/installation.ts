import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../domain/errors.js';
import { fail, type Finding, ok, warn } from './finding.js';

/** When the service was built (epoch ms); undefined when it has not been. */
export async function buildTime(root: string): Promise<number | undefined> {
  return stat(join(root, 'dist', 'src', 'main.js')).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
}

/** Whether the service is built. */
export function checkBuild(builtAt: number | undefined): Finding {
  if (builtAt !== undefined) return ok('build', `built at ${new Date(builtAt).toISOString()}`);
  return fail('build', 'the service is not built', 'run npm run build');
}

/** Whether the console is built; the service runs without it. */
export async function checkConsole(root: string): Promise<Finding> {
  return access(join(root, 'dist', 'console', 'index.html')).then(
    () => ok('console', 'the web console is built'),
    () => warn('console', 'the web console is not built', 'run npm run build'),
  );
}

/** Whether the packages are there, the store's native library for this platform among them. */
export async function checkPackages(load: () => Promise<unknown> = () => import('@duckdb/node-api')): Promise<Finding> {
  return load().then(
    () => ok('packages', 'the packages are installed and the telemetry store loads'),
    (error: unknown) => fail('packages', `the telemetry store does not load (${messageOf(error)})`, 'run npm ci'),
  );
}
