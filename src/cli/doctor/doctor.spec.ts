import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSite, readConfig } from './configuration.js';
import { checkDataFolder, judgeSpace } from './data-folder.js';
import { buildTime, checkBuild, checkConsole, checkPackages } from './installation.js';
import { checkClock, checkMemory, checkNode } from './machine.js';
import { checkPort } from './port.js';

const gibibyte = 1024 ** 3;
let folder: string;
let server: Server | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-doctor-'));
});
afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

const aServerSaying = async (body: string): Promise<number> => {
  server = createServer((_, response) => response.end(body));
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

describe('the doctor on the machine', () => {
  it.each([
    ['18.20.0', 'fail'],
    ['20.18.3', 'fail'],
    ['20.19.0', 'ok'],
    ['22.1.0', 'ok'],
  ])('Node.js %s is %s', (version, status) => {
    expect(checkNode(version).status).toBe(status);
  });

  it('wants memory for service and store', () => {
    expect(checkMemory(8 * gibibyte)).toMatchObject({ status: 'ok', found: '8.0 GiB of memory' });
    expect(checkMemory(1.5 * gibibyte).status).toBe('warn');
    expect(checkMemory(0.5 * gibibyte).status).toBe('fail');
  });

  it('distrusts a clock that is before the build', () => {
    const builtAt = Date.UTC(2026, 0, 1);
    expect(checkClock(builtAt + 1, builtAt).status).toBe('ok');
    expect(checkClock(0, builtAt)).toMatchObject({ status: 'fail', advice: expect.stringContaining('NTP') as unknown });
  });
});

describe('the doctor on the installation', () => {
  it('misses a build and a console', async () => {
    expect(checkBuild(await buildTime(folder))).toMatchObject({ status: 'fail', advice: 'run npm run build' });
    expect((await checkConsole(folder)).status).toBe('warn');
  });

  it('sees a build and a console', async () => {
    await mkdir(join(folder, 'dist/src'), { recursive: true });
    await mkdir(join(folder, 'dist/console'));
    await writeFile(join(folder, 'dist/src/main.js'), '');
    await writeFile(join(folder, 'dist/console/index.html'), '');
    expect(checkBuild(await buildTime(folder)).status).toBe('ok');
    expect((await checkConsole(folder)).status).toBe('ok');
  });

  it('says so when the store does not load on this platform', async () => {
    const finding = await checkPackages(() => Promise.reject(new Error('no binding for plan9')));
    expect(finding).toMatchObject({ status: 'fail', found: expect.stringContaining('no binding') as unknown });
  });

  it('loads the real store', async () => {
    expect((await checkPackages()).status).toBe('ok');
  });
});

describe('the doctor on the configuration', () => {
  it('names a variable that does not exist', () => {
    expect(readConfig({ PLENUM_HTTP_PROT: '80' })).toMatchObject({
      status: 'fail',
      found: expect.stringContaining('PLENUM_HTTP_PROT') as unknown,
    });
  });

  it('names a site file that is not there', async () => {
    const file = join(folder, 'site.yaml');
    expect(await checkSite(file, 'demo.yaml')).toMatchObject({
      status: 'fail',
      found: expect.stringContaining(file) as unknown,
    });
  });
});

describe('the doctor on the data folder', () => {
  it('is content with a new one and does not create it', async () => {
    const path = join(folder, 'deep', 'data');
    expect(await checkDataFolder(path)).toMatchObject({ found: expect.stringContaining(`${path} (new)`) as unknown });
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses one that another version made', async () => {
    await writeFile(join(folder, 'plenum.json'), '{"layoutVersion":99}');
    expect(await checkDataFolder(folder)).toMatchObject({
      status: 'fail',
      found: expect.stringContaining('layout version 99') as unknown,
      advice: expect.stringContaining('PLENUM_DATA_DIR') as unknown,
    });
  });

  it('refuses one that is a file', async () => {
    await writeFile(join(folder, 'data'), '');
    expect((await checkDataFolder(join(folder, 'data', 'inner'))).status).toBe('fail');
  });

  it('warns when space runs out, and fails when it has', () => {
    expect(judgeSpace('data', 100 * gibibyte).status).toBe('ok');
    expect(judgeSpace('data', 2 * gibibyte).status).toBe('warn');
    expect(judgeSpace('data', 0.1 * gibibyte).status).toBe('fail');
  });
});

describe('the doctor on the port', () => {
  it('is content with a free one', async () => {
    expect((await checkPort('127.0.0.1', 0)).status).toBe('ok');
  });

  it('is content when Plenum is already there', async () => {
    const port = await aServerSaying('{"name":"plenum","status":"pass"}');
    expect(await checkPort('127.0.0.1', port)).toMatchObject({
      status: 'ok',
      found: expect.stringContaining('a Plenum is running') as unknown,
    });
  });

  it('says what to do when another program has it', async () => {
    const port = await aServerSaying('hello');
    expect(await checkPort('127.0.0.1', port)).toMatchObject({
      status: 'fail',
      advice: expect.stringContaining('PLENUM_HTTP_PORT') as unknown,
    });
  });

  it('says so when the address is not of this machine', async () => {
    expect(await checkPort('203.0.113.1', 8080)).toMatchObject({
      status: 'fail',
      found: expect.stringContaining('EADDRNOTAVAIL') as unknown,
    });
  });
});
