import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real HTTP server before another one: passes every call on and keeps the bodies that the other confirmed. */
export class HttpTap {
  readonly confirmed: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly target: string,
  ) {}

  static async before(target: string): Promise<HttpTap> {
    const tap = new HttpTap(createServer(), target);
    tap.server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        void tap.#passOn(request.method ?? 'GET', request.url ?? '/', body).then(({ status, text }) => {
          response.writeHead(status).end(text);
        });
      });
    });
    await new Promise<void>((resolve) => tap.server.listen(0, '127.0.0.1', resolve));
    return tap;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  async #passOn(method: string, path: string, body: string): Promise<{ status: number; text: string }> {
    const headers = { 'content-type': 'application/json' };
    const request = method === 'GET' ? { method } : { method, headers, body };
    const response = await fetch(new URL(path, this.target), request).catch(() => undefined);
    if (response?.ok === true && method === 'POST') this.confirmed.push(body);
    return { status: response?.status ?? 502, text: (await response?.text()) ?? '' };
  }
}
