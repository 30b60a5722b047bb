import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';

export interface WriteAnswer {
  readonly status: number;
  readonly retryAfterMs: number;
  readonly text: string;
}

/** Where an InfluxDB has to put what is written; Plenum asks for none of it. */
export interface WriteTarget {
  readonly org: string;
  readonly bucket: string;
  readonly token?: string;
}

/** One keep-alive connection to `POST /api/v2/write` with times in ms. */
export class WriteClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #endpoint: URL;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(
    url: string,
    private readonly gzip: boolean,
    { org, bucket, token }: WriteTarget = { org: 'bench', bucket: 'bench' },
  ) {
    const search = new URLSearchParams({ org, bucket, precision: 'ms' });
    this.#endpoint = new URL(`/api/v2/write?${search.toString()}`, url);
    this.#headers = {
      'content-type': 'text/plain; charset=utf-8',
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
      ...(token === undefined ? {} : { authorization: `Token ${token}` }),
    };
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
          headers: { ...this.#headers, 'content-length': body.length },
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
