import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import type { Alert } from '../../../domain/alerting/alert.js';
import { DomainError } from '../../../domain/errors.js';
import type { Clock } from '../../../ports/clock.js';
import { RenewingNotifier } from '../../../ports/notifier.js';
import { HttpReceiver } from '../http-receiver.js';
import type { NoticeContext } from '../notice-context.js';
import { postableAlerts } from './alertmanager-alert.js';

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
    for (let i = 0; i < notices.length; i += pageSize) await this.#post(notices.slice(i, i + pageSize));
  }

  override renew(firing: readonly Alert[]): Promise<void> {
    return this.notify(firing);
  }

  override check(): Promise<void> {
    return atLeastOne(this.#status.map((instance) => instance.get(this.#headers)));
  }

  async #post(notices: readonly AlertNotice[]): Promise<void> {
    const now = this.clock.now();
    const validity = { now, until: now + validMs };
    const body = JSON.stringify(notices.flatMap((notice) => postableAlerts(this.context, notice, validity)));
    await atLeastOne(this.#alerts.map((instance) => instance.post(body, this.#headers)));
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
