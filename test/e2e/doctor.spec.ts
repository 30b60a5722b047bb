import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPlenum } from './plenum-process.js';

interface Finding {
  readonly check: string;
  readonly status: string;
  readonly found: string;
}

describe('plenum doctor', () => {
  let folder: string;
  let occupant: Server;
  let occupiedPort: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plenum-e2e-doctor-'));
    occupant = createServer((socket) => socket.resume().end('not a Plenum\r\n'));
    await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
    occupiedPort = String((occupant.address() as AddressInfo).port);
  });
  afterAll(async () => {
    await new Promise((resolve) => occupant.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  it('finds nothing wrong on a machine where the service can run, and leaves no trace', async () => {
    const env = { PLENUM_DATA_DIR: join(folder, 'data'), PLENUM_HTTP_PORT: '0' };
    const { code, stdout } = await runPlenum(['doctor', '--json'], env);
    const findings = JSON.parse(stdout) as readonly Finding[];
    expect(findings.filter(({ status }) => status === 'fail')).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual([
      'node',
      'memory',
      'clock',
      'build',
      'console',
      'packages',
      'training',
      'configuration',
      'site',
      'data folder',
      'service training',
      'port',
    ]);
    expect(code).toBe(0);
    expect(await readdir(folder)).not.toContain('data');
  });

  it('lets an edge start whose center is out of reach, and says what is missing', async () => {
    const env = {
      PLENUM_MODE: 'edge',
      PLENUM_DATA_DIR: join(folder, 'edge'),
      PLENUM_HTTP_PORT: '0',
      PLENUM_KAFKA_BROKERS: '127.0.0.1:9',
      PLENUM_POSTGRES_URL: 'postgres://plenum@127.0.0.1:9/plenum',
    };
    const { code, stdout } = await runPlenum(['doctor'], env);
    expect(stdout).toMatch(/^warn\s+postgresql\s+.*does not answer.*PLENUM_POSTGRES_URL$/m);
    expect(stdout).toMatch(/^warn\s+kafka\s+.*PLENUM_KAFKA_BROKERS$/m);
    expect(stdout).toMatch(/^ok\s+data folder/m);
    expect(code).toBe(0);
  });

  it('names a port that another program uses, what to do, and exits with 2', async () => {
    const env = { PLENUM_DATA_DIR: join(folder, 'data'), PLENUM_HTTP_PORT: occupiedPort };
    const { code, stdout, stderr } = await runPlenum(['doctor'], env);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^fail\s+port\s+.*another program; set PLENUM_HTTP_PORT to a free port$/m);
    expect(stderr).toMatch(/^plenum: doctor: to be fixed: port\n$/m);
  });

  it('names everything that is wrong at once', async () => {
    const site = join(folder, 'site.yaml');
    await writeFile(site, 'name: [\n');
    await writeFile(join(folder, 'plenum.json'), '{"layoutVersion":99}');
    const env = { PLENUM_DATA_DIR: folder, PLENUM_HTTP_PORT: '0', PLENUM_SITE: site };
    const { code, stdout, stderr } = await runPlenum(['doctor'], env);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^fail\s+site\s+.*site\.yaml:2 /m);
    expect(stdout).toMatch(/^fail\s+data folder\s+.*layout version 99/m);
    expect(stderr).toContain('site, data folder');
  });
});
