import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
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

  it('is refused without its secrets, naming the first that is missing', () => {
    const { status, stderr } = config('--env-file', '/dev/null', 'config', '--quiet');
    expect({ status, stderr }).toEqual({
      status: 15,
      stderr: expect.stringMatching(/required variable \w+ is missing a value/) as unknown,
    });
  });
});
