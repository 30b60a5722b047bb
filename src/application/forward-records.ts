import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { AcknowledgedAlert, AlertLog } from '../ports/alert-log.js';
import type { DiscoveredDevices } from '../ports/discovered-devices.js';
import type { Loop } from '../ports/loop.js';
import { type CentralAlerts, copyAlerts } from './copy-alerts.js';
import { type CopyReporting, CopyTroubles } from './copy-troubles.js';
import type { LiveEvents } from './live-events.js';
import { WakefulLoop } from './wakeful-loop.js';

const PAGE = 500;
/** Alerts written by one round; the rest waits for the next. */
const CHUNK = 100;
/** At the start, alerts that began earlier and are over are taken for copied. */
const LOOK_BACK_MS = 30 * 86_400_000;
const EVERY_MS = 30_000;

export interface LocalRecords {
  readonly alertLog: Pick<AlertLog, 'list' | 'find'>;
  readonly discoveredDevices: Pick<DiscoveredDevices, 'list'>;
}

export interface CentralRecords extends CentralAlerts {
  readonly discoveredDevices: Pick<DiscoveredDevices, 'record'>;
}

/**
 * Copies alerts and discovered devices to the records of the central Plenum, whenever those are in reach. Which alerts
 * have changed it hears while it runs; after a start it takes all recent ones for changed, because nothing is remembered
 * and copying twice changes nothing.
 */
export class ForwardRecords implements Loop {
  readonly name = 'forward records';
  /** Ids of alerts that are not up to date there, oldest change first. */
  readonly #due = new Set<string>();
  readonly #loop: WakefulLoop;
  readonly #troubles: CopyTroubles;
  #isStopped = false;
  #unlisten = () => {};
  #hasLookedBack = false;
  #devicesCopied = 0;

  constructor(
    private readonly local: LocalRecords,
    /** Rejects while they are out of reach, and when they cannot be used. */
    private readonly central: () => Promise<CentralRecords>,
    private readonly registry: SeriesRegistry,
    private readonly live: LiveEvents,
    private readonly reporting: CopyReporting,
  ) {
    this.#troubles = new CopyTroubles(reporting);
    this.#loop = new WakefulLoop(this.name, () => this.#turn(), reporting.clock, reporting.log);
  }

  start(): Promise<void> {
    this.#unlisten = this.live.listen((event) => {
      if (event.kind !== 'alert') return;
      this.#due.add(event.alert.id);
      this.#loop.wake();
    });
    return this.#loop.start();
  }

  /** Ends after the round in hand, which the connection's time-outs bound. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unlisten();
    await this.#loop.stop();
  }

  /** Copies what is due, oldest first. */
  async copy(): Promise<void> {
    await this.#lookBack();
    const central = await this.central();
    await this.#copyDevices(central);
    while (this.#due.size > 0 && !this.#isStopped) await this.#copyChunk(central);
  }

  async #copyChunk(central: CentralRecords): Promise<void> {
    const ids = [...this.#due].slice(0, CHUNK);
    for (const id of ids) this.#due.delete(id);
    try {
      const alerts: AcknowledgedAlert[] = [];
      for (const id of ids) {
        const alert = await this.local.alertLog.find(id);
        if (alert) alerts.push(alert);
      }
      await copyAlerts(alerts, central, this.registry);
    } catch (error) {
      for (const id of ids) this.#due.add(id);
      throw error;
    }
  }

  async #copyDevices(central: CentralRecords): Promise<void> {
    const devices = await this.local.discoveredDevices.list();
    if (devices.length === this.#devicesCopied) return;
    await central.discoveredDevices.record(devices.map((device) => ({ ...device, adoption: undefined })));
    this.#devicesCopied = devices.length;
  }

  async #lookBack(): Promise<void> {
    if (this.#hasLookedBack) return;
    const recent = await this.#all({ fromMs: this.reporting.clock.now() - LOOK_BACK_MS });
    const firing = await this.#all({ states: ['firing'] });
    const changed = [...this.#due];
    this.#due.clear();
    for (const id of [...firing.reverse(), ...recent.reverse(), ...changed]) this.#due.add(id);
    this.#hasLookedBack = true;
  }

  async #all(filter: { fromMs?: number; states?: readonly 'firing'[] }): Promise<string[]> {
    const ids: string[] = [];
    let before: { startsAt: number; id: string } | undefined;
    for (;;) {
      const page = await this.local.alertLog.list({ ...filter, limit: PAGE, ...(before && { before }) });
      ids.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      if (!last || page.length < PAGE) return ids;
      before = { startsAt: last.startsAt, id: last.id };
    }
  }

  async #turn(): Promise<number> {
    try {
      await this.copy();
      this.#troubles.clear();
    } catch (error) {
      this.#troubles.note(error);
    }
    return EVERY_MS;
  }
}
