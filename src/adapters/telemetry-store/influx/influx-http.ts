import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { DomainError, messageOf } from '../../../domain/errors.js';

export interface InfluxServer {
  /** Such as `http://influxdb:8086`. */
  readonly url: string;
  /** Name of the organisation. */
  readonly org: string;
  /** May read and write the buckets; also create them where they do not exist. */
  readonly token: string;
}

export interface InfluxRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the server's address, starting with a slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** For the whole exchange; 30 s when absent. */
  readonly timeoutMs?: number;
}

export interface InfluxAnswer {
  readonly status: number;
  readonly text: string;
}

const defaultTimeoutMs = 30_000;
const lineBreak = /\r?\n/;

/** Talks HTTP to one InfluxDB over kept-alive connections. Errors name the server and never hold the token. */
export class InfluxHttp {
  readonly #base: string;

  constructor(readonly server: InfluxServer) {
    this.#base = server.url.replace(/\/+$/, '');
  }

  /**
   * Resolves with answers of 2xx and with refusals (4xx), which the caller understands.
   * @throws DomainError `unavailable`: retriable when the server is not reached, overloaded (429) or failing (5xx), not
   * retriable when it refuses the token.
   */
  async send(request: InfluxRequest): Promise<InfluxAnswer> {
    const response = await this.#fetch(request);
    return { status: response.status, text: await this.#textOf(response) };
  }

  /** As `send`, for requests that a working server must not refuse: a refusal is an `internal` error with its text. */
  async demand(request: InfluxRequest): Promise<string> {
    const { status, text } = await this.send(request);
    if (status >= 300) throw this.refused(request, status, text);
    return text;
  }

  /** The lines of a long answer as they come, many at a time; errors as of `demand`. */
  async *lines(request: InfluxRequest): AsyncGenerator<readonly string[]> {
    const response = await this.#fetch(request);
    if (!response.ok) throw this.refused(request, response.status, await this.#textOf(response));
    if (!response.body) return;
    // The border: Node's own stream under the name that the DOM types give it.
    const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>).setEncoding('utf8');
    let rest = '';
    try {
      for await (const text of body as AsyncIterable<string>) {
        const lines = `${rest}${text}`.split(lineBreak);
        rest = lines.pop() ?? '';
        yield lines;
      }
    } catch (error) {
      throw this.#unreached(error);
    }
    if (rest !== '') yield [rest];
  }

  refused({ method, path }: InfluxRequest, status: number, text: string): DomainError {
    const reason = reasonOf(text);
    return new DomainError('internal', `InfluxDB at ${this.#base} refused ${method} ${path} (${status}): ${reason}`, {
      details: { status, reason },
    });
  }

  async #fetch(request: InfluxRequest): Promise<Response> {
    const search = request.query ? `?${new URLSearchParams(request.query).toString()}` : '';
    let response: Response;
    try {
      response = await fetch(`${this.#base}${request.path}${search}`, {
        method: request.method,
        headers: { authorization: `Token ${this.server.token}`, ...request.headers },
        signal: AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs),
        ...(request.body === undefined ? {} : { body: request.body }),
      });
    } catch (error) {
      throw this.#unreached(error);
    }
    await this.#demandWorking(response);
    return response;
  }

  async #demandWorking(response: Response): Promise<void> {
    const { status } = response;
    if (status === 401 || status === 403) {
      const reason = reasonOf(await this.#textOf(response));
      throw new DomainError('unavailable', `InfluxDB at ${this.#base} refuses the token (${status}): ${reason}`, {
        details: { status },
      });
    }
    if (status < 500 && status !== 429) return;
    const reason = reasonOf(await this.#textOf(response));
    throw new DomainError('unavailable', `InfluxDB at ${this.#base} is failing (${status}): ${reason}`, {
      retriable: true,
      details: { status },
    });
  }

  async #textOf(response: Response): Promise<string> {
    try {
      return await response.text();
    } catch (error) {
      throw this.#unreached(error);
    }
  }

  #unreached(cause: unknown): DomainError {
    // What fetch rejects with says only that it failed; the reason is the cause of that.
    const reason = typeof cause === 'object' && cause !== null && 'cause' in cause ? cause.cause : cause;
    return new DomainError('unavailable', `InfluxDB at ${this.#base} does not answer: ${messageOf(reason)}`, {
      retriable: true,
      cause,
    });
  }
}

/** The `message` of InfluxDB's error document, or the text as it is, cut to what a log line can carry. */
function reasonOf(text: string): string {
  const longest = 1_000;
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null && 'message' in document) {
      return String(document.message).slice(0, longest);
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return text.slice(0, longest);
}
