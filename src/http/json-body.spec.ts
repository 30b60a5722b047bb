import { describe, expect, it, jest } from '@jest/globals';
import type { Request, Response } from 'express';
import { isJsonBody, refuseOtherBodies } from './json-body.js';

const request = (url: string, headers: Record<string, string>) => ({ url, headers }) as unknown as Request;
const refusalOf = (url: string, headers: Record<string, string>): unknown => {
  const next = jest.fn<(error?: unknown) => void>();
  refuseOtherBodies(request(url, headers), {} as Response, next);
  expect(next).toHaveBeenCalledTimes(1);
  return next.mock.calls[0]?.[0];
};

describe('bodies where JSON is expected', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'application/problem+json'])('%s is read', (type) => {
    const headers = { 'content-type': type, 'content-length': '2' };
    expect(isJsonBody(request('/api/v1/keys', headers))).toBe(true);
    expect(refusalOf('/api/v1/keys', headers)).toBeUndefined();
  });

  it('another type is refused, with what to send', () => {
    expect(refusalOf('/api/v1/keys', { 'content-type': 'text/plain', 'content-length': '6' })).toMatchObject({
      code: 'unsupported_media_type',
      message: 'content-type text/plain is not read here; send application/json',
    });
    expect(refusalOf('/api/v1/keys', { 'transfer-encoding': 'chunked' })).toMatchObject({
      message: 'a body without a content-type is not read here; send application/json',
    });
  });

  it('a request without a body passes, whatever type it claims', () => {
    expect(refusalOf('/api/v1/alerts/a/acknowledge', { 'content-type': 'text/plain' })).toBeUndefined();
  });

  it.each(['/api/v2/write?precision=ms', '/write?db=any', '/v1/metrics', '/api/v1/write', '/api/v1/telemetry'])(
    '%s reads its own body, JSON or not',
    (url) => {
      expect(refusalOf(url, { 'content-type': 'text/plain', 'content-length': '6' })).toBeUndefined();
      expect(isJsonBody(request(url, { 'content-type': 'application/json' }))).toBe(false);
    },
  );
});
