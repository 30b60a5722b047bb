import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import type { IncidentNotice } from '../../../domain/alerting/incidents/incident-notice.js';
import { Notifier } from '../../../ports/notifier.js';
import { HttpReceiver } from '../http-receiver.js';
import { incidentsKey } from '../incident-json.js';
import type { NoticeContext } from '../notice-context.js';
import { idempotencyKey } from '../notice-json.js';
import { slackIncidentMessage } from './incident-message.js';
import { slackMessage } from './slack-message.js';

export interface SlackSettings {
  readonly name: string;
  /** Of the incoming webhook; its path is a secret. */
  readonly url: string;
  /** For a call. Default 10 s. */
  readonly timeoutMs?: number;
}

/** Posts to a chat by an incoming webhook as Slack has it and Mattermost understands it. */
export class SlackNotifier extends Notifier {
  readonly name: string;
  readonly #receiver: HttpReceiver;

  constructor(
    settings: SlackSettings,
    private readonly context: NoticeContext,
  ) {
    super();
    this.name = settings.name;
    this.#receiver = new HttpReceiver({ kind: 'chat', ...settings });
  }

  override async notify(notices: readonly AlertNotice[]): Promise<void> {
    if (notices.length === 0) return;
    const key = idempotencyKey(notices);
    await this.#receiver.post(JSON.stringify(slackMessage(this.context, notices, key)), { 'idempotency-key': key });
  }

  override async notifyOfIncidents(notices: readonly IncidentNotice[]): Promise<void> {
    const key = incidentsKey(notices);
    const message = slackIncidentMessage(this.context, notices, key);
    await this.#receiver.post(JSON.stringify(message), { 'idempotency-key': key });
  }

  override check(): Promise<void> {
    return this.#receiver.reach();
  }
}
