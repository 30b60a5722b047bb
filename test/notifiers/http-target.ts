import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real HTTP server that keeps the calls it confirms, and can refuse. */
export class HttpTarget {
  readonly calls: Call[] = [];
  /** Status and body of answers; 2xx confirm. */
  answer = { status: 200, body: 'ok' };

  private constructor(private readonly server: Server) {}

  static async start(): Promise<HttpTarget> {
    const target = new HttpTarget(createServer());
    target.server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        if (target.answer.status < 300) target.calls.push({ method, url, headers, body });
        response.writeHead(target.answer.status).end(target.answer.body);
      });
    });
    await new Promise<void>((resolve) => target.server.listen(0, '127.0.0.1', resolve));
    return target;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Bodies that were posted. */
  get posted(): readonly string[] {
    return this.calls.filter(({ method }) => method === 'POST').map(({ body }) => body);
  }

  refuse(refusing: boolean): void {
    this.answer = refusing ? { status: 503, body: 'no' } : { status: 200, body: 'ok' };
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}
