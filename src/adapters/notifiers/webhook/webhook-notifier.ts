import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import { DomainError, messageOf } from '../../../domain/errors.js';
import type { Clock } from '../../../ports/clock.js';
import { Notifier } from '../../../ports/notifier.js';
import { idempotencyKey, webhookBody } from './webhook-body.js';
import { webhookSignature } from './webhook-signature.js';

export interface WebhookSettings {
  readonly url: string;
  /** Key of the signature; calls are not signed without it. */
  readonly secret: string | undefined;
  /** For the whole call. Default 10 s. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 10_000;

/**
 * Posts alerts to one URL. Only an answer of 2xx within the time-out confirms them. Redirects are refused, because they
 * could carry alerts and signature to another host. Errors name the host only: the path may hold a token.
 */
export class WebhookNotifier extends Notifier {
  readonly name = 'webhook';
  readonly #url: URL;

  constructor(
    private readonly settings: WebhookSettings,
    private readonly clock: Clock,
  ) {
    super();
    this.#url = new URL(settings.url);
  }

  override async notify(notices: readonly AlertNotice[]): Promise<void> {
    if (notices.length === 0) return;
    const response = await this.#post(webhookBody(notices), idempotencyKey(notices));
    await response.body?.cancel();
    if (response.ok) return;
    const isRedirect = response.status >= 300 && response.status < 400;
    const hint = isRedirect ? ', a redirect, which is not followed: configure the final address' : '';
    throw this.#unavailable(`answered ${response.status}${hint}`);
  }

  async #post(body: string, key: string): Promise<Response> {
    const { secret, timeoutMs = defaultTimeoutMs } = this.settings;
    try {
      return await fetch(this.#url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'plenum',
          'idempotency-key': key,
          ...(secret === undefined ? {} : { 'plenum-signature': webhookSignature(secret, body, this.clock.now()) }),
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      throw this.#unavailable(`did not answer (${reasonOf(error)})`, error);
    }
  }

  #unavailable(problem: string, cause?: unknown): DomainError {
    return new DomainError('unavailable', `webhook at ${this.#url.host} ${problem}`, { retriable: true, cause });
  }
}

/** fetch says only "fetch failed" and puts the reason into the cause. */
function reasonOf(error: unknown): string {
  const hasCause = typeof error === 'object' && error !== null && 'cause' in error && error.cause !== undefined;
  return messageOf(hasCause ? error.cause : error);
}
