import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fileOf } from '../deploy/compose-file.js';

/** Built by test/servers/get-docker-compose.sh; another one by the environment. */
const program =
  process.env['PLENUM_TEST_DOCKER_COMPOSE'] ?? join(homedir(), '.cache', 'plenum', 'docker-compose', 'docker-compose');

/** The real Docker Compose, which reads the file without a container engine. */
describe('docker-compose.yml', () => {
  const config = (...options: readonly string[]) =>
    spawnSync(program, ['-f', fileOf('docker-compose.yml'), ...options], {
      encoding: 'utf8',
      env: { HOME: homedir(), PATH: process.env['PATH'] },
    });

  it('is what Docker Compose takes, with the example environment', () => {
    const { status, stderr } = config('--env-file', fileOf('.env.example'), 'config', '--quiet');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('gives the secrets of the alerting file to those who tell of alerts, and to nobody else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plenum-compose-'));
    const [env, secrets] = [join(folder, '.env'), join(folder, 'alerting.env')];
    await writeFile(
      env,
      `${await readFile(fileOf('.env.example'), 'utf8')}\nPLENUM_ALERTING_SECRETS_FILE=${secrets}\n`,
    );
    await writeFile(secrets, 'SMTP_PASSWORD=of-the-mail-server\n');
    const { stdout } = config('--env-file', env, 'config', '--format', 'json');
    await rm(folder, { recursive: true });
    const { services } = JSON.parse(stdout) as { services: Record<string, { environment?: Record<string, string> }> };
    const told = Object.entries(services).filter(([, { environment }]) => environment?.['SMTP_PASSWORD'] !== undefined);
    expect(told.map(([name]) => name)).toEqual(['plenum-score']);
  });

  it('is refused without its secrets, naming the first that is missing', () => {
    const { status, stderr } = config('--env-file', '/dev/null', 'config', '--quiet');
    expect({ status, stderr }).toEqual({
      status: 15,
      stderr: expect.stringMatching(/required variable \w+ is missing a value/) as unknown,
    });
  });
});
