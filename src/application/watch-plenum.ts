import type { Alert } from '../domain/alerting/alert.js';
import { OwnTroubleBook } from '../domain/alerting/own-troubles/own-trouble-book.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { RaiseAlerts } from './raise-alerts.js';
import type { TakeVitals } from './take-vitals.js';
import { WakefulLoop } from './wakeful-loop.js';

const LOOK_MS = 15_000;

/**
 * Raises alerts about Plenum itself, as they are raised about any device: recorded, grouped, told. While the records do
 * not answer they wait, and are told with the time at which the trouble began.
 */
export class WatchPlenum implements Loop {
  readonly name = 'watch plenum';
  readonly #loop: WakefulLoop;
  #book: OwnTroubleBook | undefined;
  /** Ends that the records have not taken yet. */
  #owed: readonly Alert[] = [];

  constructor(
    /** Names this process among assets. */
    private readonly assetId: string,
    private readonly vitals: Pick<TakeVitals, 'take'>,
    private readonly alerts: RaiseAlerts,
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
    this.#book ??= new OwnTroubleBook(this.assetId, await this.alerts.firing());
    const changes = [...this.#owed, ...this.#book.observe(vitals, this.system.clock.now())];
    this.#owed = changes.filter(({ state }) => state === 'resolved');
    await this.alerts.raise(changes);
    this.#owed = [];
    return LOOK_MS;
  }
}
