import type { Request } from 'express';

/**
 * The API key a request carries: `Authorization: Bearer KEY`, `Token KEY` (InfluxDB v2 clients), HTTP basic with the
 * key as password (Prometheus, InfluxDB v1), or `p=KEY` in the query of the v1 write path. Undefined when it has none.
 */
export function secretOf(request: Request): string | undefined {
  const header = request.headers.authorization;
  if (header !== undefined) {
    const [scheme = '', value = ''] = header.trim().split(/\s+/, 2);
    switch (scheme.toLowerCase()) {
      case 'bearer':
      case 'token':
        return value;
      case 'basic': {
        const text = Buffer.from(value, 'base64').toString('utf8');
        return text.slice(text.indexOf(':') + 1);
      }
      default:
        return header;
    }
  }
  const password = request.path === '/write' || request.path === '/query' ? request.query['p'] : undefined;
  return typeof password === 'string' && password !== '' ? password : undefined;
}
