// Set-up shared by `npm start`, `npm test` and bin/plenum.js: plain Node, no packages, so that it runs on a fresh checkout.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const stamps = join(modules, '.plenum');

/**
 * Installs the packages of package-lock.json unless they are there already: those that running and building need, or
 * with `{ development: true }` those of tests and checks as well.
 */
export async function ensureInstalled({ development = false } = {}) {
  const wanted = hashOf([join(root, 'package-lock.json')]);
  const installed = readStamp('packages') ?? stampOfUnstamped(wanted);
  if (installed === `all ${wanted}` || (!development && installed === `runtime ${wanted}`)) return;
  say('installing packages ...');
  // Where someone develops, a start after a change of the lock file must not take the tests' packages away.
  const all = development || installed?.startsWith('all ') === true;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(all ? [] : ['--omit=dev'])];
  await run('npm', args, 'package installation failed; see the npm output above');
  writeStamp('packages', `${all ? 'all' : 'runtime'} ${wanted}`);
}

/**
 * The stamp that packages deserve which were installed by hand (`npm ci`) or copied; undefined where none are for tests.
 * To install them again would take them from under a test that runs.
 */
function stampOfUnstamped(wanted) {
  const there = packagesIn(join(modules, '.package-lock.json'));
  if (!('node_modules/jest' in there)) return undefined;
  const isWhole = Object.entries(packagesIn(join(root, 'package-lock.json'))).every(
    // Optional ones of other platforms are left out, and the lock file lists the checkout itself as ''.
    ([path, { version, optional }]) =>
      path === '' || (path in there ? there[path].version === version : optional === true),
  );
  if (!isWhole) return 'all of another lock file';
  const stamp = `all ${wanted}`;
  writeStamp('packages', stamp);
  return stamp;
}

/** What a lock file lists, by path; of node_modules npm writes one as well. Nothing where there is no such file. */
function packagesIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** Builds service and console unless nothing changed since the last build. */
export async function ensureBuilt() {
  if (readStamp('build') === sourcesHash() && existsSync(join(root, 'dist', 'src', 'main.js'))) return;
  say('building ...');
  await run(process.execPath, [join(root, 'scripts', 'build.mjs')], 'the build failed; see the output above');
}

/** Remembers that what lies in dist/ was built from the sources as they are. */
export function stampBuild() {
  writeStamp('build', sourcesHash());
}

function sourcesHash() {
  return hashOf([
    ...['src', 'migrations', 'bench', 'dashboards/src', 'console', 'scripts'].flatMap((folder) =>
      filesIn(join(root, folder)),
    ),
    join(root, '.swcrc'),
    join(root, 'package-lock.json'),
  ]);
}

/** Runs a command in the checkout with its output on stderr; a failure ends this process with the reason. */
export async function run(command, args, failure) {
  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32' && command === 'npm',
    });
    child.on('error', reject);
    child.on('exit', (status, signal) => resolve(status ?? signal));
  });
  if (code === 0) return;
  say(failure);
  process.exit(1);
}

function say(text) {
  process.stderr.write(`plenum: ${text}\n`);
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'results')
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

function hashOf(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) {
    if (!existsSync(file) || !statSync(file).isFile()) continue;
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function readStamp(name) {
  const file = join(stamps, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function writeStamp(name, value) {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(join(stamps, name), value);
}
