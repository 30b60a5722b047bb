import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import type { Alert } from '../../../domain/alerting/alert.js';
import type { IncidentNotice } from '../../../domain/alerting/incidents/incident-notice.js';
import { DomainError } from '../../../domain/errors.js';
import type { Clock } from '../../../ports/clock.js';
import { RenewingNotifier } from '../../../ports/notifier.js';
import { HttpReceiver } from '../http-receiver.js';
import type { NoticeContext } from '../notice-context.js';
import { type PostableAlert, postableAlerts, type Validity } from './alertmanager-alert.js';
import { postableIncidents } from './incident-alert.js';

export interface AlertmanagerSettings {
  readonly name: string;
  /** Of every instance of a cluster, with the path under which its API begins, if any. */
  readonly urls: readonly string[];
  /** HTTP basic authentication; undefined: none. */
  readonly login: { readonly user: string; readonly password: string } | undefined;
  /** For a call. Default 10 s. */
  readonly timeoutMs?: number;
}

const renewEveryMs = 60_000;
/** An alert outlives three lost renewals; a Plenum that is gone leaves none behind for longer. Prometheus does the same. */
const validMs = 4 * renewEveryMs;
/** Alerts in one request. */
const pageSize = 500;

/**
 * Tells Prometheus Alertmanager by its API v2. Alertmanager keeps alerts in memory and forgets them at their end, so each
 * is given an end four minutes ahead and is renewed every minute while it fires. Labels are the identity of an alert, so
 * that repeats change nothing. Of several instances every one is told; one that confirms is enough.
 */
export class AlertmanagerNotifier extends RenewingNotifier {
  readonly name: string;
  readonly renewEveryMs = renewEveryMs;
  readonly #alerts: readonly HttpReceiver[];
  readonly #status: readonly HttpReceiver[];
  readonly #headers: Readonly<Record<string, string>>;

  constructor(
    { name, urls, login, timeoutMs }: AlertmanagerSettings,
    private readonly context: NoticeContext,
    private readonly clock: Clock,
  ) {
    super();
    this.name = name;
    const at = (path: string) =>
      urls.map(
        (url) => new HttpReceiver({ kind: 'alertmanager', url: `${url.replace(/\/+$/, '')}${path}`, timeoutMs }),
      );
    this.#alerts = at('/api/v2/alerts');
    this.#status = at('/api/v2/status');
    this.#headers = login ? { authorization: basicAuthentication(login) } : {};
  }

  override async notify(notices: readonly AlertNotice[]): Promise<void> {
    await this.#post(notices.flatMap((notice) => postableAlerts(this.context, notice, this.#validity())));
  }

  override notifyOfIncidents(notices: readonly IncidentNotice[]): Promise<void> {
    return this.#post(postableIncidents(this.context, notices, this.#validity()));
  }

  override renew(firing: readonly Alert[]): Promise<void> {
    return this.notify(firing);
  }

  override renewIncidents(open: readonly IncidentNotice[]): Promise<void> {
    return this.notifyOfIncidents(open);
  }

  override check(): Promise<void> {
    return atLeastOne(this.#status.map((instance) => instance.get(this.#headers)));
  }

  async #post(alerts: readonly PostableAlert[]): Promise<void> {
    for (let i = 0; i < alerts.length; i += pageSize) {
      const body = JSON.stringify(alerts.slice(i, i + pageSize));
      await atLeastOne(this.#alerts.map((instance) => instance.post(body, this.#headers)));
    }
  }

  #validity(): Validity {
    const now = this.clock.now();
    return { now, until: now + validMs };
  }
}

/** Waits for all, so that none is told late. When all reject it does as one that may confirm another time, if there is any. */
async function atLeastOne(calls: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(calls);
  if (results.some(({ status }) => status === 'fulfilled')) return;
  const mayPass = ({ reason }: PromiseRejectedResult) => !(reason instanceof DomainError) || reason.retriable;
  const passing = results.findIndex((result) => result.status === 'rejected' && mayPass(result));
  await calls[Math.max(passing, 0)];
}

function basicAuthentication({ user, password }: { user: string; password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}
