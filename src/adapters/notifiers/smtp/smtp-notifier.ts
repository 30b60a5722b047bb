import { createTransport } from 'nodemailer';
import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import type { IncidentNotice } from '../../../domain/alerting/incidents/incident-notice.js';
import { DomainError, messageOf } from '../../../domain/errors.js';
import type { Log } from '../../../ports/log.js';
import { Notifier } from '../../../ports/notifier.js';
import { incidentsKey } from '../incident-json.js';
import type { NoticeContext } from '../notice-context.js';
import { idempotencyKey } from '../notice-json.js';
import { incidentMailOf } from './incident-mail.js';
import { type Mail, mailOf } from './mail.js';

export interface SmtpSettings {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` or nothing without it, or none. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly login: { readonly user: string; readonly password: string } | undefined;
  readonly from: string;
  readonly to: readonly string[];
  /** PEM text of the authority that signed the server's certificate; undefined: the well-known ones. */
  readonly ca: string | undefined;
}

const connectMs = 10_000;
const silenceMs = 20_000;

/**
 * Sends one mail for all notices of a message, in plain text and HTML. A repeat has the same `Message-ID`, by which mail
 * stores and readers recognise it. A mail counts as told when the server has taken it for at least one address; those
 * that it refuses are logged.
 */
export class SmtpNotifier extends Notifier {
  readonly name: string;
  readonly #transport;

  constructor(
    private readonly settings: SmtpSettings,
    private readonly context: NoticeContext,
    private readonly log: Log,
  ) {
    super();
    this.name = settings.name;
    const { host, port, security, login, ca } = settings;
    this.#transport = createTransport({
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(login && { auth: { user: login.user, pass: login.password } }),
      ...(ca !== undefined && { tls: { ca } }),
      connectionTimeout: connectMs,
      greetingTimeout: connectMs,
      socketTimeout: silenceMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  override async notify(notices: readonly AlertNotice[]): Promise<void> {
    if (notices.length === 0) return;
    await this.#send(mailOf(this.context, notices), idempotencyKey(notices));
  }

  override notifyOfIncidents(notices: readonly IncidentNotice[]): Promise<void> {
    return this.#send(incidentMailOf(this.context, notices), incidentsKey(notices));
  }

  /** Connects, encrypts and logs in as for a mail. */
  override async check(): Promise<void> {
    try {
      await this.#transport.verify();
    } catch (error) {
      throw this.#unavailable(error);
    }
  }

  async #send(mail: Mail, key: string): Promise<void> {
    const { from, to } = this.settings;
    try {
      const { rejected } = await this.#transport.sendMail({
        ...mail,
        from,
        to: [...to],
        messageId: `<${key}@plenum.${this.context.site}>`,
        // Keeps answering machines from answering (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      if (rejected.length > 0) this.log.warn('mail refused for some addresses', { notifier: this.name, rejected });
    } catch (error) {
      throw this.#unavailable(error);
    }
  }

  #unavailable(cause: unknown): DomainError {
    const { host, port } = this.settings;
    const message = `mail server at ${host}:${port} did not take the mail (${messageOf(cause)})`;
    return new DomainError('unavailable', message, { retriable: true, cause });
  }
}
