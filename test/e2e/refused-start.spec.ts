import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { patienceMs, runPlenum, startService, type RunningService } from './plenum-process.js';

const brokenSite = `name: broken
rooms:
  - id: hall-1
    name: Hall 1
    colour: red
    racks:
      - id: r1
        feeds: { A: pdu-that-is-not-there }
`;

describe('a service that cannot start', () => {
  let folder: string;
  let running: RunningService;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plenum-e2e-refused-'));
    running = await startService();
    await writeFile(join(folder, 'a-file'), 'not a folder\n');
    await writeFile(join(folder, 'broken.yaml'), brokenSite);
    await writeFile(join(folder, 'plenum.json'), '{"layoutVersion":99}\n');
  }, patienceMs);
  afterAll(async () => {
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Starts `plenum up` where it must refuse; what it says is one line of its own, without a stack. */
  const refusal = async (env: Record<string, string>): Promise<{ code: number | null; line: string }> => {
    const { code, stdout, stderr } = await runPlenum(['up'], {
      PLENUM_DATA_DIR: join(folder, 'data'),
      PLENUM_HTTP_PORT: '0',
      ...env,
    });
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).toMatch(/^plenum: [^\n]+\n$/);
    return { code, line: stderr };
  };

  it('names every variable that is wrong, and the known name that was meant', async () => {
    const { code, line } = await refusal({ PLENUM_HTTP_PORTS: '1', PLENUM_TWIN: 'maybe', PLENUM_LOG_LEVEL: 'loud' });
    expect(code).toBe(2);
    expect(line).toMatch(
      /PLENUM_LOG_LEVEL: .*PLENUM_TWIN: .*PLENUM_HTTP_PORTS: unknown variable \(did you mean PLENUM_HTTP_PORT\?\)/,
    );
  });

  it('names a port that is in use, and leaves the data folder untouched', async () => {
    const { code, line } = await refusal({ PLENUM_HTTP_PORT: String(running.port) });
    expect(code).toBe(1);
    expect(line).toContain(`port ${running.port} on 127.0.0.1 is in use by another program; stop it or set`);
    expect(await readdir(folder)).not.toContain('data');
  });

  it('needs the alerting file only where it tells of alerts: in distributed mode, with the role score', async () => {
    const env = {
      PLENUM_MODE: 'distributed',
      PLENUM_DATA_DIR: '',
      PLENUM_HTTP_PORT: String(running.port),
      PLENUM_KAFKA_BROKERS: '127.0.0.1:9',
      PLENUM_POSTGRES_URL: 'postgres://plenum@127.0.0.1:9/plenum',
      PLENUM_INFLUX_URL: 'http://127.0.0.1:9',
      PLENUM_INFLUX_TOKEN: 'a-token',
      PLENUM_ALERTING: join(folder, 'not-there.yaml'),
    };
    expect((await refusal({ ...env, PLENUM_ROLES: 'score' })).line).toContain('Correct PLENUM_ALERTING');
    // The port is looked at afterwards.
    expect((await refusal({ ...env, PLENUM_ROLES: 'ingest,store,api' })).line).toContain('is in use');
  });

  it('names a data folder that another Plenum uses, and that one goes on', async () => {
    const { code, line } = await refusal({ PLENUM_DATA_DIR: running.dataDir });
    expect(code).toBe(2);
    expect(line).toContain(`Another process uses the telemetry store in ${running.dataDir}/telemetry; stop it first`);
    expect((await fetch(new URL('/ready', running.url))).status).toBe(200);
  });

  it('names a data folder of another version, and the version', async () => {
    const { code, line } = await refusal({ PLENUM_DATA_DIR: folder });
    expect(code).toBe(2);
    expect(line).toContain(
      `${folder} has layout version 99, this Plenum reads version 1; start the version that made it`,
    );
  });

  it('names a data folder that cannot be written', async () => {
    const { code, line } = await refusal({ PLENUM_DATA_DIR: join(folder, 'a-file', 'data') });
    expect(code).toBe(2);
    expect(line).toMatch(/a-file\/data cannot be written .*; set PLENUM_DATA_DIR/);
  });

  it('names a site file that is not there', async () => {
    const { code, line } = await refusal({ PLENUM_SITE: join(folder, 'none.yaml') });
    expect(code).toBe(2);
    expect(line).toMatch(/none\.yaml cannot be read/);
  });

  it('names every problem of a broken site file with its line', async () => {
    const { code, stderr } = await runPlenum(['up'], { PLENUM_SITE: join(folder, 'broken.yaml') });
    expect(code).toBe(2);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).toMatch(/broken\.yaml:5 .*colour/);
  });
});

describe('distributed mode, started as its page in docs/ says', () => {
  it('takes mode, roles and a file of variables from the command line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plenum-e2e-up-'));
    const file = join(folder, 'plenum.env');
    await writeFile(file, 'PLENUM_POSTGRES_URL=postgres://plenum:secret@127.0.0.1/plenum\n');
    const { code, stderr } = await runPlenum(
      ['up', '--mode', 'distributed', '--roles', 'store,sweep', '--config-file', file],
      { PLENUM_DATA_DIR: '' },
    );
    await rm(folder, { recursive: true, force: true });
    expect(code).toBe(2);
    expect(stderr).toMatch(/PLENUM_ROLES: .*sweep/);
    expect(stderr).toMatch(/PLENUM_KAFKA_BROKERS/);
    expect(stderr).not.toMatch(/PLENUM_POSTGRES_URL/);
  });
});

describe('a command that is given something wrong', () => {
  it.each([
    ['an unknown command', ['fly'], 2, /unknown command 'fly'/],
    ['an unknown option', ['up', '--fast'], 2, /unknown option '--fast'/],
    ['a missing argument', ['twin', 'inject'], 2, /missing required argument 'kind'/],
    ['no service to talk to', ['keys', 'list', '--url', 'http://127.0.0.1:9'], 1, /no Plenum answers at .*npm start/],
    [
      'an address that is none',
      ['twin', 'status', '--url', 'nowhere'],
      2,
      /--url nowhere is not an address; give one such as/,
    ],
  ])('%s: one line, and the exit code of the contract', async (_what, args, code, message) => {
    const outcome = await runPlenum(args);
    expect(outcome.code).toBe(code);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).toMatch(message);
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
  });

  it('help is no error', async () => {
    const { code, stdout } = await runPlenum(['up', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('--data-dir <folder>');
  });
});
