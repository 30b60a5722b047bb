import { DomainError, type ErrorCode, messageOf } from '../../domain/errors.js';

const defaultTimeoutMs = 10_000;
/** Of the receiver's own words in an error. */
const longestComplaint = 120;
/** A part of the address that is as long as this may be a token. */
const tokenLength = 8;

/** Answers by which a receiver says that it would refuse the same message again. All others may pass, or end with a correction. */
const finalRefusals: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'invalid_input'],
  [413, 'too_large'],
  [422, 'invalid_input'],
]);

export interface HttpReceiverSettings {
  /** What it is called in errors, such as `webhook`. */
  readonly kind: string;
  readonly url: string;
  /** For a whole call. Default 10 s. */
  readonly timeoutMs?: number | undefined;
}

type Headers = Readonly<Record<string, string>>;

/**
 * A receiver behind an HTTP address. Only an answer of 2xx within the time-out confirms. Redirects are refused, because
 * they could carry alerts and credentials to another host. Errors name the host only: the path may hold a token.
 */
export class HttpReceiver {
  readonly #url: URL;

  constructor(private readonly settings: HttpReceiverSettings) {
    this.#url = new URL(settings.url);
  }

  get host(): string {
    return this.#url.host;
  }

  /**
   * Posts JSON. Rejects with `unavailable` unless the receiver confirms, and with `too_large` or `invalid_input` when it
   * will not take this message another time either.
   */
  async post(body: string, headers: Headers = {}): Promise<void> {
    const type = { 'content-type': 'application/json' };
    const response = await this.#call(this.#url, 'POST', { ...type, ...headers }, body);
    await this.#confirmed(response, finalRefusals.get(response.status));
  }

  /** Asks for something at this address without changing anything. Rejects with `unavailable` unless the answer is 2xx. */
  async get(headers: Headers = {}): Promise<void> {
    await this.#confirmed(await this.#call(this.#url, 'GET', headers));
  }

  /** Whether something answers at the host, whatever it says; the path, which may hold a token, is not sent. */
  async reach(): Promise<void> {
    const response = await this.#call(new URL('/', this.#url), 'HEAD');
    await response.body?.cancel();
  }

  async #call(url: URL, method: string, headers: Headers = {}, body: string | null = null): Promise<Response> {
    const signal = AbortSignal.timeout(this.settings.timeoutMs ?? defaultTimeoutMs);
    try {
      return await fetch(url, {
        method,
        headers: { 'user-agent': 'plenum', ...headers },
        body,
        redirect: 'manual',
        signal,
      });
    } catch (error) {
      throw this.#failure(`did not answer (${this.#redacted(reasonOf(error))})`);
    }
  }

  async #confirmed(response: Response, refusal?: ErrorCode): Promise<void> {
    if (response.ok) {
      await response.body?.cancel();
      return;
    }
    const isRedirect = response.status >= 300 && response.status < 400;
    const hint = isRedirect ? ', a redirect, which is not followed: configure the final address' : '';
    // Its words are a help at most; the status says enough.
    const complaint = await response.text().catch(() => '');
    const words = isRedirect ? '' : this.#redacted(complaint);
    throw this.#failure(`answered ${response.status}${hint}${words === '' ? '' : ` (${words})`}`, refusal);
  }

  /** Words of somebody else in one short line, without parts of the address that they may repeat. */
  #redacted(complaint: string): string {
    const { pathname, search, searchParams, username, password } = this.#url;
    const tokens = [...pathname.split('/'), ...searchParams.values()].filter(({ length }) => length >= tokenLength);
    const line = [search, search.slice(1), username, password, ...tokens]
      .filter((secret) => secret !== '')
      .reduce((text, secret) => text.replaceAll(secret, '…'), complaint.replaceAll(/\s+/g, ' ').trim());
    return line.slice(0, longestComplaint);
  }

  /** Without a cause, which may hold the address. */
  #failure(problem: string, code: ErrorCode = 'unavailable'): DomainError {
    const message = `${this.settings.kind} at ${this.host} ${problem}`;
    return new DomainError(code, message, { retriable: code === 'unavailable' });
  }
}

/** fetch says only "fetch failed" and puts the reason into the cause. */
function reasonOf(error: unknown): string {
  const hasCause = typeof error === 'object' && error !== null && 'cause' in error && error.cause !== undefined;
  return messageOf(hasCause ? error.cause : error);
}
