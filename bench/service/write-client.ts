import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';

export interface WriteAnswer {
  readonly status: number;
  readonly retryAfterMs: number;
  readonly text: string;
}

/** One keep-alive connection to `POST /api/v2/write` with times in ms. */
export class WriteClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #endpoint: URL;

  constructor(
    url: string,
    private readonly gzip: boolean,
  ) {
    this.#endpoint = new URL('/api/v2/write?org=bench&bucket=bench&precision=ms', url);
  }

  /** Resolves with the answer, whatever it is; rejects when there is none. */
  write(lines: Buffer): Promise<WriteAnswer> {
    const body = this.gzip ? gzipSync(lines, { level: 1 }) : lines;
    return new Promise((resolve, reject) => {
      const call = request(
        this.#endpoint,
        {
          method: 'POST',
          agent: this.#agent,
          headers: {
            'content-type': 'text/plain; charset=utf-8',
            'content-length': body.length,
            ...(this.gzip ? { 'content-encoding': 'gzip' } : {}),
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (text += chunk));
          response.on('end', () => {
            const retryAfterMs = Number(response.headers['retry-after'] ?? '1') * 1000;
            resolve({ status: response.statusCode ?? 0, retryAfterMs, text });
          });
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
