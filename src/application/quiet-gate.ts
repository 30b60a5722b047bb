import type { Alert } from '../domain/alerting/alert.js';
import type { QuietReason } from '../domain/alerting/quiet/held-notices.js';
import { type InhibitRule, Inhibition } from '../domain/alerting/quiet/inhibition.js';
import { countedAt } from '../domain/alerting/quiet/quiet-book.js';
import type { SiteModel } from '../domain/assets/site-model.js';
import type { AlertLog } from '../ports/alert-log.js';
import type { Clock } from '../ports/clock.js';
import { allEndedFrom, allFiring } from './all-firing.js';
import type { QuietInForce } from './quiet-in-force.js';

/** What a source has brought about ends after it: so long it goes on inhibiting, that its end wakes nobody for that. */
const LINGER_MS = 180_000;
/**
 * At a start, what has ended within this time may have been seen to fire within the last three minutes: by event time an end
 * is known up to ten minutes later.
 */
const ENDED_LATELY_MS = LINGER_MS + 600_000;

/** Why nobody is told of an alert for the time being: silences, maintenance windows and the rules of inhibition together. */
export class QuietGate {
  #inhibition: Inhibition | undefined;
  #isNew = true;
  /** Alerts that fire, and those that did a moment ago. */
  readonly #sources = new Map<string, { readonly alert: Alert; readonly seenAt: number }>();

  constructor(
    private readonly quiet: QuietInForce,
    private readonly rules: readonly InhibitRule[],
    private readonly siteNow: () => SiteModel,
    private readonly alertLog: Pick<AlertLog, 'list'>,
    private readonly clock: Clock,
  ) {}

  /** Takes over what holds now. To be called before the questions of one turn. */
  async look(): Promise<void> {
    await this.quiet.refresh();
    if (this.rules.length === 0) return;
    const now = this.clock.monotonic();
    // In this order: what ends in between is found twice, not never.
    for (const alert of [...(await allFiring(this.alertLog)), ...(await this.#endedBefore())]) {
      this.#sources.set(alert.id, { alert, seenAt: now });
    }
    this.#isNew = false;
    for (const [id, { seenAt }] of this.#sources) if (now - seenAt > LINGER_MS) this.#sources.delete(id);
    const sources = [...this.#sources.values()].map(({ alert }) => alert);
    this.#inhibition = new Inhibition(this.rules, this.siteNow(), sources);
  }

  /** What another process, or this one under other settings, may have seen to fire a moment ago; nothing but at the first look. */
  #endedBefore(): Promise<readonly Alert[]> {
    return this.#isNew ? allEndedFrom(this.alertLog, this.clock.now() - ENDED_LATELY_MS) : Promise.resolve([]);
  }

  /**
   * Why receivers are not to be told of the alert, as of this time (epoch ms); undefined: they are. By itself the time is
   * now, or the alert's end once it is over.
   */
  covers(alert: Alert, at = countedAt(alert, this.clock.now())): QuietReason | undefined {
    const { silencedBy, maintenance } = this.quiet.coverAt(alert, at);
    if (silencedBy.length > 0) return 'silenced';
    if (maintenance.length > 0) return 'maintenance';
    return this.#inhibition?.inhibitorOf(alert) ? 'inhibited' : undefined;
  }
}
