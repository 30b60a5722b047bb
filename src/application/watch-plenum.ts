import type { Alert } from '../domain/alerting/alert.js';
import { endedAt, OwnTroubleBook } from '../domain/alerting/own-troubles/own-trouble-book.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { Presence } from './presence.js';
import type { RaiseAlerts } from './raise-alerts.js';
import type { TakeVitals } from './take-vitals.js';
import { WakefulLoop } from './wakeful-loop.js';

const LOOK_MS = 15_000;
/** How often it looks for alerts of processes that are gone. */
const ROLL_CALL_MS = 60_000;
/** Far more than a process can be troubled by at once: the oldest are forgotten when the records stay away for long. */
const MOST_OWED = 1_000;

/**
 * Raises alerts about Plenum itself, as they are raised about any device: recorded, grouped, told. While the records do
 * not answer they wait, and are told with the time at which the trouble began. Alerts of another process that is gone,
 * and would never end them, it ends.
 */
export class WatchPlenum implements Loop {
  readonly name = 'watch plenum';
  readonly #loop: WakefulLoop;
  #book: OwnTroubleBook | undefined;
  /** What the records have not taken yet: starts, too, or trouble that ends before they answer would have no start. */
  readonly #owed = new Map<string, Alert>();
  /** By the monotonic clock. */
  #rollCallAt = -Infinity;

  constructor(
    /** Names this process among assets. */
    private readonly assetId: string,
    private readonly vitals: Pick<TakeVitals, 'take'>,
    private readonly alerts: RaiseAlerts,
    private readonly presence: Presence,
    private readonly system: { readonly clock: Clock; readonly log: Log },
  ) {
    this.#loop = new WakefulLoop(this.name, () => this.turn(), system.clock, system.log);
  }

  start(): Promise<void> {
    return this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Looks once. Returns how long to wait before the next time. */
  async turn(): Promise<number> {
    const vitals = await this.vitals.take();
    const book = (this.#book ??= await this.#takeUp());
    this.#owe(book.observe(vitals, this.system.clock.now()));
    const isKnownToOthers = await this.presence.show();
    await this.alerts.raise([...this.#owed.values()]);
    this.#owed.clear();
    // Others may have ended what it knows to fire, and an alert that is over cannot be raised again.
    if (!isKnownToOthers) this.#book = undefined;
    await this.#endOfGone();
    return LOOK_MS;
  }

  /** After a sign of life, so that nobody else ends what is read. */
  async #takeUp(): Promise<OwnTroubleBook> {
    await this.presence.show();
    return new OwnTroubleBook(this.assetId, await this.alerts.firing());
  }

  async #endOfGone(): Promise<void> {
    const { clock } = this.system;
    if (clock.monotonic() < this.#rollCallAt) return;
    const firing = await this.alerts.firing();
    const ofOthers = firing.filter(({ kind, assetId }) => kind === 'plenum' && assetId !== this.assetId);
    for (const gone of new Set(ofOthers.map(({ assetId }) => assetId))) {
      const left = ofOthers.filter(({ assetId }) => assetId === gone);
      await this.presence.ifGone(gone, () => this.alerts.raise(left.map((alert) => endedAt(alert, clock.now()))));
    }
    this.#rollCallAt = clock.monotonic() + ROLL_CALL_MS;
  }

  /** Keeps the newest of what is said again and again while an alert fires. */
  #owe(changes: readonly Alert[]): void {
    for (const alert of changes) this.#owed.set(`${alert.state} ${alert.id}`, alert);
    for (const key of [...this.#owed.keys()].slice(0, -MOST_OWED)) this.#owed.delete(key);
  }
}
