import type { Request } from 'express';

const loopbackAddress = /^(127\.|::1$|::ffff:127\.)/;
const loopbackName = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;

/**
 * Whether a request certainly comes from this machine and from a program or page of its own: over loopback, not
 * handed on by a proxy, and not sent by a web page of another site (which a browser here would do on loopback too).
 */
export function isFromThisMachine(request: Request): boolean {
  if (!loopbackAddress.test(request.socket.remoteAddress ?? '')) return false;
  if (request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined) return false;
  if (!loopbackName.test(request.headers.host ?? '')) return false;
  const { origin } = request.headers;
  return origin === undefined || loopbackName.test(origin.replace(/^https?:\/\//, ''));
}
