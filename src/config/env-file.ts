import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { DomainError, messageOf } from '../domain/errors.js';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The environment with the variables of the file that PLENUM_CONFIG_FILE names; where both have one, the environment
 * wins. Throws `invalid_configuration` when there is no such file.
 */
export function withConfigFile(env: Env): Env {
  const path = env['PLENUM_CONFIG_FILE'];
  if (path === undefined || path === '') return env;
  try {
    return { ...parseEnv(readFileSync(path, 'utf8')), ...env };
  } catch (error) {
    throw new DomainError(
      'invalid_configuration',
      `configuration: PLENUM_CONFIG_FILE: ${path} cannot be read (${messageOf(error)})`,
      { cause: error },
    );
  }
}
