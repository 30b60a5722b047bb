import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { withConfigFile } from './env-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plenum-env-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('configuration from a file', () => {
  it('adds to the environment, which wins', () => {
    const file = join(folder, 'plenum.env');
    writeFileSync(file, '# our plant\nPLENUM_HTTP_PORT=9090\nPLENUM_SITE="/etc/plenum/site one.yaml"\n');
    const env = withConfigFile({ PLENUM_CONFIG_FILE: file, PLENUM_HTTP_PORT: '9191' });
    expect(env).toMatchObject({ PLENUM_HTTP_PORT: '9191', PLENUM_SITE: '/etc/plenum/site one.yaml' });
  });

  it('must be there', () => {
    const file = join(folder, 'none.env');
    expect(() => withConfigFile({ PLENUM_CONFIG_FILE: file })).toThrow(
      /PLENUM_CONFIG_FILE: .*none\.env cannot be read/,
    );
  });
});
