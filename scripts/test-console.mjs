// `npm run test:console`: starts the service on a free port with an empty data folder, runs the console's tests in
// Chromium against it, and ends with `N passed, N failed`. Arguments go to jest. PLENUM_CHROMIUM names the browser,
// PLENUM_SCREENSHOTS a folder for pictures of every view.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

const readyWithinMs = 120_000;
const stopWithinMs = 30_000;
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

await ensureInstalled({ development: true });
await ensureBuilt();

const folder = await mkdtemp(join(tmpdir(), 'plenum-console-'));
const log = join(folder, 'service.log');
let failure;
let counts = { numPassedTests: 0, numFailedTests: 0 };
try {
  const chromium = process.env.PLENUM_CHROMIUM ?? browsers.find((path) => existsSync(path));
  if (!chromium)
    throw new Error(`no Chromium found; install it or set PLENUM_CHROMIUM (looked at ${browsers.join(', ')})`);
  const service = await startService();
  try {
    await untilReady(service);
    counts = await runTests(service, chromium);
  } catch (error) {
    service.child.kill('SIGKILL');
    throw error;
  }
  await stop(service);
} catch (error) {
  failure = error;
}

if (failure || counts.numFailedTests > 0) {
  if (failure) console.error(`console tests: ${failure.message}`);
  if (existsSync(log))
    console.error(`--- last lines of the service's log\n${(await readFile(log, 'utf8')).slice(-4_000)}`);
}
await rm(folder, { recursive: true, force: true });
const failed = counts.numFailedTests + (failure ? 1 : 0);
console.log(`${counts.numPassedTests} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** A short history is enough for the detectors, and a fast clock shows within seconds what takes the hall minutes. */
async function startService() {
  const port = await freePort();
  const adminKey = `plenum_${randomBytes(24).toString('base64url')}`;
  const output = await open(log, 'w');
  const child = spawn(process.execPath, [join(root, 'bin', 'plenum.js'), 'up'], {
    cwd: root,
    stdio: ['ignore', output.fd, output.fd],
    env: {
      ...withoutOwnSettings(process.env),
      PLENUM_HTTP_PORT: String(port),
      PLENUM_DATA_DIR: join(folder, 'data'),
      PLENUM_ADMIN_KEY: adminKey,
      PLENUM_TWIN_SPEED: '10',
      PLENUM_TWIN_BACKFILL_HOURS: '3',
    },
  });
  await output.close();
  const exited = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)));
  return { child, exited, adminKey, url: `http://127.0.0.1:${port}` };
}

/** The service refuses settings that it does not know, such as those of these tests. */
function withoutOwnSettings(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PLENUM_')));
}

async function untilReady({ url, exited }) {
  const deadline = Date.now() + readyWithinMs;
  let ended;
  void exited.then((code) => (ended = { code }));
  while (Date.now() < deadline) {
    if (ended) throw new Error(`the service ended with ${ended.code} before it was ready`);
    const answer = await fetch(`${url}/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(200);
  }
  throw new Error(`the service was not ready within ${readyWithinMs / 1000} s`);
}

async function runTests({ url, adminKey }, chromium) {
  const results = join(folder, 'results.json');
  const child = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      join(root, 'node_modules/jest/bin/jest.js'),
      '--config',
      join(root, 'test/console/jest.config.mjs'),
      '--json',
      '--outputFile',
      results,
      ...process.argv.slice(2),
    ],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        TZ: 'UTC',
        PLENUM_CONSOLE_URL: url,
        PLENUM_CONSOLE_KEY: adminKey,
        PLENUM_CHROMIUM: chromium,
      },
    },
  );
  await new Promise((resolve) => child.on('exit', resolve));
  if (!existsSync(results)) throw new Error('jest ended without results; see its output above');
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(await readFile(results, 'utf8'));
  return { numPassedTests, numFailedTests: numFailedTests + numRuntimeErrorTestSuites };
}

async function stop({ child, exited }) {
  child.kill('SIGTERM');
  const code = await Promise.race([exited, sleep(stopWithinMs, 'time-out', { ref: false })]);
  if (code === 'time-out') child.kill('SIGKILL');
  if (code !== 0) throw new Error(`the service ended with ${code} after SIGTERM instead of 0`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
