import type { NextFunction, Request, Response } from 'express';

const docsPath = '/api/docs';

/** The console brings all that it needs; nothing is loaded from, sent to or shown inside another origin. */
const consolePolicy = policy("style-src 'self'");
/** The page of the API's documentation has a style sheet of its own in its text. */
const docsPolicy = policy("style-src 'self' 'unsafe-inline'");

function policy(styles: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    styles,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Middleware: tells browsers what our pages may do. There is no CORS: other origins get no answer to read. */
export function setSecurityHeaders(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Content-Security-Policy', request.path.startsWith(docsPath) ? docsPolicy : consolePolicy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  next();
}
