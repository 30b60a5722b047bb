import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** Real: npm and the set-up. The checkout is a small one, and so are its packages, which lie in it. */
describe('the packages of a checkout', () => {
  let house: string;

  beforeEach(async () => {
    house = await mkdtemp(join(tmpdir(), 'plenum-house-'));
    await cp(join(checkout, 'scripts', 'setup.mjs'), join(house, 'scripts', 'setup.mjs'), { recursive: true });
    for (const name of ['pg', 'jest', 'eslint']) await write(`${name}/package.json`, { name, version: '1.0.0' });
    await write('package.json', {
      type: 'module',
      dependencies: { pg: 'file:pg' },
      devDependencies: { jest: 'file:jest' },
    });
    await npm('install');
  });
  afterEach(() => rm(house, { recursive: true, force: true }));

  async function write(file: string, content: object): Promise<void> {
    await mkdir(dirname(join(house, file)), { recursive: true });
    await writeFile(join(house, file), JSON.stringify(content));
  }
  const npm = (...args: string[]) => run('npm', [...args, '--offline', '--no-audit', '--no-fund'], { cwd: house });
  /** As `npm start` and the command line do; answers what it says. */
  const setUp = async (options = {}) => {
    const script = `import('./scripts/setup.mjs').then(({ ensureInstalled }) => ensureInstalled(${JSON.stringify(options)}))`;
    return (await run(process.execPath, ['-e', script], { cwd: house })).stderr;
  };
  const has = (name: string) => existsSync(join(house, 'node_modules', name));

  it('are those that running needs where nothing is installed', async () => {
    await rm(join(house, 'node_modules'), { recursive: true });
    expect(await setUp()).toContain('installing packages');
    expect([has('pg'), has('jest')]).toEqual([true, false]);
    expect(await setUp()).toBe('');
  });

  it('stay as they are where somebody has installed them by hand, those of the tests as well', async () => {
    expect(await setUp()).toBe('');
    expect([has('pg'), has('jest')]).toEqual([true, true]);
    expect(await setUp({ development: true })).toBe('');
  });

  it('are brought up to a newer lock file with those of the tests, where somebody has installed them by hand', async () => {
    await write('package.json', {
      type: 'module',
      dependencies: { pg: 'file:pg' },
      devDependencies: { jest: 'file:jest', eslint: 'file:eslint' },
    });
    // Out of the way, or npm notes in it what it has not put there.
    await rename(join(house, 'node_modules'), join(house, 'before'));
    await npm('install', '--package-lock-only');
    await rename(join(house, 'before'), join(house, 'node_modules'));
    expect(await setUp()).toContain('installing packages');
    expect([has('pg'), has('jest'), has('eslint')]).toEqual([true, true, true]);
  });

  it('are made complete for tests where only those that running needs are installed', async () => {
    await npm('ci', '--omit=dev');
    expect(has('jest')).toBe(false);
    await setUp({ development: true });
    expect(has('jest')).toBe(true);
  });
});
