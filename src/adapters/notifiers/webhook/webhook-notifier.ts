import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import type { Clock } from '../../../ports/clock.js';
import { Notifier } from '../../../ports/notifier.js';
import { HttpReceiver } from '../http-receiver.js';
import type { NoticeContext } from '../notice-context.js';
import { idempotencyKey, noticesJson } from '../notice-json.js';
import { webhookSignature } from './webhook-signature.js';

export interface WebhookSettings {
  readonly name: string;
  readonly url: string;
  /** Key of the signature; calls are not signed without it. */
  readonly secret: string | undefined;
  /** For the whole call. Default 10 s. */
  readonly timeoutMs?: number;
}

/** Posts alerts as JSON to one URL, signed where there is a secret. A repeat has the same `Idempotency-Key`. */
export class WebhookNotifier extends Notifier {
  readonly name: string;
  readonly #receiver: HttpReceiver;

  constructor(
    private readonly settings: WebhookSettings,
    private readonly context: NoticeContext,
    private readonly clock: Clock,
  ) {
    super();
    this.name = settings.name;
    this.#receiver = new HttpReceiver({ kind: 'webhook', ...settings });
  }

  override async notify(notices: readonly AlertNotice[]): Promise<void> {
    if (notices.length === 0) return;
    const { secret } = this.settings;
    const body = noticesJson(this.context, notices);
    await this.#receiver.post(body, {
      'idempotency-key': idempotencyKey(notices),
      ...(secret !== undefined && { 'plenum-signature': webhookSignature(secret, body, this.clock.now()) }),
    });
  }

  override check(): Promise<void> {
    return this.#receiver.reach();
  }
}
