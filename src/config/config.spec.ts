import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../domain/errors.js';
import { loadConfig } from './config.js';

describe('configuration from the environment', () => {
  it('starts with nothing set, on loopback', () => {
    const config = loadConfig({});
    expect(config.mode).toBe('embedded');
    expect(config.http).toEqual({ host: '127.0.0.1', port: 8080 });
  });

  it('names every bad variable in one message', () => {
    const load = () => loadConfig({ PLENUM_HTTP_PORT: 'eighty', PLENUM_TWIN: 'maybe', PLENUM_INTAKE_MAX_SERIES: '0' });
    expect(load).toThrow(DomainError);
    expect(load).toThrow(/PLENUM_HTTP_PORT.*PLENUM_INTAKE_MAX_SERIES.*PLENUM_TWIN/s);
  });

  it('refuses a misspelt variable and says which was meant', () => {
    expect(() => loadConfig({ PLENUM_PORT: '1' })).toThrow(
      /PLENUM_PORT: unknown variable \(did you mean PLENUM_HTTP_PORT\?\)/,
    );
  });

  it('refuses a password in the address of the webhook, which no call could use, and does not repeat it', () => {
    const load = () => loadConfig({ PLENUM_ALERT_WEBHOOK_URL: 'https://me:hunter2@pager.example/hook' });
    expect(load).toThrow(/PLENUM_ALERT_WEBHOOK_URL: expected an http or https address without user and password/);
    expect(load).not.toThrow(/hunter2/);
  });

  it('takes a variable that is set but empty as not set', () => {
    expect(loadConfig({ PLENUM_DATA_DIR: '' })).toMatchObject({ dataDir: './data' });
  });

  it('leaves the variables of others alone', () => {
    expect(() => loadConfig({ PATH: '/bin', NODE_ENV: 'test' })).not.toThrow();
  });
});
