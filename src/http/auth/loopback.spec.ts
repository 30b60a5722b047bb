import { describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import { isFromThisMachine } from './loopback.js';

const request = (remoteAddress: string, headers: Record<string, string>) =>
  ({ socket: { remoteAddress }, headers: { host: 'localhost:8080', ...headers } }) as unknown as Request;

describe('a request without an API key', () => {
  it.each([
    ['127.0.0.1', {}],
    ['::1', { host: '[::1]:8080' }],
    ['::ffff:127.0.0.1', { host: '127.0.0.1:8080' }],
    ['127.0.0.1', { origin: 'http://localhost:8080' }],
  ])('from %s with %j comes from this machine', (address, headers: Record<string, string>) => {
    expect(isFromThisMachine(request(address, headers))).toBe(true);
  });

  it.each([
    ['another address', '192.0.2.7', {}],
    ['a proxy on this machine', '127.0.0.1', { 'x-forwarded-for': '192.0.2.7' }],
    ['a proxy that speaks RFC 7239', '127.0.0.1', { forwarded: 'for=192.0.2.7' }],
    ['a name that was rebound to loopback', '127.0.0.1', { host: 'rebound.example' }],
    ['a name that only begins like ours', '127.0.0.1', { host: 'localhost.example' }],
    ['a page of another site in a browser here', '127.0.0.1', { origin: 'https://elsewhere.example' }],
    ['a page without an origin of its own', '127.0.0.1', { origin: 'null' }],
  ])('from %s does not', (_who, address, headers: Record<string, string>) => {
    expect(isFromThisMachine(request(address, headers))).toBe(false);
  });
});
