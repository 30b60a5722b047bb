import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import type { IncidentNotice } from '../../../domain/alerting/incidents/incident-notice.js';
import type { Clock } from '../../../ports/clock.js';
import { Notifier } from '../../../ports/notifier.js';
import { HttpReceiver } from '../http-receiver.js';
import { incidentsJson, incidentsKey } from '../incident-json.js';
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

/** Posts alerts, or incidents, as JSON to one URL, signed where there is a secret. A repeat has the same `Idempotency-Key`. */
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
    await this.#post(noticesJson(this.context, notices), idempotencyKey(notices));
  }

  override notifyOfIncidents(notices: readonly IncidentNotice[]): Promise<void> {
    return this.#post(incidentsJson(this.context, notices), incidentsKey(notices));
  }

  override check(): Promise<void> {
    return this.#receiver.reach();
  }

  async #post(body: string, key: string): Promise<void> {
    const { secret } = this.settings;
    await this.#receiver.post(body, {
      'idempotency-key': key,
      ...(secret !== undefined && { 'plenum-signature': webhookSignature(secret, body, this.clock.now()) }),
    });
  }
}
