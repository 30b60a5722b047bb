import { describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import { secretOf } from './credentials.js';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const request = (authorization: string | undefined, path = '/api/v1/assets', query: Record<string, unknown> = {}) =>
  ({ headers: authorization === undefined ? {} : { authorization }, path, query }) as unknown as Request;

describe('the API key of a request', () => {
  it.each([
    ['Bearer plenum_a', 'plenum_a'],
    ['bearer   plenum_a', 'plenum_a'],
    ['Token plenum_a', 'plenum_a'],
    [basic('telegraf:plenum_a'), 'plenum_a'],
    [basic('telegraf:with:colons'), 'with:colons'],
    ['plenum_a', 'plenum_a'],
  ])('in "%s" is %s', (header, secret) => {
    expect(secretOf(request(header))).toBe(secret);
  });

  it('is in the address of an InfluxDB v1 write, and nowhere else', () => {
    expect(secretOf(request(undefined, '/write', { u: 'telegraf', p: 'plenum_a' }))).toBe('plenum_a');
    expect(secretOf(request(undefined, '/api/v1/assets', { p: 'plenum_a' }))).toBeUndefined();
  });

  it('is absent without a header, and with an empty password', () => {
    expect(secretOf(request(undefined))).toBeUndefined();
    expect(secretOf(request(undefined, '/write', { p: '' }))).toBeUndefined();
  });
});
